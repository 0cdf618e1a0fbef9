/** Which systems a resident may see live: what the policy forbids by kind, no connector can allow. */

import { neverShownLive } from '../../policies/step-up.ts';
import type { SystemDescription } from '../connected-systems/connector.ts';

export function mayBeShownLive({ kind, isShownLive }: Pick<SystemDescription, 'kind' | 'isShownLive'>): boolean {
  return isShownLive && !neverShownLive.includes(kind);
}
