/** Which systems a resident may see live, and which parts of them: what the policy forbids by kind, no connector can allow. */

import { neverShownLive } from '../../policies/step-up.ts';
import type { CollectionDescription, RecordItem, SystemDescription } from '../connected-systems/connector.ts';

export function mayBeShownLive({ kind, isShownLive }: Pick<SystemDescription, 'kind' | 'isShownLive'>): boolean {
  return isShownLive && !neverShownLive.includes(kind);
}

/** What was written freely, tells of others, or is most sensitive is read by an officer before anyone is shown it. */
export function partMayBeShownLive({ isFreeText, sensitivity, thirdPartyRisk }: Pick<CollectionDescription, 'isFreeText' | 'sensitivity' | 'thirdPartyRisk'>): boolean {
  return isFreeText !== true && sensitivity !== 'highly sensitive' && thirdPartyRisk !== 'high';
}

/** Those of a system's records that are in such parts. */
export function recordsShownLive({ collections }: Pick<SystemDescription, 'collections'>, records: readonly RecordItem[]): readonly RecordItem[] {
  const shown = new Set(collections.filter(partMayBeShownLive).map(({ key }) => key));
  return records.filter(({ collection }) => shown.has(collection));
}
