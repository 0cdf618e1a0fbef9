/** Counts the pages of everything that was made, and adds the parts that draw, check, seal and publish it. */

import { outlineOf, type ItemOutline } from '../answer-content.ts';
import { closingParts } from '../answer.ts';
import { dataFileName, volumeFileName } from '../file-names.ts';
import { filesOf } from '../release-store.ts';
import { readItemFile } from '../stored-answer.ts';
import { planAnswer, sectionReader } from '../volumes/plan-sections.ts';
import { sharedRuler } from '../volumes/ruler.ts';
import { answerWords, contentSoFar, reading, type Build, type PartOutcome } from './build.ts';

export async function planParts(build: Build): Promise<PartOutcome> {
  const outline = await outlineSoFar(build);
  const content = await contentSoFar(build, outline);
  const plan = await planAnswer(sectionReader(content, answerWords), sharedRuler());
  const volumes = plan.volumes.map((volume) => volumeFileName(volume.number));
  const documents = outline.flatMap((item) => (item.fileName === null ? [] : [item.fileName]));
  return {
    progress: { sealed_outline: build.seal.outline(outline), sealed_plan: build.seal.plan(plan), page_count: plan.pageCount },
    more: closingParts(volumes, documents, dataFileName),
  };
}

/** One item is held at a time. */
async function outlineSoFar(build: Build): Promise<readonly ItemOutline[]> {
  const files = await reading(build, (read) => filesOf(read, build.answer.id, ['text']));
  const outline: ItemOutline[] = [];
  for (const file of files) outline.push(outlineOf(await readItemFile(build.tools, file)));
  return outline.sort((a, b) => a.number - b.number);
}
