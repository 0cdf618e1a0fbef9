/** Gathers what officers see of data requests: the list, and one with its letters and questions. */

import type { DataRequestModel, DataRequestRow, Standing } from '../../client/views/data-requests/models.ts';
import { keptLetters, undeliveredAbout } from '../correspondence/deliver-letter.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { dayInLondon } from '../requests/calendar-days.ts';
import { holidayCalendarOf } from '../requests/working-days.ts';
import { climbedOf, isOpen, type DataRequest } from './data-request.ts';
import { uploadsOf } from './keep-upload.ts';
import { keptReply } from './kept-reply.ts';
import { daysLate, latenessOn, nextRung } from './ladder.ts';
import { listDataRequests, listPageSize, type ListFilter, type ListedDataRequest } from './store.ts';

type ModelTools = Pick<Tools, 'config' | 'database' | 'keys' | 'clock' | 'files'>;
type Systems = readonly ConnectedSystem[];

/** How it stands today, in days and counts; the words are the view's. */
export function standingOf({ config, clock }: Pick<Tools, 'config' | 'clock'>, dataRequest: DataRequest, isRestricted: boolean): Standing {
  const today = dayInLondon(clock.now());
  const calendar = holidayCalendarOf(config.nation);
  const climbed = climbedOf(dataRequest);
  const next = dataRequest.state === 'waiting' && !isRestricted ? nextRung(climbed, calendar) : null;
  return {
    state: dataRequest.state,
    outcome: dataRequest.outcome,
    dueOn: dataRequest.dueOn,
    lateness: isOpen(dataRequest) ? latenessOn(today, climbed, calendar) : 'in time',
    daysLate: daysLate(today, dataRequest.dueOn),
    chases: climbed.chasedOn.length,
    escalatedOn: climbed.escalatedOn,
    next: next === null || next.rung === 'overdue' ? null : { rung: next.rung, on: next.on },
    isRestricted,
  };
}

export interface DataRequestPage {
  readonly rows: readonly DataRequestRow[];
  readonly hasNext: boolean;
}

export async function dataRequestPage(tools: ModelTools, actor: StaffActor, { systems, filter }: { readonly systems: Systems; readonly filter: ListFilter }): Promise<DataRequestPage> {
  const { listed, failed } = await asActor(tools.database, actor, async (read) => {
    const found = await listDataRequests(read, filter);
    return { listed: found, failed: await undeliveredAbout(read, found.map(({ id }) => id)) };
  });
  const rowOf = (one: ListedDataRequest): DataRequestRow => ({
    id: one.id,
    reference: one.reference,
    caseId: one.caseId,
    caseReference: one.caseReference,
    systemName: nameOf(systems, one.systemId),
    standing: standingOf(tools, one, one.isRestricted),
    isUndelivered: failed.has(one.id),
  });
  return { rows: listed.slice(0, listPageSize).map(rowOf), hasNext: listed.length > listPageSize };
}

function nameOf(systems: Systems, systemId: string): string {
  return systems.find(({ key }) => key === systemId)?.describe().plainName ?? systemId;
}

interface OneAsked {
  readonly dataRequest: DataRequest;
  readonly isRestricted: boolean;
  readonly systems: Systems;
}

type Kept = Omit<DataRequestModel, 'found' | 'ownerName' | 'mayAct' | 'typed' | 'problems' | 'refused'>;

export async function dataRequestModel(tools: ModelTools, actor: StaffActor, { dataRequest, isRestricted, systems }: OneAsked): Promise<Kept> {
  const { id, caseId, systemId } = dataRequest;
  const kept = await keptReply(tools, actor, dataRequest);
  const letters = await asActor(tools.database, actor, (read) => keptLetters(tools, read, { caseId, aboutId: id }));
  const contact = systems.find(({ key }) => key === systemId)?.answeredBy ?? null;
  return {
    id,
    reference: dataRequest.reference,
    systemName: nameOf(systems, systemId),
    askedOn: dataRequest.askedOn,
    contact: contact === null ? null : { name: contact.name, email: contact.email },
    standing: standingOf(tools, dataRequest, isRestricted),
    lookFor: kept.lookFor,
    exchanges: kept.exchanges,
    answer: kept.answer,
    answered: dataRequest.answeredAt === null ? null : { on: civilDay(dataRequest.answeredAt), at: dataRequest.answeredAt },
    letters: letters.map(({ kind, to, state, why, text, createdAt, settledAt }) => ({ kind, to, state, why, text, on: civilDay(settledAt ?? createdAt), at: settledAt ?? createdAt })),
    uploads: await uploadsOf(tools, actor, dataRequest),
  };
}
