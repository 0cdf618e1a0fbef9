/** Chases whoever has not answered, and puts it to the head of the service after that: once a day, each data request in a change of its own. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { findCase } from '../casework/find-case.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { dayInLondon, type CalendarDay } from '../requests/calendar-days.ts';
import { holidayCalendarOf } from '../requests/working-days.ts';
import { climbedOf, type DataRequest } from './data-request.ts';
import { letterDueOn } from './ladder.ts';
import { writeAbout } from './letters.ts';
import { findDataRequest, insertStep, lateDataRequests, lockDataRequest } from './store.ts';

type ClimbTools = Pick<Tools, 'config' | 'database' | 'keys' | 'clock' | 'log'>;

/** Run again on the same day it does nothing more. Returns how many letters it wrote. */
export async function climbLadder(tools: ClimbTools, systems: readonly ConnectedSystem[], signal: AbortSignal): Promise<number> {
  const today = dayInLondon(tools.clock.now());
  const late = await asActor(tools.database, { kind: 'worker', job: 'climb-ladder', caseId: null }, (read) => lateDataRequests(read, today));
  let written = 0;
  for (const one of late) {
    if (signal.aborted) break;
    // One that fails must not keep the others from being chased.
    if (await climb(tools, systems, one).catch((error: unknown) => { tools.log.fault('a data request was not chased', error, { dataRequest: one.id }); return false; })) written += 1;
  }
  return written;
}

async function climb(tools: ClimbTools, systems: readonly ConnectedSystem[], { id, caseId }: { readonly id: string; readonly caseId: string }): Promise<boolean> {
  const actor: WorkerActor = { kind: 'worker', job: 'climb-ladder', caseId };
  const { found, dataRequest } = await asActor(tools.database, actor, async (read) => ({ found: await findCase(read, caseId), dataRequest: await findDataRequest(read, id) }));
  const system = systems.find(({ key }) => key === dataRequest?.systemId);
  if (found === null || found.isRestricted || found.closedAt !== null || dataRequest === null || system?.answeredBy === undefined) return false;
  const today = dayInLondon(tools.clock.now());
  const rung = rungOf(tools, dataRequest, today);
  if (rung === null) return false;
  const record = { actor, action: rung === 'chase' ? 'data-request.chase' : 'data-request.escalate', about: { type: 'DataRequest', id }, caseId, details: { system: dataRequest.systemId } };
  return writeRung(tools, { record, system, id, today });
}

interface WriteRung {
  readonly record: Parameters<typeof recordedChange>[1];
  readonly system: ConnectedSystem;
  readonly id: string;
  readonly today: CalendarDay;
}

/** Thrown inside the change to undo it: it was answered, or climbed by another worker, meanwhile. */
class NotDue extends Error {
  override readonly name = 'NotDue';
}

async function writeRung(tools: ClimbTools, { record, system, id, today }: WriteRung): Promise<boolean> {
  try {
    await recordedChange(tools.database, record, async (change) => {
      const locked = await lockDataRequest(change, id);
      const rung = locked === null ? null : rungOf(tools, locked, today);
      if (locked === null || rung === null || !(await takeRung(change, locked, { rung, today }))) throw new NotDue('nothing is due for it');
      await writeAbout(tools, change, { kind: rung, sentTo: rung === 'chase' ? 'contact' : 'escalation', dataRequest: locked, system });
    });
    return true;
  } catch (error) {
    if (error instanceof NotDue) return false;
    throw error;
  }
}

function rungOf({ config }: Pick<Tools, 'config'>, dataRequest: DataRequest, today: CalendarDay): ReturnType<typeof letterDueOn> {
  return dataRequest.state === 'waiting' ? letterDueOn(today, climbedOf(dataRequest), holidayCalendarOf(config.nation)) : null;
}

function takeRung(change: Change, { id, caseId }: DataRequest, { rung, today }: { readonly rung: 'chase' | 'escalation'; readonly today: CalendarDay }): Promise<boolean> {
  return insertStep(change, { dataRequestId: id, caseId, step: rung === 'chase' ? 'chased' : 'escalated', takenOn: today, by: 'climb-ladder' });
}
