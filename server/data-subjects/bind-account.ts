/** Binds an account to one data subject, on evidence, after every connected system was asked who this is. */

import type { ComparedField } from '../connected-systems/compared-fields.ts';
import type { ConnectedSystem, MatchCandidate } from '../connected-systems/connector.ts';
import { findPerson } from '../connected-systems/ask-system.ts';
import type { StaffActor } from '../platform/actor.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { blindIndex, sealJson } from '../platform/sealing.ts';
import { adoptRequests } from '../requests/adopt-requests.ts';
import { isToBeRestricted } from './answered-by-officer.ts';
import { identityPlace, readIdentity, withNews, type Identity } from './identity.ts';
import { verdictOn, type Evidence, type FoundIn, type OfficerEvidence } from './proof.ts';
import { acceptProof, endBinding, endWaiting, findBinding, findSubjectsByNumbers, insertBinding, insertNumbers, insertSubject, isBoundElsewhere, updateIdentity } from './store.ts';

const findLimits = { connectMs: 5_000, idleMs: 5_000, wholeMs: 10_000, maxRecordBytes: 5_000_000 };

export interface Binding {
  readonly accountId: string;
  /** As proved by the evidence; never as typed by the person alone. */
  readonly identity: Identity;
  readonly evidence: Evidence;
  readonly boundBy: string;
  /** What an officer recorded; without it the provider's own proof is meant. */
  readonly recorded?: RecordedProof;
}

export interface RecordedProof {
  readonly proofId: string;
  readonly officer: StaffActor;
  readonly evidenceSeen: OfficerEvidence;
  readonly sealedVouching: Buffer | null;
}

export type BindingOutcome = 'bound' | 'not matched';

export async function bindAccount(tools: Tools, systems: readonly ConnectedSystem[], binding: Binding): Promise<BindingOutcome> {
  const answers = await Promise.all(systems.map((system) => whoIsThis(system, binding.identity)));
  const verdict = verdictOn(answers, { isSeenByOfficer: binding.recorded !== undefined });
  if (!verdict.isOnePerson) return 'not matched';
  const identity: Identity = { ...binding.identity, systemPersonNumbers: { ...binding.identity.systemPersonNumbers, ...verdict.personNumbers } };
  const recordedAs = binding.recorded === undefined ? {} : { recordedAs: binding.recorded.officer };
  const details = { evidence: binding.evidence, ...(binding.recorded === undefined ? {} : { seen: binding.recorded.evidenceSeen, proof: binding.recorded.proofId }) };
  const dataSubjectId = await recordedChange(tools.database, { actor: { kind: 'sign-in' }, ...recordedAs, action: 'account.bind', about: { type: 'account', id: binding.accountId }, details }, (change) =>
    insertProved(tools, change, { ...binding, identity }),
  ).catch((error: unknown) => {
    if (error instanceof TwoPeople) return null;
    throw error;
  });
  if (dataSubjectId === null) return 'not matched';
  if (binding.recorded !== undefined) await tools.usage.note({ actor: binding.recorded.officer, dataSubjectId, what: 'identity', why: 'proof', aboutId: binding.recorded.proofId });
  return 'bound';
}

/** @throws Conflict if the proof was decided meanwhile. */
async function insertProved(tools: Tools, change: Change, { accountId, identity, evidence, boundBy, recorded }: Binding): Promise<string> {
  const at = tools.clock.now();
  const isStillWaiting = recorded === undefined || (await acceptProof(change, { id: recorded.proofId, decidedBy: boundBy, at, ...recorded }));
  if (!isStillWaiting) throw new Conflict('proof-decided');
  await endWaiting(change, accountId, { decidedBy: boundBy, at });
  const dataSubjectId = await subjectFor(tools, change, identity);
  if (recorded !== undefined) await refuseOneOfficersWord(change, { accountId, dataSubjectId });
  await makeWay(change, { accountId, dataSubjectId, at });
  await insertBinding(change, { id: newId(), account_id: accountId, data_subject_id: dataSubjectId, evidence, bound_by: boundBy, bound_at: at });
  await adoptRequests(change, accountId, dataSubjectId);
  return dataSubjectId;
}

