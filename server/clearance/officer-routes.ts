/** The doors of clearance: submit, see what changed, approve or return, and start the release. */

import { clearancePage, clearancesPage, type BundleShown, type ClearanceModel } from '../../client/views/clearance/clearance.ts';
import { exemptionOf } from '../../policies/exemptions.ts';
import { maySubmit, type Case } from '../casework/case.ts';
import { caseProgress } from '../casework/find-case.ts';
import { officerNames } from '../casework/officer-names.ts';
import { isWorkedOnBy, loadCase, noteLook, workOnCase } from '../casework/loaders.ts';
import { itemsOf } from '../casework/read-items.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { textOf } from '../platform/forms.ts';
import { get, own, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { leftInOf } from '../redaction/left-in.ts';
import type { Bundle } from './bundle.ts';
import { latestBundle, lookAtBundle } from './case-bundles.ts';
import { approveBundle, returnBundle, type Decision } from './decide-bundle.ts';
import { releaseBundle } from './release-bundle.ts';
import { bundlesWaiting } from './store.ts';
import { submitBundle } from './submit-bundle.ts';

type CaseVisit = Visit<Case, StaffActor>;
type BundleVisit = Visit<BundleThing, StaffActor>;

/** A bundle with the facts of its case that the policies ask about. */
export interface BundleThing {
  readonly id: string;
  readonly state: Bundle['state'];
  readonly preparedBy: string;
  readonly isRestricted: boolean;
  readonly isWithApprover: boolean;
  readonly ownerAccountId: string;
  readonly found: Case;
  readonly bundle: Bundle;
}

export const clearanceRoutes: readonly Route[] = [
  get('/officer/clearances', permit('list', 'Clearance', { by: 'staff', load: own, ...workOnCase }), listWaiting),
  get('/officer/cases/:case/clearance', permit('view', 'Case', { by: 'staff', load: loadCase, ...workOnCase }), (visit) => showClearance(visit)),
  post('/officer/cases/:case/clearance/submit', permit('submit', 'Bundle', { by: 'staff', load: loadCase, ...workOnCase }), submit),
  post('/officer/cases/:case/clearance/approve', permit('approve', 'Bundle', { by: 'staff', load: loadBundle, act: 'approve-bundle' }), approve),
  post('/officer/cases/:case/clearance/return', permit('return', 'Bundle', { by: 'staff', load: loadBundle, ...workOnCase }), sendBack),
  post('/officer/cases/:case/clearance/release', permit('release', 'Bundle', { by: 'staff', load: loadBundle, ...workOnCase }), release),
];

async function loadBundle(seek: Seek<'staff'>): Promise<BundleThing | null> {
  const found = await loadCase(seek);
  if (found === null) return null;
  const bundle = await asActor(seek.house.database, seek.actor, (read) => latestBundle(seek.house, read, found.id));
  if (bundle === null) return null;
  return bundleThing(found, bundle);
}

function bundleThing(found: Case, bundle: Bundle): BundleThing {
  const { isRestricted, isWithApprover, ownerAccountId } = found;
  return { id: bundle.id, state: bundle.state, preparedBy: bundle.preparedBy, isRestricted, isWithApprover, ownerAccountId, found, bundle };
}

async function listWaiting({ house, actor, page, show }: Visit<object, StaffActor>): Promise<void> {
  const rows = await asActor(house.database, actor, (read) => bundlesWaiting(read));
  const waiting = rows.map((row) => ({ caseId: row.case_id, reference: row.reference, approveByOn: row.approve_by_on, submittedOn: civilDay(row.submitted_at), isOwn: row.prepared_by === actor.accountId }));
  show(clearancesPage(waiting, page));
}

interface Again {
  readonly problem: string;
  readonly typedComments: string;
}

async function showClearance(visit: Pick<CaseVisit, 'house' | 'actor' | 'thing' | 'page' | 'may' | 'show'>, again?: Again): Promise<void> {
  const { house, actor, thing, page, may, show } = visit;
  // Whoever may take a case sees how it stands, and nothing that it holds.
  const maySeeWords = may('list', 'Item', thing);
  const model = await asActor(house.database, actor, async (read): Promise<ClearanceModel> => {
    const look = await lookAtBundle(house, read, thing.id);
    const items = await itemsOf(house, read, thing.id);
    const progress = await caseProgress(read, thing.id);
    const numbers = new Map(items.map(({ id, number }) => [id, number]));
    return {
      caseId: thing.id,
      reference: thing.reference,
      ownerName: (await officerNames(house, read, [thing.ownerAccountId])).get(thing.ownerAccountId) ?? null,
      bundle: look === null ? null : shown(look.bundle, actor),
      itemCount: look?.itemCount ?? 0,
      markCount: look?.markCount ?? 0,
      isFirstLook: look?.isFirstLook ?? true,
      changes: (look?.changes ?? []).map(({ mark, change }) => ({ change, itemId: mark.itemId, itemNumber: numbers.get(mark.itemId) ?? 0, page: mark.page, reason: exemptionOf(mark.exemption)?.label ?? mark.exemption })),
      leftIn: look === null || !maySeeWords ? [] : (await leftInOf(house, read, thing.id)).map((each) => ({ ...each, itemNumber: numbers.get(each.itemId) ?? 0 })),
      earlier: (look?.earlier ?? []).map((bundle) => shown(bundle, actor)),
      maySubmit: maySubmit(thing, progress) && isWorkedOnBy(actor, thing),
      mayDecide: look !== null && may('approve', 'Bundle', bundleThing(thing, look.bundle)),
      mayRelease: thing.stage === 'approved',
      sample: items.length === 0 ? null : `/officer/cases/${thing.id}/preview`,
      typedComments: again?.typedComments ?? '',
      problem: again?.problem ?? null,
    };
  });
  await noteLook(house, actor, { found: thing, look: { what: model.leftIn.length > 0 ? 'items' : 'case' } });
  show(clearancePage(model, page), again === undefined ? 200 : 422);
}

function shown(bundle: Bundle, actor: StaffActor): BundleShown {
  const { id, number, hash, state, submittedAt, decidedAt, comments, preparedBy } = bundle;
  return { id, number, hash, state, submittedOn: civilDay(submittedAt), submittedAt, decidedAt, comments, isOwn: preparedBy === actor.accountId };
}

async function submit({ house, actor, thing, redirect }: CaseVisit): Promise<void> {
  await submitBundle(house, actor, thing);
  redirect(`/officer/cases/${thing.id}/clearance`);
}

function decisionIn({ actor, thing, posted }: BundleVisit): Decision {
  return { actor, found: thing.found, bundle: thing.bundle, seenHash: textOf(posted, 'hash'), comments: textOf(posted, 'comments').trim() };
}

async function approve(visit: BundleVisit): Promise<void> {
  await approveBundle(visit.house, decisionIn(visit));
  visit.redirect(`/officer/cases/${visit.thing.found.id}/clearance`);
}

async function sendBack(visit: BundleVisit): Promise<void> {
  const decision = decisionIn(visit);
  if (decision.comments === '') {
    await showClearance({ ...visit, thing: visit.thing.found }, { problem: 'clearance.problems.comments', typedComments: '' });
    return;
  }
  await returnBundle(visit.house, decision);
  visit.redirect('/officer/clearances');
}

async function release({ house, actor, thing, redirect }: BundleVisit): Promise<void> {
  await releaseBundle(house, { actor, found: thing.found, bundle: thing.bundle });
  redirect(`/officer/cases/${thing.found.id}/release`);
}
