/** Looks a file over before anybody opens it: what kind it really is, whether it is a bomb, and what the virus scanner says. */

import { unpackingBudget } from '../connected-systems/files/unpacking-limits.ts';
import { openZip } from '../connected-systems/files/zip-archive.ts';
import type { Config } from '../platform/config.ts';
import { gathered } from '../platform/gathered.ts';
import { headBytes, isArchiveKind, isOtherKind, kindByBytes } from './kind-of-file.ts';
import { clamdScanner, type Scanner } from './virus-scanner.ts';

/** Who looks. A demonstration may go on without a scanner, and says so of every file; a council may not. */
export interface Checkpoint {
  readonly scanner: Scanner | null;
  readonly maySkipScanning: boolean;
}

export function checkpointOf({ scannerAddress, mode }: Pick<Config, 'scannerAddress' | 'mode'>): Checkpoint {
  return { scanner: scannerAddress === null ? null : clamdScanner(scannerAddress), maySkipScanning: mode !== 'production' };
}

/** What the scanning of a file came to. Only the first two let it out of quarantine. */
export const scanOutcomes = ['clean', 'not scanned', 'no answer', 'too large', 'infected'] as const;

export type ScanOutcome = (typeof scanOutcomes)[number];

export interface FileToCheck {
  /** As its sender says. */
  readonly mediaType: string;
  readonly byteCount: number;
  /** Read once for each look. */
  open(): AsyncIterable<Uint8Array>;
}

export interface FileCheck {
  readonly scan: ScanOutcome;
  /** By its first bytes; null where they say nothing. */
  readonly foundType: string | null;
  readonly isOtherType: boolean;
  /** Why it is kept and never opened though no virus was found. */
  readonly refusedBecause: 'unsafe' | 'too-large' | 'broken' | null;
}

const maxBytes = 60 * 1024 * 1024;

export async function checkFile({ scanner, maySkipScanning }: Checkpoint, file: FileToCheck): Promise<FileCheck> {
  const foundType = await kindByBytes(await head(file));
  const isOtherType = isOtherKind(file.mediaType, foundType);
  if (file.byteCount > maxBytes) return { scan: 'too large', foundType, isOtherType, refusedBecause: null };
  const scan = scanner === null ? (maySkipScanning ? 'not scanned' : 'no answer') : await scanner.scan(file.open());
  return { scan, foundType, isOtherType, refusedBecause: scan === 'infected' ? null : await whatIsInside(file, foundType) };
}

/** True where an officer, or the engine, may open it. */
export function isPassed({ scan, refusedBecause }: Pick<FileCheck, 'scan' | 'refusedBecause'>): boolean {
  return (scan === 'clean' || scan === 'not scanned') && refusedBecause === null;
}

/** A document of an office program is an archive too: said to be one, or found to be, it is looked into. One that hides behind other bytes is not opened. */
async function whatIsInside(file: FileToCheck, foundType: string | null): Promise<FileCheck['refusedBecause']> {
  const isFoundArchive = foundType !== null && isArchiveKind(foundType);
  if (!isFoundArchive && !isArchiveKind(file.mediaType)) return null;
  if (foundType === null) return 'broken';
  const zip = await openZip(await gathered(file.open()), unpackingBudget());
  // It is what its first bytes say, and is read as that.
  if (!zip.opened && zip.why === 'broken' && !isFoundArchive) return null;
  if (!zip.opened) return zip.why === 'broken' || zip.why === 'too-large' ? zip.why : 'unsafe';
  return zip.entries.some(({ unreadable }) => unreadable === 'unsafe' || unreadable === 'too-large') ? 'unsafe' : null;
}

async function head(file: FileToCheck): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of file.open()) {
    parts.push(part);
    length += part.byteLength;
    if (length >= headBytes) break;
  }
  return Buffer.concat(parts);
}
