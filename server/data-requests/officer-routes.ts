/** The doors of data requests for officers: the list, one of them, and what may be done with it. */

import { z } from 'zod';
import { dataRequestsPage, listPath } from '../../client/views/data-requests/list.ts';
import type { DataRequestModel, ListModel } from '../../client/views/data-requests/models.ts';
import { dataRequestPage as onePage } from '../../client/views/data-requests/one.ts';
import { excuseSystem } from '../casework/excuse-system.ts';
import type { Case } from '../casework/case.ts';
import { isWorkedOnBy, loadCase, noteLook, workOnCase } from '../casework/loaders.ts';
import { officerNames } from '../casework/officer-names.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { InvalidForm, NotFound } from '../platform/errors.ts';
import { readForm, textOf } from '../platform/forms.ts';
import { get, own, permit, post, stream, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { hasToken } from '../platform/web-security.ts';
import { openStates, type DataRequest } from './data-request.ts';
import { removeUpload } from './keep-upload.ts';
import { dataRequestModel, dataRequestPage } from './officer-model.ts';
import { sendReply } from './send-reply.ts';
import { answerQuestion, chaseNow, renewLink, type Steered } from './steer-data-request.ts';
import { findDataRequest } from './store.ts';
import { receiveFiles } from './upload-routes.ts';

/** A data request with the facts of its case that the policies ask about. */
interface DataRequestThing extends Pick<Case, 'ownerAccountId' | 'isUnowned' | 'isRestricted' | 'isWithApprover'> {
  readonly id: string;
  readonly found: Case;
  readonly dataRequest: DataRequest;
}

type OneVisit = Visit<DataRequestThing, StaffActor>;
type Systems = readonly ConnectedSystem[];

export function dataRequestRoutes({ systems }: { readonly systems: Systems }): readonly Route[] {
  const one = { by: 'staff', load: loadDataRequest, ...workOnCase } as const;
  const [message, decide, answer] = [permit('message', 'DataRequest', one), permit('decide', 'DataRequest', one), permit('answer', 'DataRequest', one)];
  const at = `${listPath}/:dataRequest`;
  return [
    get(listPath, permit('list', 'DataRequest', { by: 'staff', load: own, ...workOnCase }), (visit) => showList(visit, systems)),
    get(at, permit('view', 'DataRequest', one), (visit) => showOne(visit, systems, {})),
    post(`${at}/chase`, message, (visit) => steer(visit, systems, chaseNow)),
    post(`${at}/link`, message, (visit) => steer(visit, systems, renewLink)),
    post(`${at}/reply`, message, (visit) => reply(visit, systems)),
    post(`${at}/close`, decide, (visit) => close(visit, systems)),
    stream(`${at}/files`, answer, (visit) => takeFiles(visit, systems)),
    post(`${at}/files/:file/remove`, answer, removeFile),
    post(`${at}/record`, answer, (visit) => record(visit, systems)),
  ];
}

async function loadDataRequest(seek: Seek<'staff'>): Promise<DataRequestThing | null> {
  const { house, actor, params } = seek;
  const dataRequest = await asActor(house.database, actor, (read) => findDataRequest(read, params['dataRequest'] ?? ''));
  if (dataRequest === null) return null;
  const found = await loadCase({ ...seek, params: { case: dataRequest.caseId } });
  if (found === null) return null;
  const { ownerAccountId, isUnowned, isRestricted, isWithApprover } = found;
  return { id: dataRequest.id, found, dataRequest, ownerAccountId, isUnowned, isRestricted, isWithApprover };
}

/** An unknown word in the address is the usual one: an address may be old, or typed. */
const filterSchema = z.object({
  view: z.enum(['mine', 'all']).catch('mine'),
  state: z.enum(['open', 'waiting', 'asked back', 'answered', 'closed']).catch('open'),
  due: z.enum(['any', 'late']).catch('any'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

async function showList({ house, actor, req, page, show }: Visit<object, StaffActor>, systems: Systems): Promise<void> {
  const { view, state, due, page: pageNumber } = filterSchema.parse({ ...req.query });
  const filter = {
    mine: view === 'mine' ? { accountId: actor.accountId, handlesRestricted: actor.roles.includes('safeguarding-lead') } : null,
    states: state === 'open' ? openStates : [state],
    dueBefore: due === 'late' ? civilDay(house.clock.now()) : null,
    page: pageNumber,
  };
  const model: ListModel = { view, state, due, pageNumber, ...(await dataRequestPage(house, actor, { systems, filter })) };
  show(dataRequestsPage(model, page));
}

type Again = Partial<Pick<DataRequestModel, 'typed' | 'problems' | 'refused'>>;

async function showOne({ house, actor, thing, page, show }: OneVisit, systems: Systems, again: Again): Promise<void> {
  const { found, dataRequest } = thing;
  const kept = await dataRequestModel(house, actor, { dataRequest, isRestricted: found.isRestricted, systems });
  const names = await asActor(house.database, actor, (read) => officerNames(house, read, [found.ownerAccountId]));
  await noteLook(house, actor, { found, look: { what: 'case', aboutId: dataRequest.id } });
  const mayAct = isWorkedOnBy(actor, found) && !found.isWithApprover;
  const model: DataRequestModel = { ...kept, found, ownerName: names.get(found.ownerAccountId) ?? null, mayAct, typed: {}, problems: {}, refused: [], ...again };
  show(onePage(model, page), Object.keys(again).length === 0 ? 200 : 422);
}

function pathOf({ id }: DataRequestThing): string {
  return `${listPath}/${id}`;
}

/** @throws NotFound where the system was taken out of the council's files since */
function steeredOf({ dataRequest, found }: DataRequestThing, systems: Systems): Steered {
  const system = systems.find(({ key }) => key === dataRequest.systemId);
  if (system?.answeredBy === undefined) throw new NotFound('no service contact any more');
  return { dataRequest, system, isRestricted: found.isRestricted };
}

async function steer({ house, actor, thing, redirect }: OneVisit, systems: Systems, deed: typeof chaseNow): Promise<void> {
  await deed(house, actor, steeredOf(thing, systems));
  redirect(pathOf(thing));
}

/** Shows the page again with what was typed when the form cannot be taken. */
async function orAgain(visit: OneVisit, systems: Systems, { typed, deed }: { readonly typed: Readonly<Record<string, string>>; readonly deed: () => Promise<void> }): Promise<void> {
  try {
    await deed();
    visit.redirect(pathOf(visit.thing));
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    await showOne(visit, systems, { typed, problems: error.problems });
  }
}

const words = z.object({ words: z.string().trim().min(1, 'data-requests.one.replyMissing').max(2_000, 'data-requests.one.replyLong') });

async function reply(visit: OneVisit, systems: Systems): Promise<void> {
  const typed = { words: textOf(visit.posted, 'words') };
  await orAgain(visit, systems, { typed, deed: () => answerQuestion(visit.house, visit.actor, { ...steeredOf(visit.thing, systems), ...readForm(words, typed) }) });
}

const because = z.object({ because: z.string().trim().min(1, 'data-requests.one.becauseMissing').max(500, 'data-requests.one.becauseLong') });

/** Closing and leaving the system out are one deed, so that the reason stands in the record of the search. */
async function close(visit: OneVisit, systems: Systems): Promise<void> {
  const { house, actor, thing } = visit;
  const typed = { because: textOf(visit.posted, 'because') };
  await orAgain(visit, systems, { typed, deed: () => excuseSystem(house, actor, { found: thing.found, systemId: thing.dataRequest.systemId, ...readForm(because, typed) }) });
}

async function takeFiles(visit: OneVisit, systems: Systems): Promise<void> {
  const { house, req, res, actor, thing, redirect } = visit;
  const refused = await receiveFiles(req, res, { tools: house, actor, dataRequest: thing.dataRequest, isOurs: () => hasToken(req) });
  if (refused.length > 0) await showOne(visit, systems, { refused });
  else redirect(pathOf(thing));
}

async function removeFile({ house, actor, thing, params, redirect }: OneVisit): Promise<void> {
  await removeUpload(house, actor, { dataRequest: thing.dataRequest, fileId: params['file'] ?? '' });
  redirect(pathOf(thing));
}

const recorded = z.object({
  outcome: z.enum(['held', 'not held'], 'data-requests.one.outcomeMissing'),
  saidBy: z.string().trim().min(1, 'data-requests.one.who.missing').max(200, 'data-requests.one.who.long'),
  lookedIn: z.string().trim().min(1, 'data-requests.one.where.missing').max(1_000, 'data-requests.one.where.long'),
});

async function record(visit: OneVisit, systems: Systems): Promise<void> {
  const { house, actor, thing, posted } = visit;
  const typed = { outcome: textOf(posted, 'outcome'), saidBy: textOf(posted, 'saidBy'), lookedIn: textOf(posted, 'lookedIn') };
  await orAgain(visit, systems, {
    typed,
    deed: () => {
      const { outcome, ...answer } = readForm(recorded, typed);
      return sendReply(house, actor, { dataRequest: thing.dataRequest, outcome, answer });
    },
  });
}
