/** Adds something else to search with to a case, and takes it away again; systems that were asked before stay as they answered. */

import { readIdentity } from '../data-subjects/identity.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, InvalidForm, NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import type { Case } from './case.ts';
import { findCase } from './find-case.ts';
import { caseKeyScope, termPlace } from './places.ts';
import { insertSearchTerm, markTermRemoved } from './search-term-store.ts';
import { isInForce, refusalOf, type Refusal, type TermWords } from './search-term.ts';
import { searchTermsOf } from './search-terms.ts';
import { lockCase } from './store.ts';

type TermTools = Pick<Tools, 'database' | 'keys' | 'clock'>;

export interface NewTerm {
  readonly found: Case;
  readonly words: TermWords;
  /** How the officer knows that it is this person's. */
  readonly source: string;
}

/** @throws InvalidForm where it is searched with already; Conflict once the case is with the approver. */
export async function addSearchTerm(tools: TermTools, actor: StaffActor, { found, words, source }: NewTerm): Promise<void> {
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const id = newId();
  const record = { actor, action: 'search-term.add', about: { type: 'SearchTerm', id }, caseId: found.id, details: { kind: words.kind } };
  await recordedChange(tools.database, record, async (change) => {
    await lockOpenCase(change, found.id);
    const terms = await searchTermsOf(change.write, { caseId: found.id, key });
    const refusal = refusalOf(words, { terms, known: await readIdentity(tools, change.write, found.dataSubjectId) });
    if (refusal !== null) throw refused(refusal, words);
    await insertSearchTerm(change, { id, caseId: found.id, kind: words.kind, sealedTerm: sealJson(key, termPlace(id), { words, source }), by: actor.accountId, at: tools.clock.now() });
  });
}

/** A second press finds it gone already, and does nothing. */
export async function removeSearchTerm(tools: TermTools, actor: StaffActor, { found, termId }: { readonly found: Case; readonly termId: string }): Promise<void> {
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const term = (await asActor(tools.database, actor, (read) => searchTermsOf(read, { caseId: found.id, key }))).find(({ id }) => id === termId);
  if (term === undefined) throw new NotFound('no such search term');
  if (!isInForce(term)) return;
  const record = { actor, action: 'search-term.remove', about: { type: 'SearchTerm', id: termId }, caseId: found.id, details: { kind: term.words.kind } };
  await recordedChange(tools.database, record, async (change) => {
    await lockOpenCase(change, found.id);
    if (!(await markTermRemoved(change, { caseId: found.id, termId, by: actor.accountId, at: tools.clock.now() }))) throw new Conflict('case-changed');
  });
}

async function lockOpenCase(change: Change, caseId: string): Promise<void> {
  await lockCase(change, caseId);
  const found = await findCase(change.write, caseId);
  if (found === null || found.isWithApprover || found.kind === 'rectification') throw new Conflict('case-changed');
}

const fieldOf: Readonly<Record<TermWords['kind'], string>> = { email: 'email', phone: 'phone', 'account-reference': 'reference', 'person-number': 'number', nino: 'nino', 'nhs-number': 'nhsNumber', 'former-name': 'given', 'former-address': 'lines' };

function refused(refusal: Refusal, { kind }: TermWords): InvalidForm {
  return new InvalidForm({ [fieldOf[kind]]: `casework.terms.problems.${refusal}` });
}
