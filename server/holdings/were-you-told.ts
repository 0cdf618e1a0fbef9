/** Whether a person was told that something is held about them, and where it came from. */

import type { CollectionDescription, PrivacyNotice, SystemDescription } from '../connected-systems/connector.ts';

/** What can be shown of it: the notice that told them, or the sources of which no notice tells. */
export type WereTold =
  | { readonly wereTold: 'yes'; readonly notice: PrivacyNotice }
  | { readonly wereTold: 'not shown'; readonly untold: readonly string[] };

type Part = Pick<CollectionDescription, 'obtainedFrom' | 'privacyNotice'>;

/** A part is told of by its own notice, else by the system's. Whom it was obtained from has to be named there.   Source: UK GDPR Art. 13 and 14(2)(f). */
export function wereTold(part: Part, system: Pick<SystemDescription, 'privacyNotice'>): WereTold {
  const notice = part.privacyNotice ?? system.privacyNotice;
  const named = new Set((notice?.namesSources ?? []).map(folded));
  const untold = (part.obtainedFrom ?? []).filter((source) => !named.has(folded(source)));
  return notice === undefined || untold.length > 0 ? { wereTold: 'not shown', untold } : { wereTold: 'yes', notice };
}

function folded(source: string): string {
  return source.trim().toLowerCase();
}
