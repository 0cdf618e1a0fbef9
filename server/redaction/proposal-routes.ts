/** The doors of applying one mark to all places: a preview with every place in its line, and the act. */

import { proposalPage, type ProposalModel } from '../../client/views/redaction/proposal.ts';
import { pageAddress } from '../../client/views/redaction/workbench-model.ts';
import type { Case } from '../casework/case.ts';
import { loadCase, noteLook, workOnCase } from '../casework/loaders.ts';
import { officerNames } from '../casework/officer-names.ts';
import type { StaffActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import { listOf, textOf } from '../platform/forms.ts';
import type { House } from '../platform/house.ts';
import { get, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { problemOfReason, type Mark } from './mark.ts';
import { markEverywhere } from './mark-everywhere.ts';
import { openMark } from './open-marks.ts';
import { reasonIdsFor, reasonsFor } from './reasons.ts';
import { findMarkRow } from './store.ts';
import { placesInCase, type CasePlace } from './value-places.ts';

interface MarkThing extends Pick<Case, 'ownerAccountId' | 'isUnowned' | 'isRestricted' | 'isWithApprover'> {
  readonly id: string;
  readonly found: Case;
  readonly mark: Mark;
}

type MarkVisit = Visit<MarkThing, StaffActor>;

/** What one page of the preview can show so that each place is really seen. */
const mostShown = 200;

const guard = permit('decide', 'RedactionMark', { by: 'staff', load: loadMark, ...workOnCase });
const address = '/officer/cases/:case/redaction/proposals/:mark';

export const proposalRoutes: readonly Route[] = [get(address, guard, (visit) => showProposal(visit)), post(address, guard, apply)];

async function loadMark(seek: Seek<'staff'>): Promise<MarkThing | null> {
  const found = await loadCase(seek);
  if (found === null) return null;
  const { house, actor, params } = seek;
  const row = await asActor(house.database, actor, (read) => findMarkRow(read, found.id, params['mark'] ?? ''));
  if (row === null) return null;
  const mark = openMark(await house.keys.keyFor(`case:${found.id}`), row);
  if (mark.quote === '') return null;
  const { ownerAccountId, isUnowned, isRestricted, isWithApprover } = found;
  return { id: mark.id, found, mark, ownerAccountId, isUnowned, isRestricted, isWithApprover };
}

function places(house: House, read: Read, { found, mark }: MarkThing): Promise<readonly CasePlace[]> {
  return placesInCase(house, read, { caseId: found.id, quote: mark.quote });
}

async function showProposal(visit: MarkVisit, typed?: ProposalModel['typed']): Promise<void> {
  const { house, actor, thing, page, show } = visit;
  const { found, mark } = thing;
  const { all, names } = await asActor(house.database, actor, async (read) => ({ all: await places(house, read, thing), names: await officerNames(house, read, [found.ownerAccountId]) }));
  await noteLook(house, actor, { found, look: { what: 'page', aboutId: mark.itemId } });
  const model: ProposalModel = {
    found,
    ownerName: names.get(found.ownerAccountId) ?? null,
    markId: mark.id,
    back: pageAddress(found.id, { itemId: mark.itemId, page: mark.page }),
    reasons: reasonsFor(found.nation).map(({ id, label, boxCode }) => ({ id, label, boxCode })),
    exemption: mark.exemption,
    places: all.slice(0, mostShown),
    total: all.length,
    items: new Set(all.map(({ itemId }) => itemId)).size,
    ...(typed === undefined ? {} : { typed }),
  };
  show(proposalPage(model, page), typed === undefined ? 200 : 422);
}

/** The places are found anew: one that was ticked and is there no more makes the page stale, and nothing is done. */
async function apply(visit: MarkVisit): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  const { found, mark } = thing;
  const exemption = textOf(posted, 'reason');
  const ticked = new Set(listOf(posted, 'place'));
  const problem = problemOfReason(exemption, reasonIdsFor(found.nation)) ?? (ticked.size === 0 ? 'no-place' : null);
  if (problem !== null) {
    await showProposal(visit, { exemption, ticked: [...ticked], problem: `redaction.problems.${problem}` });
    return;
  }
  const all = await asActor(house.database, actor, (read) => places(house, read, thing));
  const back = `${pageAddress(found.id, { itemId: mark.itemId, page: mark.page })}?saved=yes`;
  const chosen = all.filter(({ key }) => ticked.has(key));
  // Sent twice: all of them are hidden already, and one copy is kept.
  if (chosen.length > 0 && chosen.length < ticked.size) throw new Conflict('marks-changed');
  if (chosen.length > 0) await markEverywhere(house, actor, { found, ticked: chosen, unseen: all.slice(mostShown), exemption });
  redirect(back);
}
