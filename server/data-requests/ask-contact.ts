/** Asks a service contact instead of a machine: one data request for one attempt at one system. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { findCase } from '../casework/find-case.ts';
import { identityOfCase } from '../casework/search-terms.ts';
import { waitForService } from '../casework/wait-for-service.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { newId, newReference } from '../platform/ids.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import { dayInLondon } from '../requests/calendar-days.ts';
import { holidayCalendarOf } from '../requests/working-days.ts';
import { askedFrom, askedPlace, identifiersIn } from './data-request.ts';
import { dueDayFrom } from './ladder.ts';
import { writeAbout } from './letters.ts';
import { insertDataRequest, insertStep } from './store.ts';

type AskTools = Pick<Tools, 'config' | 'database' | 'keys' | 'clock'>;

/** Run twice, it asks once. For a restricted case no letter is written: whoever handles the case asks in person. */
export async function askContact(tools: AskTools, { system, payload }: { readonly system: ConnectedSystem; readonly payload: JobPayload<'collect-system'> }): Promise<void> {
  const { caseId, systemId, attempt } = payload;
  const actor: WorkerActor = { kind: 'worker', job: 'collect-system', caseId };
  const start = await asActor(tools.database, actor, async (read) => {
    const found = await findCase(read, caseId);
    return found === null ? null : { found, identity: await identityOfCase(tools, read, found) };
  });
  if (start === null) return;
  const { found, identity } = start;
  if (identity === null) throw new Error('a case that is collected has no data subject');
  const id = newId();
  const asked = askedFrom(identity, systemId, found);
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const now = tools.clock.now();
  const askedOn = dayInLondon(now);
  const dataRequest = { id, caseId, reference: newReference(), dueOn: dueDayFrom(askedOn, holidayCalendarOf(tools.config.nation)) };
  const record = { actor, action: 'data-request.ask', about: { type: 'DataRequest', id }, caseId, details: { system: systemId, attempt, due: dataRequest.dueOn } };
  await recordedChange(tools.database, record, async (change) => {
    if (!(await waitForService(tools, change, { caseId, systemId, attempt, asked: identifiersIn(asked, systemId) }))) return;
    await insertDataRequest(change, {
      id, reference: dataRequest.reference, case_id: caseId, data_subject_id: found.dataSubjectId, system_id: systemId, attempt, state: 'waiting',
      asked_on: askedOn, due_on: dataRequest.dueOn, sealed_asked: sealJson(key, askedPlace(id), asked), created_at: now,
    });
    await insertStep(change, { dataRequestId: id, caseId, step: 'asked', takenOn: askedOn, by: actor.job });
    if (!found.isRestricted) await writeAbout(tools, change, { kind: 'data-request', sentTo: 'contact', dataRequest, system });
  });
}
