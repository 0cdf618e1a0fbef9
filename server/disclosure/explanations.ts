/** The words of each kind of blank: the law's label and sentence as they stand, and a plain line above the named ones. */

import type { Translate } from '../../client/views/page.ts';
import { exemptionOf, exemptions, isShownAsNeutral, neutralReason } from '../../policies/exemptions.ts';
import type { Explanation } from './answer-content.ts';

export const neutralKind = 'neutral';

/** The kind under which a mark is shown. A cause the law leaves open is neutral until an officer found naming harmless.
 *  @throws RangeError for an exemption that is not in the list, because its blank could not be explained. */
export function blankKindOf(exemption: string): string {
  const found = exemptionOf(exemption);
  if (found === null) throw new RangeError(`${exemption} is no exemption`);
  return isShownAsNeutral(found, null) ? neutralKind : found.id;
}

/** Every kind that can occur, named ones first and the neutral one last. */
export function explanationsIn(t: Translate): readonly Explanation[] {
  const named = exemptions
    .filter((exemption) => !isShownAsNeutral(exemption, false))
    .map(({ id, label, plainExplanation }) => ({ kind: id, label, lead: t(`reading.leads.${id}`), sentence: plainExplanation }));
  return [...named, { kind: neutralKind, lead: null, label: neutralReason.label, sentence: neutralReason.sentence }];
}
