/** The doors through which an officer reads what a resident says is wrong, and decides what is put right. */

import { rectificationCasePage, type RectificationCaseModel } from '../../client/views/requests/rectification-case.ts';
import type { Case } from '../casework/case.ts';
import { loadCase, noteLook, workOnCase } from '../casework/loaders.ts';
import { officerNames } from '../casework/officer-names.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { textOf, type Posted } from '../platform/forms.ts';
import { get, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { decideRectification } from './decide-rectification.ts';
import { readRectification } from './read-rectification.ts';
import { decisionIn } from './rectification-form.ts';

type CaseVisit = Visit<Case, StaffActor>;

const address = '/officer/cases/:case/rectification';

export const requestOfficerRoutes: readonly Route[] = [
  get(address, permit('view', 'Case', { by: 'staff', load: loadRectification, ...workOnCase }), (visit) => showRectification(visit)),
  post(address, permit('change', 'Case', { by: 'staff', load: loadRectification, ...workOnCase }), decide),
];

async function loadRectification(seek: Seek<'staff'>): Promise<Case | null> {
  const found = await loadCase(seek);
  return found?.kind === 'rectification' ? found : null;
}

const nothingTyped = { outcome: '', words: '', told: '' };

/** Whoever may only take the case is shown no word of it. */
async function showRectification(visit: CaseVisit, back: Pick<RectificationCaseModel, 'typed' | 'problems'> = { typed: nothingTyped, problems: {} }): Promise<void> {
  const { house, actor, thing, page, may, show } = visit;
  const mayRead = may('change', 'Case', thing);
  const { shown, names } = await asActor(house.database, actor, async (read) => ({
    shown: mayRead ? await readRectification(house, read, { id: thing.requestId, caseId: thing.id }) : null,
    names: await officerNames(house, read, [thing.ownerAccountId]),
  }));
  await noteLook(house, actor, { found: thing, look: { what: 'case' } });
  const model = {
    found: thing,
    ownerName: names.get(thing.ownerAccountId) ?? null,
    mayTake: thing.isUnowned && may('take', 'Case', thing),
    shown,
    mayDecide: mayRead && thing.stage === 'received',
    ...back,
  };
  show(rectificationCasePage(model, page), Object.keys(back.problems).length > 0 ? 422 : 200);
}

async function decide(visit: CaseVisit): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  const { decision, problems } = decisionIn(typedIn(posted));
  if (decision === null) {
    await showRectification(visit, { typed: typedIn(posted), problems });
    return;
  }
  await decideRectification(house, actor, { found: thing, decision });
  redirect(`/officer/cases/${thing.id}/rectification`);
}

function typedIn(posted: Posted): RectificationCaseModel['typed'] {
  return { outcome: textOf(posted, 'outcome'), words: textOf(posted, 'words'), told: textOf(posted, 'told') };
}
