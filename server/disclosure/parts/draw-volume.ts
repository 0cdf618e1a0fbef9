/** Draws one volume, and writes the answer as data. */

import { gathered } from '../../platform/gathered.ts';
import { writeAnswerJson } from '../answer-json.ts';
import { dataFileName, volumeFileName } from '../file-names.ts';
import { buildVolume } from '../volumes/build-volume.ts';
import { pageFinder, sectionReader } from '../volumes/plan-sections.ts';
import { answerWords, contentSoFar, sealFile, type Build, type PartOutcome } from './build.ts';

export async function drawVolume(build: Build): Promise<PartOutcome> {
  const { tools, answer, part, seal, signal } = build;
  const plan = seal.openPlan(answer);
  const volume = plan.volumes[Number(part.subject) - 1];
  if (volume === undefined) throw new RangeError(`there is no volume ${part.subject}`);
  const reader = sectionReader(await contentSoFar(build), answerWords);
  const pageOf = pageFinder(plan);
  const readSection = (id: string) => reader.read(id, pageOf);
  const { t, lang } = answerWords;
  const bytes = await gathered(buildVolume({ plan, volume, readSection, t, lang, councilName: tools.config.council.name, createdAt: answer.started_at.toISOString(), signal }));
  return { files: [await sealFile(build, { name: volumeFileName(volume.number), kind: 'volume', bytes })] };
}

export async function writeData(build: Build): Promise<PartOutcome> {
  const bytes = writeAnswerJson(await contentSoFar(build));
  return { files: [await sealFile(build, { name: dataFileName, kind: 'data', bytes })] };
}
