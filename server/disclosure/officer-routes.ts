/** The doors of disclosure for officers: the release report, and the answer as the resident will see it. */

import { releaseReportPage, type ReleaseShown } from '../../client/views/disclosure/release-report.ts';
import { beforeYouReadPage } from '../../client/views/reading/before-you-read.ts';
import { contentsPage } from '../../client/views/reading/contents.ts';
import type { Room } from '../../client/views/reading/frame.ts';
import { itemPage } from '../../client/views/reading/item.ts';
import { leftOutPage } from '../../client/views/reading/left-out.ts';
import { letterPage } from '../../client/views/reading/letter.ts';
import type { Case } from '../casework/case.ts';
import { loadCase, noteLook, workOnCase } from '../casework/loaders.ts';
import { officerNames } from '../casework/officer-names.ts';
import { caseworkSource } from '../clearance/casework-source.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { get, permit, type Route, type Visit } from '../platform/permit.ts';
import { letterPartNames, writeLetter } from './covering-letter.ts';
import { explanationsIn } from './explanations.ts';
import { previewItem, previewOutline } from './preview-answer.ts';
import { beforeModel, contentsModel, itemModel, leftOutModel } from './reading-model.ts';
import { releaseOf } from './release-report.ts';
import type { ReleaseSource } from './release-source.ts';

type CaseVisit = Visit<Case, StaffActor>;

/** Seconds between two looks at a release that is still being built. */
const refreshSeconds = 5;

export function disclosureOfficerRoutes({ systems }: { readonly systems: readonly ConnectedSystem[] }): readonly Route[] {
  const preview = permit('preview', 'Item', { by: 'staff', load: loadCase, ...workOnCase });
  const previewed = (show: (visit: CaseVisit, source: ReleaseSource) => Promise<void>) => (visit: CaseVisit) => show(visit, caseworkSource(visit.house, systems, () => visit.actor));
  return [
    get('/officer/cases/:case/release', permit('view', 'Case', { by: 'staff', load: loadCase, ...workOnCase }), showReport),
    get('/officer/cases/:case/preview', preview, previewed(showBefore)),
    get('/officer/cases/:case/preview/contents', preview, previewed(showContents)),
    get('/officer/cases/:case/preview/letter', preview, previewed(showLetter)),
    get('/officer/cases/:case/preview/left-out', preview, previewed(showLeftOut)),
    get('/officer/cases/:case/preview/items/:number', preview, previewed(showItem)),
  ];
}

async function showReport({ house, actor, thing, page, show }: CaseVisit): Promise<void> {
  const begun = await releaseOf(house, actor, thing.id);
  const release = begunOr(begun, thing);
  const shownPage = release.state === 'building' ? { ...page, refreshSeconds } : page;
  const names = await asActor(house.database, actor, (read) => officerNames(house, read, [thing.ownerAccountId]));
  show(releaseReportPage({ caseId: thing.id, reference: thing.reference, ownerName: names.get(thing.ownerAccountId) ?? null, release }, shownPage));
}

/** A case that was changed after a blocked release starts again with its next approval. */
function begunOr(begun: ReleaseShown | null, { stage }: Case): ReleaseShown {
  if (stage === 'approved') return { state: 'approved' };
  if (stage === 'releasing' && begun?.state !== 'building') return { state: 'building', partsDone: 0, partCount: 0, checks: [], resumedAt: null };
  return begun ?? { state: 'not approved' };
}

function roomOf({ thing }: CaseVisit): Room {
  return { base: `/officer/cases/${thing.id}/preview`, isPreview: true };
}

function noted({ house, actor, thing }: CaseVisit, itemId?: string): Promise<void> {
  return noteLook(house, actor, { found: thing, look: itemId === undefined ? { what: 'items' } : { what: 'item', aboutId: itemId } });
}

async function showBefore(visit: CaseVisit, source: ReleaseSource): Promise<void> {
  const outline = await previewOutline(source, visit.thing.id);
  await noted(visit);
  visit.show(beforeYouReadPage(beforeModel(outline, explanationsIn(visit.page.t), { room: roomOf(visit), placeKept: null, closesOn: null, searchAddress: null }), visit.page));
}

async function showContents(visit: CaseVisit, source: ReleaseSource): Promise<void> {
  const outline = await previewOutline(source, visit.thing.id);
  await noted(visit);
  visit.show(contentsPage(contentsModel(outline, explanationsIn(visit.page.t), roomOf(visit)), visit.page));
}

async function showLetter(visit: CaseVisit, source: ReleaseSource): Promise<void> {
  const { house, thing, page, show } = visit;
  const letter = writeLetter({ ...(await source.letterFacts(thing.id)), council: house.config.council, formatDay: page.day }, page.t);
  await noted(visit);
  show(letterPage({ room: roomOf(visit), parts: letterPartNames.map((name) => letter[name]) }, page));
}

async function showLeftOut(visit: CaseVisit, source: ReleaseSource): Promise<void> {
  const outline = await previewOutline(source, visit.thing.id);
  await noted(visit);
  visit.show(leftOutPage(leftOutModel(outline, explanationsIn(visit.page.t), roomOf(visit)), visit.page));
}

async function showItem(visit: CaseVisit, source: ReleaseSource): Promise<void> {
  const { thing, page, params, req, show } = visit;
  const { item, itemCount, sourceItemId } = await previewItem(source, thing.id, Number(params['number']));
  await noted(visit, sourceItemId);
  show(itemPage(itemModel(item, { room: roomOf(visit), total: itemCount, explanations: explanationsIn(page.t), stretch: Number(req.query['pages'] ?? 1) }), page));
}
