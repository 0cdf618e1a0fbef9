/** A process of its own that draws one volume: instructions come in on standard input, the PDF leaves on standard output. */

import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import type { Section } from './blocks.ts';
import { layOut } from './page-layout.ts';
import { createRuler } from './ruler.ts';
import { createVolumeWriter, type VolumeFacts, type VolumeWriter } from './volume-writer.ts';

/** The first line is the facts; each line after it one section with the pages of it that belong here. */
export type VolumeInstruction = { readonly facts: VolumeFacts } | { readonly section: Section; readonly from: number; readonly to: number };

/** Finished pages leave for standard output whenever the process pauses. */
const pagesBetweenPauses = 10;

async function drawSection(writer: VolumeWriter, { section, from, to }: Extract<VolumeInstruction, { section: Section }>): Promise<void> {
  const ruler = sharedRuler();
  writer.startSection();
  let index = 0;
  for (const page of layOut(section, ruler)) {
    if (index >= to) return;
    if (index >= from) writer.drawPage(page);
    index += 1;
    if (index % pagesBetweenPauses === 0) await nextTurn();
  }
}

let ruler: ReturnType<typeof createRuler> | null = null;
function sharedRuler(): ReturnType<typeof createRuler> {
  ruler ??= createRuler();
  return ruler;
}

async function drawVolume(): Promise<void> {
  let writer: VolumeWriter | null = null;
  let written: Promise<void> = Promise.resolve();
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    // Both ends are this folder's own code; the parent wrote the line with JSON.stringify of this type.
    const instruction = JSON.parse(line) as VolumeInstruction;
    if ('facts' in instruction) {
      writer = createVolumeWriter(instruction.facts);
      written = pipeline(writer.pdf, process.stdout);
    } else if (writer !== null) await drawSection(writer, instruction);
  }
  if (writer === null) throw new Error('the volume has no facts');
  writer.finish();
  await written;
}

drawVolume().catch((error: unknown) => {
  // Only the kind of fault: its message may quote a document.
  process.stderr.write(error instanceof Error ? error.name : 'fault');
  process.exitCode = 1;
});
