/** The doors through which staff record who a resident is: a list of references, and one form that shows nothing of anyone's record. */

import { assistListPage } from '../../client/views/data-subjects/assist-list.ts';
import { assistFormPage } from '../../client/views/data-subjects/assist-form.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { textOf } from '../platform/forms.ts';
import { get, permit, post, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { readProof, typedProof } from './proof-form.ts';
import { closeUnmatched, findProof, recordProof, waitingProofs, type WaitingProof } from './record-proof.ts';

type AssistVisit = Visit<WaitingProof, StaffActor>;

const listOfWaiting = { by: 'staff', load: () => Promise.resolve({ isWaitingForProof: true, isPerhapsYourOwn: false }), act: 'work-on-case', object: () => '' } as const;
const oneWaiting = { by: 'staff', load: ({ house, actor, params }: Seek<'staff'>) => findProof(house, actor, params['proof'] ?? ''), act: 'work-on-case', object: () => '' } as const;

export function assistRoutes({ systems }: { readonly systems: readonly ConnectedSystem[] }): readonly Route[] {
  return [
    get('/officer/assist', permit('list', 'Account', listOfWaiting), showList),
    post('/officer/assist/finish', permit('list', 'Account', listOfWaiting), finish),
    get('/officer/assist/:proof', permit('view', 'Account', oneWaiting), ({ thing, page, show }) => show(assistFormPage({ proof: thing, typed: null, problems: {}, isUnmatched: false }, page))),
    post('/officer/assist/:proof', permit('decide', 'Account', oneWaiting), (visit) => record(visit, systems)),
    post('/officer/assist/:proof/close', permit('decide', 'Account', oneWaiting), close),
  ];
}

const outcomes = ['bound', 'closed'] as const;

async function showList({ house, actor, req, page, show }: Visit<object, StaffActor>): Promise<void> {
  const rows = await asActor(house.database, actor, waitingProofs);
  const ended = outcomes.find((outcome) => outcome === req.query['ended']) ?? null;
  show(assistListPage({ rows: rows.map(({ id, reference, way, answer_by_on: answerByOn }) => ({ id, reference, way, answerByOn })), ended }, page));
}

/** Takes what was typed off the screen, and out of what the browser could go back to. */
function finish({ res, redirect, posted }: Pick<AssistVisit, 'res' | 'redirect' | 'posted'>): void {
  res.setHeader('Clear-Site-Data', '"cache"');
  const ended = outcomes.find((outcome) => outcome === textOf(posted, 'ended'));
  redirect(ended === undefined ? '/officer/assist' : `/officer/assist?ended=${ended}`);
}

async function record(visit: AssistVisit, systems: readonly ConnectedSystem[]): Promise<void> {
  const { house, actor, thing: proof, posted, page, show } = visit;
  const typed = typedProof(posted);
  const reading = readProof(posted, civilDay(house.clock.now()));
  if (reading.seen === null) {
    show(assistFormPage({ proof, typed, problems: reading.problems, isUnmatched: false }, page), 422);
    return;
  }
  const outcome = await recordProof(house, systems, { actor, proof, seen: reading.seen });
  if (outcome === 'not matched') show(assistFormPage({ proof, typed, problems: {}, isUnmatched: true }, page));
  else finish({ ...visit, posted: { ended: outcome } });
}

async function close(visit: AssistVisit): Promise<void> {
  await closeUnmatched(visit.house, visit.actor, visit.thing.id);
  finish({ ...visit, posted: { ended: 'closed' } });
}
