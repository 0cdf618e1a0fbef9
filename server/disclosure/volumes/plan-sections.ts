/** The sections of an answer: measured once to plan the volumes, read again one at a time to draw them. */

import type { Translate } from '../../../client/views/page.ts';
import type { AnswerContent, AnswerItem, ItemOutline } from '../answer-content.ts';
import type { Section } from './blocks.ts';
import {
  contentsSection,
  contentsSectionId,
  documentSection,
  letterSection,
  letterSectionId,
  placeOfItem,
  recordsSection,
  scheduleSection,
  scheduleSectionId,
  wordingOf,
  type Wording,
} from './compose-sections.ts';
import { measureSection, type SectionMeasure } from './page-layout.ts';
import type { Ruler } from './ruler.ts';
import { planVolumes, type VolumesPlan } from './volume-plan.ts';

/** Records of one service are set together, but never so many that the section is heavy. */
const maxRecordsInSection = 200;

export interface SectionReader {
  /** In the order of the volumes. */
  readonly ids: readonly string[];
  read(id: string, pageOf: (place: string) => number): Promise<Section>;
}

interface RecordStretch {
  readonly id: string;
  readonly numbers: readonly number[];
}

function recordStretches(outline: readonly ItemOutline[]): readonly RecordStretch[] {
  const stretches: { id: string; service: string; numbers: number[] }[] = [];
  for (const { kind, service, number } of outline) {
    if (kind !== 'record') continue;
    const last = stretches.at(-1);
    if (last?.service === service && last.numbers.length < maxRecordsInSection) last.numbers.push(number);
    else stretches.push({ id: `records-${String(stretches.length + 1)}`, service, numbers: [number] });
  }
  return stretches;
}

async function readRecords(content: AnswerContent, { id, numbers }: RecordStretch, wording: Wording): Promise<Section> {
  const items: AnswerItem[] = [];
  for (const number of numbers) items.push(await content.readItem(number));
  return recordsSection(id, items.filter((item) => item.kind === 'record'), wording);
}

async function readDocument(content: AnswerContent, number: number, wording: Wording): Promise<Section> {
  const item = await content.readItem(number);
  if (item.kind !== 'document') throw new TypeError(`item ${String(number)} is not the document its outline promised`);
  return documentSection(item, wording);
}

export function sectionReader(content: AnswerContent, words: { readonly t: Translate; readonly formatDay: (isoDay: string) => string }): SectionReader {
  const wording = wordingOf(content, words.t, words.formatDay);
  const stretches = new Map(recordStretches(content.outline).map((stretch) => [stretch.id, stretch]));
  const documents = new Map(content.outline.flatMap(({ kind, number }) => (kind === 'document' ? [[placeOfItem(number), number] as const] : [])));
  return {
    ids: [letterSectionId, contentsSectionId, ...stretches.keys(), scheduleSectionId, ...documents.keys()],
    read: async (id, pageOf) => {
      if (id === letterSectionId) return letterSection(content, content.letter, wording);
      if (id === contentsSectionId) return contentsSection(content.outline, wording, pageOf);
      if (id === scheduleSectionId) return scheduleSection(content.outline, wording);
      const stretch = stretches.get(id);
      if (stretch !== undefined) return readRecords(content, stretch, wording);
      const number = documents.get(id);
      if (number === undefined) throw new RangeError(`there is no section ${id}`);
      return readDocument(content, number, wording);
    },
  };
}

/** Measures every section, one at a time, and cuts the volumes. Page numbers are not known yet, and do not change the count. */
export async function planAnswer(reader: SectionReader, ruler: Ruler): Promise<VolumesPlan> {
  const measures: SectionMeasure[] = [];
  for (const id of reader.ids) measures.push(measureSection(await reader.read(id, () => 0), ruler));
  return planVolumes(measures);
}

export function pageFinder(plan: VolumesPlan): (place: string) => number {
  return (place) => {
    const found = plan.places.get(place);
    if (found === undefined) throw new RangeError(`${place} is on no page`);
    return found.page;
  };
}
