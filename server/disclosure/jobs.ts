/** The jobs of disclosure: beginning an answer, and building its parts. */

import type { JobHandlers } from '../platform/jobs.ts';
import type { Tools } from '../platform/house.ts';
import { checkPdfApart, redactPdfApart } from '../redaction/engine/apart/documents.ts';
import { beginAnswer, buildAnswer } from './build-answer.ts';
import type { ReleaseTools } from './parts/build.ts';
import { rememberingSource, type ReleaseSource } from './release-source.ts';

export function disclosureJobs(tools: Tools, source: ReleaseSource): JobHandlers {
  const releaseTools = (): ReleaseTools => ({ ...tools, source: rememberingSource(source), redactPdf: redactPdfApart, checkPdf: checkPdfApart });
  return {
    'release-answer': (payload) => beginAnswer(releaseTools(), payload),
    'release-part': (payload, context) => buildAnswer(releaseTools(), payload, context),
  };
}
