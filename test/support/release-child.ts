/** A process that builds one answer until it is done or killed. */

import { buildAnswer } from '../../server/disclosure/build-answer.ts';
import type { SourceItem } from '../../server/disclosure/redacted-item.ts';
import { answerOfBundle, nextPart } from '../../server/disclosure/release-store.ts';
import type { ApprovedBundle } from '../../server/disclosure/release-source.ts';
import { asActor } from '../../server/platform/database.ts';
import { sourceOf, toolsAt, type CouncilPlace } from './release.ts';

export interface ChildOrder {
  readonly place: CouncilPlace;
  readonly bundle: ApprovedBundle;
  readonly items: readonly SourceItem[];
}

process.once('message', (message) => {
  // Only the parent that forked this program sends anything, and it sends this.
  void build(message as ChildOrder);
});
process.once('disconnect', () => { process.exit(0); });

async function build({ place, bundle, items }: ChildOrder): Promise<void> {
  const tools = { ...(await toolsAt(place)), source: sourceOf(bundle, items) };
  const { caseId, id: bundleId } = bundle;
  process.send?.('ready');
  for (;;) {
    const part = await asActor(tools.database, { kind: 'worker', job: 'release-part', caseId }, async (read) => {
      const answer = await answerOfBundle(read, bundleId);
      return answer?.state === 'building' ? await nextPart(read, answer.id) : null;
    });
    if (part === null) process.exit(0);
    await buildAnswer(tools, { caseId, bundleId, part: part.part, version: 1 }, { signal: new AbortController().signal });
  }
}
