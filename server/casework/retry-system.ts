/** Asks one system of a case again; what the others answered, and the date of the request, stay as they are. */

import { reopenCertificate } from '../certificates/keep-certificate.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import type { Case } from './case.ts';
import { findCase } from './find-case.ts';
import { settleCopies } from './fold-items.ts';
import { moveCase } from './move-case.ts';
import { caseKeyScope } from './places.ts';
import { findSearch, restartSearch } from './search-store.ts';
import { isOutdated } from './search-term.ts';
import { searchTermsOf } from './search-terms.ts';
import { lockCase } from './store.ts';
import { isGivenUp, mayRetry, type SystemSearch } from './system-search.ts';

/** A second press while the system is being asked does nothing. @throws Conflict if it has answered meanwhile. */
export async function retrySystem(tools: Pick<Tools, 'database' | 'clock' | 'keys'>, actor: StaffActor, asked: { readonly found: Case; readonly systemId: string }): Promise<void> {
  const { found, systemId } = asked;
  const search = await asActor(tools.database, actor, (read) => findSearch(read, found.id, systemId));
  if (search === null) throw new NotFound('no such search');
  const at = tools.clock.now();
  if (search.endedAt === null && !isGivenUp(search, at)) return;
  if (!mayRetry(search, at) && !(await hasOtherTerms(tools, actor, { caseId: found.id, search }))) throw new Conflict('case-changed');
  const record = { actor, action: 'system.retry', about: { type: 'Case', id: found.id }, caseId: found.id, details: { system: systemId, attempt: search.attempt + 1 } };
  await recordedChange(tools.database, record, (change) => askAgain(change, { caseId: found.id, systemId, attempt: search.attempt, askedBy: actor.accountId, at }));
}

/** An answer stands unless there is something else to search with by now. */
async function hasOtherTerms(tools: Pick<Tools, 'database' | 'keys'>, actor: StaffActor, { caseId, search }: { readonly caseId: string; readonly search: SystemSearch }): Promise<boolean> {
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  return isOutdated(search, await asActor(tools.database, actor, (read) => searchTermsOf(read, { caseId, key })));
}

/** Starts the next attempt and its job; a case that had gone on to redacting comes back to collecting. */
export async function askAgain(change: Change, again: { readonly caseId: string; readonly systemId: string; readonly attempt: number; readonly askedBy: string; readonly at: Date }): Promise<void> {
  await lockCase(change, again.caseId);
  const attempt = await restartSearch(change, again);
  if (attempt === null) throw new Conflict('case-changed');
  const found = await findCase(change.write, again.caseId);
  if (found === null) throw new NotFound('no such case');
  await reopenCertificate(change, again.caseId);
  await settleCopies(change, again.caseId);
  if (found.stage !== 'collecting') await moveCase(change, { caseId: found.id, version: found.version, from: found.stage, to: 'collecting' });
  await change.enqueue('collect-system', { caseId: again.caseId, systemId: again.systemId, attempt });
}
