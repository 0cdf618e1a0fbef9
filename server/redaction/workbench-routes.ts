/** The doors of the workbench: a page, its picture, saving its marks, undoing, and the pages a machine could not read. */

import { workbenchPage } from '../../client/views/redaction/workbench.ts';
import { pageAddress, type SentForm } from '../../client/views/redaction/workbench-model.ts';
import { unreadPage } from '../../client/views/redaction/unread.ts';
import { confirmPageRead } from '../casework/check-page.ts';
import type { Case } from '../casework/case.ts';
import { isWorkedOnBy, loadCase, loadItem, noteLook, workOnCase, type ItemThing } from '../casework/loaders.ts';
import { officerNames } from '../casework/officer-names.ts';
import { reviewBytes, itemsOf, pageChecks } from '../casework/read-items.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { textOf } from '../platform/forms.ts';
import { gathered } from '../platform/gathered.ts';
import { get, permit, post, type Route, type Visit } from '../platform/permit.ts';
import { MarksChanged, saveMarks } from './decide-marks.ts';
import { drawPageApart } from './engine/apart/documents.ts';
import { newMarksOf } from './new-marks.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { reasonIdsFor } from './reasons.ts';
import { undoLastAct } from './undo-marks.ts';
import { readWorkbench, typedAdditions, typedMark, type WorkbenchForm } from './workbench-form.ts';
import { openPage, workbenchModel, type OpenedPage } from './workbench-model.ts';

type ItemVisit = Visit<ItemThing, StaffActor>;
type CaseVisit = Visit<Case, StaffActor>;

const at = '/officer/cases/:case/redaction';
const onePage = `${at}/items/:item/pages/:page`;
const viewItem = permit('view', 'Item', { by: 'staff', load: loadItem, ...workOnCase });

export const redactionRoutes: readonly Route[] = [
  get(onePage, viewItem, (visit) => showPage(visit, {})),
  post(onePage, permit('mark', 'Item', { by: 'staff', load: loadItem, ...workOnCase }), savePage),
  get(`${onePage}/image`, viewItem, sendPicture),
  post(`${at}/undo`, permit('mark', 'Item', { by: 'staff', load: loadCase, ...workOnCase }), undo),
  get(`${at}/unread`, permit('list', 'Item', { by: 'staff', load: loadCase, ...workOnCase }), showUnread),
  post(`${at}/unread`, permit('confirm', 'Item', { by: 'staff', load: loadCase, ...workOnCase }), confirmRead),
  ...proposalRoutes,
];

function numberOf(visit: ItemVisit): number {
  const number = Number(visit.params['page']);
  return Number.isInteger(number) ? number : 0;
}

interface Shown {
  readonly sent?: SentForm;
  readonly status?: number;
}

async function showPage(visit: ItemVisit, { sent, status = 200 }: Shown): Promise<void> {
  const { house, actor, thing, page, req, show } = visit;
  const model = await asActor(house.database, actor, async (read) => {
    const opened = await openPage(house, read, { thing, number: numberOf(visit) });
    return opened === null ? null : workbenchModel(house, read, { opened, actor });
  });
  if (model === null) throw new NotFound('no such page');
  await noteLook(house, actor, { found: thing.found, look: { what: 'page', aboutId: thing.id } });
  const savedAt = req.query['saved'] === 'yes' && sent === undefined ? { savedAt: house.clock.now() } : {};
  show(workbenchPage({ ...model, ...savedAt, ...(sent === undefined ? {} : { sent }) }, page), status);
}

async function sendPicture(visit: ItemVisit): Promise<void> {
  const { house, actor, thing, res } = visit;
  const drawn = await drawPageApart({ bytes: await gathered(reviewBytes(house, thing.item)), page: numberOf(visit), dotsPerInch: 110 });
  if (!drawn.drawn) throw new NotFound('no picture of this page');
  await noteLook(house, actor, { found: thing.found, look: { what: 'page-image', aboutId: thing.id } });
  res.setHeader('Cache-Control', 'no-store');
  res.type('png').send(Buffer.from(drawn.png));
}

/** Everything on the page is saved together, or nothing of it. */
async function savePage(visit: ItemVisit): Promise<void> {
  const { house, actor, thing, posted } = visit;
  const opened = await asActor(house.database, actor, (read) => openPage(house, read, { thing, number: numberOf(visit) }));
  if (opened === null) throw new NotFound('no such page');
  const form = readWorkbench(posted, { marks: opened.marks, text: opened.page.text, offered: reasonIdsFor(thing.found.nation) });
  if (Object.keys(form.problems).length > 0) {
    await answerProblems(visit, opened, form);
    return;
  }
  try {
    await saveMarks(house, actor, { found: thing.found, decisions: form.decisions, additions: await newMarksOf(house, opened, form) });
  } catch (error) {
    if (!(error instanceof MarksChanged)) throw error;
    await answerChanged(visit, opened, error);
    return;
  }
  await answerSaved(visit);
}

