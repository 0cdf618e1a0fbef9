/** What a document may take before the process that opens it is ended. */
import type { DeedName } from './deeds.ts';

export interface ApartLimits {
  /** Without a sign of life: the longest page of a real file takes a tenth of this. */
  readonly silenceMilliseconds: number;
  /** From the order to the answer. */
  readonly wholeMilliseconds: Readonly<Record<DeedName, number>>;
  /** Beyond this the process is ended while it works. */
  readonly mostResidentBytes: number;
  /** Beyond this it is let go once it has answered, so that the next document begins small. */
  readonly retireAboveBytes: number;
}

const megabyte = 1024 * 1024;
const wholeDocumentMilliseconds = 4 * 60 * 60_000;
/** An officer waits for the picture of one page. */
const onePageMilliseconds = 30_000;

/** A page as large as a plan of a town takes 600 MB; a scan of 2,000 pages takes two hours. */
export const usualLimits: ApartLimits = {
  silenceMilliseconds: 60_000,
  wholeMilliseconds: { redact: wholeDocumentMilliseconds, check: wholeDocumentMilliseconds, read: wholeDocumentMilliseconds, draw: onePageMilliseconds, frame: onePageMilliseconds },
  mostResidentBytes: 900 * megabyte,
  retireAboveBytes: 190 * megabyte,
};
