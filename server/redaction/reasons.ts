/** The reasons an officer may put on a mark of one request: only those that can apply to it. */

import { exemptionsForMarks, type Exemption, type UnitedKingdomPart } from '../../policies/exemptions.ts';

/** Only where somebody asks for another person. DPA 2018 Sch. 3 paras 4, 10 and 21. */
const proxyOnly: ReadonlySet<string> = new Set(['child-abuse', 'social-expectation', 'health-expectation']);

/** Not a council's own reason: legal services open it, case by case. */
const locked: ReadonlySet<string> = new Set(['immigration']);

const partsOf: Readonly<Record<string, readonly UnitedKingdomPart[]>> = {
  'england-and-wales': ['E', 'W'],
  scotland: ['S'],
  'northern-ireland': ['NI'],
};

/** Common ones first. Every request of today is made by the data subject themself. */
export function reasonsFor(nation: string): readonly Exemption[] {
  const parts = partsOf[nation] ?? [];
  return exemptionsForMarks().filter(({ id, nations }) => !proxyOnly.has(id) && !locked.has(id) && nations.some((part) => parts.includes(part)));
}

export function reasonIdsFor(nation: string): ReadonlySet<string> {
  return new Set(reasonsFor(nation).map(({ id }) => id));
}
