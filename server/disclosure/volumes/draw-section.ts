/** Draws the pages of one section that belong to a volume. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Section } from './blocks.ts';
import { layOut } from './page-layout.ts';
import { sharedRuler } from './ruler.ts';
import type { VolumeFacts, VolumeWriter } from './volume-writer.ts';

/** What a drawing process is told, one a line: the facts first, then each section with the pages of it that belong here. */
export type VolumeInstruction = { readonly facts: VolumeFacts } | SectionInstruction;

export interface SectionInstruction {
  readonly section: Section;
  readonly from: number;
  readonly to: number;
}

/** Finished pages leave whenever the drawing pauses, so that they are not held. */
const pagesBetweenPauses = 10;

export async function drawSection(writer: VolumeWriter, { section, from, to }: SectionInstruction): Promise<void> {
  writer.startSection();
  let index = 0;
  for (const page of layOut(section, sharedRuler())) {
    if (index >= to) return;
    if (index >= from) writer.drawPage(page);
    index += 1;
    if (index % pagesBetweenPauses === 0) await nextTurn();
  }
}