function wantsJson({ req }: ItemVisit): boolean {
  return req.accepts(['html', 'json']) === 'json';
}

function sentForm({ posted }: ItemVisit, opened: OpenedPage, rest: Pick<SentForm, 'problems' | 'changed'>): SentForm {
  return { marks: Object.fromEntries(opened.marks.map(({ id }) => [id, typedMark(posted, id)])), additions: typedAdditions(posted), ...rest };
}

async function answerProblems(visit: ItemVisit, opened: OpenedPage, { problems }: WorkbenchForm): Promise<void> {
  if (wantsJson(visit)) visit.json({ problems: Object.fromEntries(Object.entries(problems).map(([field, key]) => [field, visit.page.t(key)])) }, 422);
  else await showPage(visit, { sent: sentForm(visit, opened, { problems, changed: [] }), status: 422 });
}

/** The page as it is now, with what was typed still in its fields: sending again is a new decision. */
async function answerChanged(visit: ItemVisit, opened: OpenedPage, { markIds }: MarksChanged): Promise<void> {
  if (wantsJson(visit)) visit.json({ changed: markIds }, 409);
  else await showPage(visit, { sent: sentForm(visit, opened, { problems: {}, changed: markIds }), status: 409 });
}

async function answerSaved(visit: ItemVisit): Promise<void> {
  const { house, actor, thing, posted, json, redirect } = visit;
  const model = await asActor(house.database, actor, async (read) => {
    const opened = await openPage(house, read, { thing, number: numberOf(visit) });
    return opened === null ? null : workbenchModel(house, read, { opened, actor });
  });
  if (model === null) throw new NotFound('no such page');
  const { id } = thing.found;
  if (wantsJson(visit)) {
    const nextOpen = model.nextOpen === null ? null : pageAddress(id, model.nextOpen);
    json({ decisionsLeft: model.decisionsLeft, nextOpen, marks: model.marks.map(({ id: markId, state, version }) => ({ id: markId, state, version })) });
    return;
  }
  const here = { itemId: thing.id, page: model.pageNumber };
  const next = textOf(posted, 'go') === 'next' ? (model.next ?? model.nextOpen ?? here) : here;
  redirect(`${pageAddress(id, next)}?saved=yes`);
}

const workbenchPath = /^\/officer\/cases\/[A-Za-z0-9_-]{22}\/redaction\/items\/[A-Za-z0-9_-]{22}\/pages\/\d{1,5}$/;

async function undo({ house, actor, thing, posted, redirect }: CaseVisit): Promise<void> {
  await undoLastAct(house, actor, thing);
  const back = textOf(posted, 'return');
  redirect(workbenchPath.test(back) && back.startsWith(`/officer/cases/${thing.id}/`) ? `${back}?saved=yes` : `/officer/cases/${thing.id}/items`);
}

async function showUnread({ house, actor, thing, page, show }: CaseVisit): Promise<void> {
  const model = await asActor(house.database, actor, async (read) => {
    const items = await itemsOf(house, read, thing.id);
    const checks = await pageChecks(read, thing.id);
    const names = await officerNames(house, read, [thing.ownerAccountId, ...checks.map(({ checkedBy }) => checkedBy ?? '')]);
    return { items: new Map(items.map((item) => [item.id, item])), checks, names };
  });
  await noteLook(house, actor, { found: thing, look: { what: 'items' } });
  const rows = model.checks.flatMap((check) => {
    const item = model.items.get(check.itemId);
    if (item === undefined) return [];
    const checkedBy = check.checkedBy === null ? null : check.checkedBy === actor.accountId ? page.t('casework.history.you') : (model.names.get(check.checkedBy) ?? page.t('casework.history.officer'));
    return [{ itemId: item.id, itemNumber: item.number, title: item.title, page: check.page, why: check.why, hasPages: item.pageCount > 0, checkedBy, checkedAt: check.checkedAt }];
  });
  show(unreadPage({ found: thing, ownerName: model.names.get(thing.ownerAccountId) ?? null, rows, mayConfirm: isWorkedOnBy(actor, thing) && !thing.isWithApprover }, page));
}

async function confirmRead({ house, actor, thing, posted, redirect }: CaseVisit): Promise<void> {
  if (thing.isWithApprover) throw new Conflict('with-the-approver');
  const itemId = textOf(posted, 'item');
  const page = Number(textOf(posted, 'page'));
  const checks = await asActor(house.database, actor, (read) => pageChecks(read, thing.id));
  if (!checks.some((check) => check.itemId === itemId && check.page === page)) throw new NotFound('no such check');
  await confirmPageRead(house, actor, { caseId: thing.id, itemId, page });
  redirect(`/officer/cases/${thing.id}/redaction/unread`);
}
