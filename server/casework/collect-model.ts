/** Gathers what the page of collecting shows: one row for each system, and how soon the page should look again. */

import type { CollectModel, CollectRow } from '../../client/views/casework/collect.ts';
import type { Page } from '../../client/views/page.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { dataRequestsOfCase } from '../data-requests/data-requests-of-case.ts';
import type { DataRequest } from '../data-requests/data-request.ts';
import type { StaffActor } from '../platform/actor.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealText, type SealingKey } from '../platform/sealing.ts';
import { mayCollect, type Case } from './case.ts';
import { caseProgress } from './find-case.ts';
import type { AskedWith } from './item-facts.ts';
import { isWorkedOnBy } from './loaders.ts';
import { caseKeyScope, excusePlace } from './places.ts';
import { momentOf, searchedWith, searchRecordOf, type SearchRecord } from './search-record.ts';
import { matchesOf, type MatchRow } from './match-store.ts';
import { sealedOf, searchesOf } from './search-store.ts';
import { isOutdated, type SearchTerm } from './search-term.ts';
import { termsModel } from './search-terms-model.ts';
import { searchTermsOf } from './search-terms.ts';
import { knownDrift, type KnownDrift } from '../system-watch/known-drift.ts';
import { unclassedAt, unclassedPlaces } from './unclassed-places.ts';
import { isAnswer, isSettled, mayExcuse, mayRetry, standingOf, type SystemSearch } from './system-search.ts';

interface Asked {
  readonly found: Case;
  readonly systems: readonly ConnectedSystem[];
  readonly actor: StaffActor;
  readonly now: Date;
  readonly page: Page;
}

export async function collectModel(tools: Pick<Tools, 'keys'>, read: Read, asked: Asked): Promise<CollectModel> {
  const { found, actor } = asked;
  const searches = await searchesOf(read, found.id);
  const matches = await matchesOf(read, found.id);
  const progress = await caseProgress(read, found.id);
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  const dataRequests = await dataRequestsOfCase(read, found.id);
  const terms = await searchTermsOf(read, { caseId: found.id, key });
  const accountIds = [found.ownerAccountId, ...searches.map(({ askedBy }) => askedBy), ...terms.map(({ addedBy }) => addedBy)];
  const record = await searchRecordOf(tools, read, { caseId: found.id, key, accountIds });
  const driftOf = await knownDrift(read);
  const rows: CollectRow[] = [];
  for (const search of searches) rows.push(await rowOf({ ...asked, read, key, terms, matches, record, dataRequests, drift: driftOf(search.systemId) }, search));
  const mayAct = isWorkedOnBy(actor, found) && !found.isWithApprover;
  return {
    found,
    ownerName: record.names.get(found.ownerAccountId) ?? null,
    rows,
    unanswered: searches.filter((search) => !isSettled(search)).length,
    beingRead: progress.itemsBeingRead,
    inQuarantine: progress.itemsInQuarantine,
    mayCollect: mayAct && mayCollect(found.stage),
    mayAct,
    terms: termsModel(terms, { ...asked, names: record.names, mayAct }),
  };
}

interface RowOf extends Asked {
  readonly read: Read;
  readonly key: SealingKey;
  readonly terms: readonly SearchTerm[];
  readonly matches: readonly MatchRow[];
  readonly record: SearchRecord;
  readonly dataRequests: readonly DataRequest[];
  readonly drift: KnownDrift;
}

async function rowOf({ found, systems, now, page, read, key, terms, matches, record, dataRequests, drift }: RowOf, search: SystemSearch): Promise<CollectRow> {
  const { systemId, startedAt, endedAt } = search;
  const sealed = await sealedOf(read, found.id, systemId);
  const described = systems.find((system) => system.key === systemId)?.describe();
  const dataRequest = dataRequests.find((each) => each.systemId === systemId && each.attempt === search.attempt) ?? null;
  const asked = searchedWith(key, { caseId: found.id, systemId }, sealed.query);
  return {
    systemId,
    name: described?.plainName ?? systemId,
    service: described?.service ?? systemId,
    standing: standingOf(search),
    reason: search.reason,
    items: search.itemCount,
    pages: search.pageCount,
    dataRequest: dataRequest === null ? null : { id: dataRequest.id, dueOn: dataRequest.dueOn, isAnswered: dataRequest.state === 'answered' },
    seconds: startedAt === null || endedAt === null || dataRequest !== null ? null : Math.round((endedAt.getTime() - startedAt.getTime()) / 1_000),
    startedAt,
    endedAt,
    isExcused: search.isExcused,
    excusedBecause: sealed.because === null ? null : unsealText(key, excusePlace(found.id, systemId), sealed.because),
    record: {
      askedWith: asked === null ? null : askedWords(asked, page),
      terms: asked?.terms ?? [],
      askedBy: record.names.get(search.askedBy) ?? null,
      begun: momentOf(startedAt),
      unclassed: startedAt === null ? [] : unclassedAt(drift, startedAt),
      earlier: record.earlier.get(systemId) ?? [],
    },
    matches: matches.filter((match) => match.system_id === systemId && isStillOffered(match, search)).map(({ id, state }) => ({ id, isDecided: state !== 'probable' })),
    unclassed: unclassedPlaces(drift),
    mayRetry: mayRetry(search, now),
    isOutdated: isOutdated(search, terms),
    mayExcuse: mayExcuse(search),
  };
}

/** Whom nobody decided about is of no matter once the system answered without them; unless an officer left them out. */
function isStillOffered({ state }: MatchRow, search: SystemSearch): boolean {
  return state !== 'probable' || search.isExcused || !isAnswer(standingOf(search));
}

/** The kinds of identifier a system was asked with, never their values. */
export function askedWords(asked: AskedWith, page: Page): string {
  const { t } = page;
  const at = 'casework.collect.with';
  const counted = (kind: AskedWith['terms'][number]['kind']): number => asked.terms.filter((term) => term.kind === kind).length;
  const parts = [
    asked.byMatch && t(`${at}.byMatch`),
    asked.personNumber && t(`${at}.personNumber`),
    asked.names > 0 && t(`${at}.names`, { count: asked.names }),
    asked.dateOfBirth && t(`${at}.dateOfBirth`),
    asked.addresses > 0 && t(`${at}.addresses`, { count: asked.addresses }),
    asked.nino && t(`${at}.nino`),
    asked.nhsNumber && t(`${at}.nhsNumber`),
    counted('email') > 0 && t('searches.with.emails', { count: counted('email') }),
    counted('phone') > 0 && t('searches.with.phones', { count: counted('phone') }),
    counted('account-reference') > 0 && t('searches.with.account'),
  ].filter((part) => part !== false);
  return parts.join(', ');
}

const refreshSteps = [5, 10, 30] as const;

/** Seconds after which to look again: 5, then 10 after a minute, then 30 after five; null when nothing is running. */
export function refreshSeconds(model: { readonly rows: readonly (Pick<CollectRow, 'standing' | 'startedAt'> & Partial<Pick<CollectRow, 'dataRequest'>>)[]; readonly beingRead: number }, now: Date): number | null {
  const running = model.rows.filter(({ standing, dataRequest }) => standing === 'being asked' || (standing === 'waiting for a service' && dataRequest?.isAnswered === true));
  if (running.length === 0 && model.beingRead === 0) return null;
  const beganAtMs = Math.max(...model.rows.map(({ startedAt }) => startedAt?.getTime() ?? 0));
  const minutes = (now.getTime() - beganAtMs) / 60_000;
  return minutes < 1 ? refreshSteps[0] : minutes < 5 ? refreshSteps[1] : refreshSteps[2];
}
