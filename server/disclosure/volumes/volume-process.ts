/** A process of its own that draws one volume: instructions come in on standard input, the PDF leaves on standard output. */

import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { drawSection, type VolumeInstruction } from './draw-section.ts';
import { createVolumeWriter, type VolumeWriter } from './volume-writer.ts';

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