/**
 * What one officer saw is not enough to show somebody's records through a second account, nor those of a person whom officers answer:
 * whoever lost an account, or is at risk, is helped in a way that takes two. Ends as any details do that mean nobody.
 * @throws TwoPeople
 */
async function refuseOneOfficersWord(change: Change, binding: { readonly accountId: string; readonly dataSubjectId: string }): Promise<void> {
  if (await isBoundElsewhere(change.write, binding)) throw new TwoPeople('another account is bound to this person');
  if (await isToBeRestricted(change, binding.dataSubjectId)) throw new TwoPeople('one officer is not enough for this person');
}

interface StrongerProof {
  readonly accountId: string;
  readonly dataSubjectId: string;
  readonly at: Date;
}

/** A stronger proof of the same person takes the place of a weaker one; of another person it is refused. @throws Conflict */
async function makeWay(change: Change, { accountId, dataSubjectId, at }: StrongerProof): Promise<void> {
  const earlier = await findBinding(change.write, accountId);
  if (earlier === null) return;
  if (earlier.dataSubjectId !== dataSubjectId) throw new Conflict('another-person');
  await endBinding(change, accountId, at);
}

async function whoIsThis(system: ConnectedSystem, identity: Identity): Promise<FoundIn> {
  const answer = await findPerson(system, identity, { signal: new AbortController().signal, limits: findLimits });
  switch (answer.outcome) {
    case 'found':
      return { system: system.key, answer: 'found', reference: answer.person.reference };
    case 'match to decide':
      return wholeOrProbable(system.key, answer.candidates);
    case 'not held':
      return { system: system.key, answer: 'none' };
    case 'identifier not supported':
    case 'suspended':
    case 'errored':
      return { system: system.key, answer: 'no answer' };
  }
}

function wholeOrProbable(system: string, candidates: readonly MatchCandidate[]): FoundIn {
  const [only, another] = candidates;
  const likeness = (field: ComparedField): string | undefined => only?.compared?.find((compared) => compared.field === field)?.likeness;
  const isWhole = another === undefined && only?.cautions?.length === 0 && (['name', 'date of birth', 'address'] as const).every((field) => likeness(field) === 'agrees');
  return isWhole ? { system, answer: 'whole', reference: only.reference } : { system, answer: 'probable' };
}

/** Details that contradict bind nobody. */
class TwoPeople extends Error {
  override readonly name = 'TwoPeople';
}

/** The one data subject of this identity: known already by a system's own number, or made now with a key of their own. */
export async function subjectFor(tools: Tools, change: Change, identity: Identity): Promise<string> {
  const portal = await tools.keys.keyFor('portal');
  const indexes = Object.entries(identity.systemPersonNumbers).map(([system, number]) => blindIndex(portal, 'person-number', `${system}|${number}`));
  const [known, another] = await findSubjectsByNumbers(change.write, indexes);
  if (another !== undefined) throw new TwoPeople('systems name two data subjects');
  const id = known ?? newId();
  const key = await tools.keys.keyFor(`subject:${id}`);
  const before = known === undefined ? null : await readIdentity(tools, change.write, id);
  const sealed = sealJson(key, identityPlace(id), before === null ? identity : withNews(before, identity));
  if (known === undefined) await insertSubject(change, { id, sealed_identity: sealed });
  else await updateIdentity(change, id, sealed);
  await insertNumbers(change, id, indexes);
  return id;
}

/** Makes a data subject known before they first sign in, as a council does whose people were recorded elsewhere. */
export async function knowSubject(tools: Tools, identity: Identity): Promise<string> {
  const record = { actor: { kind: 'sign-in' }, action: 'data-subject.know', about: { type: 'data-subject', id: '' } } as const;
  return recordedChange(tools.database, record, (change) => subjectFor(tools, change, identity));
}
