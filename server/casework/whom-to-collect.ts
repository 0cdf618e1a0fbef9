/** Whom one system is collected for: everybody an officer decided to be meant, or whoever it is certain of. */

import { findPerson, type AskedWith, type MatchToDecide, type NoHolding } from '../connected-systems/ask-system.ts';
import type { ConnectedSystem, SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { Read } from '../platform/database.ts';
import type { SealingKey } from '../platform/sealing.ts';
import { matchesOf } from './match-store.ts';
import { referenceOf } from './merge-matches.ts';
import { searchTermRows } from './search-term-store.ts';

/** What officers decided and added before this asking. */
export interface Decisions {
  /** The people of the system who are meant, the likeliest first. */
  readonly decided: readonly string[];
  /** Everybody whom the system ever offered for this case. */
  readonly offered: ReadonlySet<string>;
  readonly hasUndecided: boolean;
  /** An officer recorded why the undecided are left out. */
  readonly areOthersLeftOut: boolean;
  readonly hasTerms: boolean;
}

interface Deciding {
  readonly caseId: string;
  readonly systemId: string;
  readonly key: SealingKey;
  readonly areOthersLeftOut: boolean;
}

export async function decisionsOf(read: Read, { caseId, systemId, key, areOthersLeftOut }: Deciding): Promise<Decisions> {
  const rows = (await matchesOf(read, caseId)).filter((row) => row.system_id === systemId);
  return {
    decided: rows.filter(({ state }) => state === 'certain').map((row) => referenceOf(key, row)),
    offered: new Set(rows.map((row) => referenceOf(key, row))),
    hasUndecided: rows.some(({ state }) => state === 'probable'),
    areOthersLeftOut,
    hasTerms: (await searchTermRows(read, caseId)).length > 0,
  };
}

/** A decision is gone by without asking again who is meant, unless there may be somebody else: by a word added since, or undecided. */
export function isAskedWho({ decided, hasUndecided, areOthersLeftOut, hasTerms }: Decisions): boolean {
  if (decided.length === 0) return true;
  return !areOthersLeftOut && (hasUndecided || hasTerms);
}

export type Whom = { readonly outcome: 'found'; readonly references: readonly string[] } | MatchToDecide | NoHolding;

export interface Meaning {
  readonly identity: SubjectIdentifiers;
  readonly decisions: Decisions;
}

/** Nobody is collected while somebody new, or undecided, waits for an answer: a search ends whole. */
export async function whomToCollect(system: ConnectedSystem, { identity, decisions }: Meaning, asked: AskedWith): Promise<Whom> {
  const { decided, offered, hasUndecided } = decisions;
  if (!isAskedWho(decisions)) return { outcome: 'found', references: decided };
  const answer = await findPerson(system, identity, asked);
  const certain = answer.outcome === 'found' ? [answer.person.reference] : [];
  if (decided.length === 0) return answer.outcome === 'found' ? { outcome: 'found', references: certain } : answer;
  if (answer.outcome === 'errored' || answer.outcome === 'suspended') return answer;
  const candidates = answer.outcome === 'match to decide' ? answer.candidates : [];
  if (hasUndecided || candidates.some(({ reference }) => !offered.has(reference))) return { outcome: 'match to decide', candidates };
  return { outcome: 'found', references: [...new Set([...decided, ...certain])] };
}
