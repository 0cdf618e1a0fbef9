/** Reads what an officer saw as evidence of who somebody is. */

import { textOf, type Posted } from '../platform/forms.ts';
import { dayOf } from '../requests/draft.ts';
import type { Identity } from './identity.ts';
import { officerEvidence, type OfficerEvidence } from './proof.ts';

/** What was seen; of the evidence itself no copy is kept. */
export interface SeenProof {
  readonly identity: Identity;
  readonly evidence: OfficerEvidence;
  /** Where the vouching worker works; only with `letters-and-worker`. */
  readonly organisation: string | null;
}

export type ProofReading =
  | { readonly seen: SeenProof; readonly problems: null }
  | { readonly seen: null; readonly problems: Readonly<Record<string, string>> };

export const proofFields = ['given', 'family', 'formerGiven', 'formerFamily', 'day', 'month', 'year', 'lines', 'postcode', 'evidence', 'organisation', 'hasSeen'] as const;

const longestName = 100;
const mostLines = 5;
const postcodePattern = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;

export function readProof(posted: Posted, today: string): ProofReading {
  const typed = typedProof(posted);
  const bornOn = dayOf({ day: typed.day, month: typed.month, year: typed.year });
  const lines = typed.lines.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const postcode = postcodePattern.exec(typed.postcode.toUpperCase().replace(/\s/g, ''));
  const evidence = officerEvidence.find((each) => each === typed.evidence);
  const problems = problemsIn({ typed, bornOn, today, lines, hasPostcode: postcode !== null, hasEvidence: evidence !== undefined });
  if (Object.keys(problems).length > 0 || bornOn === null || postcode === null || evidence === undefined) return { seen: null, problems };
  return {
    seen: {
      identity: { names: namesIn(typed), dateOfBirth: bornOn, addresses: [{ lines, postcode: `${postcode[1] ?? ''} ${postcode[2] ?? ''}` }], systemPersonNumbers: {} },
      evidence,
      organisation: evidence === 'letters-and-worker' ? typed.organisation : null,
    },
    problems: null,
  };
}

export type TypedProof = Readonly<Record<(typeof proofFields)[number], string>>;

/** What was typed, to show again with its problems. */
export function typedProof(posted: Posted): TypedProof {
  const text = (name: (typeof proofFields)[number]): string => textOf(posted, name).trim();
  return {
    given: text('given'), family: text('family'), formerGiven: text('formerGiven'), formerFamily: text('formerFamily'),
    day: text('day'), month: text('month'), year: text('year'), lines: textOf(posted, 'lines'), postcode: text('postcode'),
    evidence: text('evidence'), organisation: text('organisation'), hasSeen: text('hasSeen'),
  };
}

/** A former name differs in one part more often than in both. */
function namesIn(typed: TypedProof): Identity['names'] {
  const present = { given: typed.given, family: typed.family };
  if (typed.formerGiven === '' && typed.formerFamily === '') return [present];
  return [present, { given: typed.formerGiven === '' ? typed.given : typed.formerGiven, family: typed.formerFamily === '' ? typed.family : typed.formerFamily }];
}

interface ReadParts {
  readonly typed: TypedProof;
  readonly bornOn: string | null;
  readonly today: string;
  readonly lines: readonly string[];
  readonly hasPostcode: boolean;
  readonly hasEvidence: boolean;
}

function problemsIn({ typed, bornOn, today, lines, hasPostcode, hasEvidence }: ReadParts): Readonly<Record<string, string>> {
  const isName = (name: string): boolean => name !== '' && name.length <= longestName;
  const found: readonly (readonly [string, boolean])[] = [
    ['given', !isName(typed.given)],
    ['family', !isName(typed.family)],
    ['former-family', typed.formerGiven.length > longestName || typed.formerFamily.length > longestName],
    ['birth', bornOn === null || bornOn > today],
    ['lines', lines.length === 0 || lines.length > mostLines || lines.some((line) => line.length > longestName)],
    ['postcode', !hasPostcode],
    ['evidence', !hasEvidence],
    ['organisation', typed.evidence === 'letters-and-worker' && !isName(typed.organisation)],
    ['has-seen', typed.hasSeen !== 'yes'],
  ];
  return Object.fromEntries(found.filter(([, isWrong]) => isWrong).map(([field]) => [field, `assist.problems.${field}`]));
}
