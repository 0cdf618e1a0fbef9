/** Reads one finished file back from its seal and attacks it. */

import { attackFile } from '../gate/attack-output.ts';
import type { OutputFile } from '../gate/output-file.ts';
import { fileNamed, termsSealedIn, type FileRow } from '../release-store.ts';
import { termsToSeek } from '../removed-terms.ts';
import type { VolumesPlan } from '../volumes/volume-plan.ts';
import { reading, type Build, type PartOutcome } from './build.ts';

export async function checkFile(build: Build): Promise<PartOutcome> {
  const { tools, answer, part, key } = build;
  const file = await reading(build, (read) => fileNamed(read, answer.id, part.subject));
  // Its own part has already said why it could not be made.
  if (file === null) return { failures: [{ check: 'readable', fileName: part.subject, itemNumber: null, page: null, where: 'file', termId: null }] };
  const terms = await termsOf(build, file);
  const output: OutputFile = {
    fileName: file.name,
    format: file.name.endsWith('.pdf') ? 'pdf' : 'json',
    itemNumber: file.item_number,
    read: () => tools.files.read(key, file.file_id),
    terms,
    ...(file.kind === 'volume' ? volumePages(build.seal.openPlan(answer), file) : {}),
  };
  return { failures: await attackFile(output, tools) };
}

/** A document's own file is searched for what was removed from it; any other for everything. */
async function termsOf(build: Build, file: FileRow): Promise<OutputFile['terms']> {
  const { tools, answer, seal } = build;
  const isDocument = file.kind === 'document';
  const protectedValues = await tools.source.protectedValues(answer.case_id);
  const sealed = await reading(build, (read) => termsSealedIn(read, answer.id, isDocument ? file.item_number : null));
  const items = sealed.map(({ part, sealed_terms: terms }) => seal.openTerms(part, terms));
  const { name, address, phone } = tools.config.council;
  const seeking = { protectedValues, ownWords: [name, address, phone] };
  // A document's own file has lost every place of its removed words, so nothing in it was kept.
  return termsToSeek(isDocument ? items.map((item) => ({ ...item, kept: [] })) : items, seeking);
}

/** Which items stand on each page: what begins there, and what went on from before. */
function volumePages({ volumes, places }: VolumesPlan, file: FileRow): Pick<OutputFile, 'expectedPageCount' | 'itemsOnPage'> {
  const volume = volumes.find(({ number }) => file.name === `volume-${String(number)}.pdf`);
  if (volume === undefined) return {};
  const starts = [...places].map(([place, { page }]) => ({ item: itemOf(place), page })).sort((a, b) => a.page - b.page);
  return {
    expectedPageCount: volume.pageCount,
    itemsOnPage: (pageInFile) => {
      const page = volume.firstPage + pageInFile - 1;
      const before = starts.findLast((start) => start.page < page);
      const items = [before, ...starts.filter((start) => start.page === page)].map((start) => start?.item ?? null);
      return items.filter((item) => item !== null);
    },
  };
}

function itemOf(place: string): number | null {
  const number = /^item-(\d+)$/.exec(place)?.[1];
  return number === undefined ? null : Number(number);
}
