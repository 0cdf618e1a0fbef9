/** The 51 grounds on which the law lets or makes a council leave something out, and how each may be shown. */
import listed from './exemptions.json' with { type: 'json' };

/** Whether the reason may be named to the person. */
export type MayBeNamed = 'yes' | 'only_if_no_prejudice' | 'no_by_default';

export type ExemptionEffect = 'may_withhold' | 'prohibits_disclosure' | 'removes_exemption' | 'modifies_time' | 'scope';

/** `always`: only ever shown with the one neutral label; `chosen`: named once an officer found naming harmless;
 *  `seldom`: named unless an officer found naming harmful, as in domestic abuse. */
export type Neutrality = 'always' | 'chosen' | 'seldom';

export type UnitedKingdomPart = 'E' | 'W' | 'S' | 'NI';

export interface Exemption {
  readonly id: string;
  readonly statute: string;
  readonly label: string;
  /** For officers only; never in a released copy where the mark is shown as neutral. */
  readonly boxCode: string;
  /** The sentence a person reads, used as it stands. */
  readonly plainExplanation: string;
  readonly mayBeNamed: MayBeNamed;
  readonly effect: ExemptionEffect;
  readonly neutrality: Neutrality;
  readonly test: string;
  readonly consult: readonly string[];
  readonly requiredEvidence: readonly string[];
  readonly approver: string;
  readonly nations: readonly UnitedKingdomPart[];
  readonly frequency: 'common' | 'occasional' | 'rare';
  readonly councilUse: string;
  readonly notes: string;
  readonly source: string;
}

/** What a person reads in place of a mark. */
export interface ShownReason {
  readonly label: string;
  readonly sentence: string;
}

/** One label and one sentence for every cause that must not be told, letter for letter the same. */
export const neutralReason: ShownReason = { label: listed.neutral_label, sentence: listed.neutral_sentence };

export const exemptions: readonly Exemption[] = listed.exemptions.map((entry) => ({
  id: entry.id,
  statute: entry.statute,
  label: entry.label,
  boxCode: entry.box_code,
  plainExplanation: entry.plain_explanation,
  mayBeNamed: oneOf(['yes', 'only_if_no_prejudice', 'no_by_default'], entry.may_disclose_applied),
  effect: oneOf(['may_withhold', 'prohibits_disclosure', 'removes_exemption', 'modifies_time', 'scope'], entry.effect),
  neutrality: neutralityOf(entry.neutral),
  test: entry.test,
  consult: entry.consult,
  requiredEvidence: entry.required_evidence,
  approver: entry.approver,
  nations: entry.nations.map((part) => oneOf(['E', 'W', 'S', 'NI'], part)),
  frequency: oneOf(['common', 'occasional', 'rare'], entry.frequency),
  councilUse: entry.council_use,
  notes: entry.notes,
  source: entry.source,
}));

const byId: ReadonlyMap<string, Exemption> = new Map(exemptions.map((exemption) => [exemption.id, exemption]));

export function exemptionOf(id: string): Exemption | null {
  return byId.get(id) ?? null;
}

/** Those an officer may put on a mark, common ones first. Entries that only explain a scope or lift another are not marks. */
export function exemptionsForMarks(): readonly Exemption[] {
  const order = { common: 0, occasional: 1, rare: 2 };
  return exemptions
    .filter((exemption) => exemption.effect === 'may_withhold' || exemption.effect === 'prohibits_disclosure')
    .sort((one, other) => order[one.frequency] - order[other.frequency]);
}

/** True if the mark is shown with the neutral words.
 *  @param isHarmfulToName what the officer decided; null where nobody has, which counts as harmful wherever the law leaves the choice. */
export function isShownAsNeutral(exemption: Exemption, isHarmfulToName: boolean | null): boolean {
  switch (exemption.neutrality) {
    case 'always':
      return true;
    case 'seldom':
      return isHarmfulToName ?? false;
    case 'chosen':
      return isHarmfulToName ?? true;
  }
}

/** The words in place of a mark: the exemption's own, or the neutral ones. A cause that is always neutral is never named. */
export function labelFor(exemption: Exemption, shownAsNeutral: boolean): ShownReason {
  if (isShownAsNeutral(exemption, shownAsNeutral)) return neutralReason;
  return { label: exemption.label, sentence: exemption.plainExplanation };
}

function neutralityOf(neutral: boolean | string): Neutrality {
  if (neutral === 'choose') return 'chosen';
  return neutral === true ? 'always' : 'seldom';
}

function oneOf<const Word extends string>(words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new TypeError(`exemptions.json says “${text}” where one of ${words.join(', ')} belongs`);
  return found;
}
