/** Which systems a resident may see live, and which parts of them: what the policy forbids by kind, no connector can allow. */

import { neverShownLive } from '../../policies/step-up.ts';
import type { CollectionDescription, SystemDescription } from '../connected-systems/connector.ts';

export function mayBeShownLive({ kind, isShownLive }: Pick<SystemDescription, 'kind' | 'isShownLive'>): boolean {
  return isShownLive && !neverShownLive.includes(kind);
}

/** What was written freely, tells of others, or is most sensitive is read by an officer before anyone is shown it. */
export function partMayBeShownLive({ isFreeText, sensitivity, thirdPartyRisk }: Pick<CollectionDescription, 'isFreeText' | 'sensitivity' | 'thirdPartyRisk'>): boolean {
  return isFreeText !== true && sensitivity !== 'highly sensitive' && thirdPartyRisk !== 'high';
}
