/** The doors of a resident's own account: proof of who they are, and how to reach them safely. */

import { accountPage, proofPage, type ProofModel } from '../../client/views/data-subjects/account.ts';
import { contactPage } from '../../client/views/data-subjects/contact.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { hasSafeContact, keepSafeContact } from '../correspondence/safe-contact.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import { textOf } from '../platform/forms.ts';
import { get, own, permit, post, type Route, type Visit } from '../platform/permit.ts';
import { assuranceOf, isProved } from '../sign-in/assurance.ts';
import { askForProof } from './ask-for-proof.ts';
import { readContact, typedContact } from './contact-form.ts';
import { isProofWay } from './proof.ts';
import { latestProof } from './store.ts';

type OwnVisit = Visit<object, ResidentActor>;

export function accountRoutes(services: { readonly systems: readonly ConnectedSystem[] }): readonly Route[] {
  const mine = { by: 'resident', load: own } as const;
  return [
    get('/account', permit('view', 'Account', mine), ({ actor, page, show }) => show(accountPage({ isBound: actor.dataSubjectId !== null }, page))),
    get('/account/proof', permit('prove', 'Account', mine), showProof),
    post('/account/proof', permit('prove', 'Account', mine), (visit) => takeProof(visit, services.systems)),
    get('/account/contact', permit('change', 'SafeContact', mine), showContact),
    post('/account/contact', permit('change', 'SafeContact', mine), keepContact),
  ];
}

/** Somebody bound by a weaker check, and led here from a page that needs a stronger one, is asked for that. */
function needsMore({ actor, req, posted }: OwnVisit): boolean {
  return actor.dataSubjectId !== null && !actor.isCheckedByOfficer && (req.query['more'] === 'yes' || textOf(posted, 'more') === 'yes');
}

async function proofModel(visit: OwnVisit): Promise<ProofModel> {
  const { house, actor } = visit;
  const none = { waitUntilOn: null, reference: null, problem: null };
  if (actor.dataSubjectId !== null && !needsMore(visit)) return { state: 'bound', ...none };
  const asked = await asActor(house.database, actor, (read) => latestProof(read, actor.accountId));
  if (needsMore(visit) && asked?.state !== 'waiting') return { state: 'asking more', ...none };
  const proof = asked;
  if (proof === null) return { state: 'asking', ...none };
  const state = proof.state === 'waiting' ? 'waiting' : 'not matched';
  return { state, waitUntilOn: proof.answer_by_on, reference: state === 'waiting' ? proof.reference : null, problem: null };
}

async function showProof(visit: OwnVisit): Promise<void> {
  visit.show(proofPage(await proofModel(visit), visit.page));
}

async function takeProof(visit: OwnVisit, systems: readonly ConnectedSystem[]): Promise<void> {
  const { house, actor, req, posted, page, show, redirect } = visit;
  const way = textOf(posted, 'way');
  const before = await proofModel(visit);
  if (!isProofWay(way)) {
    show(proofPage({ ...before, problem: 'account.proof.choose' }, page), 422);
    return;
  }
  if (before.state === 'bound') {
    redirect('/account/proof');
    return;
  }
  const facts = req.session.assurance;
  const isBound = actor.dataSubjectId !== null;
  if (isBound && way === 'identity-check') {
    show(proofPage({ ...before, problem: 'account.proof.choose' }, page), 422);
    return;
  }
  const provedAs = facts !== undefined && isProved(assuranceOf(facts).identity) ? facts.identity : null;
  const outcome = await askForProof(house, systems, { actor, way, provedAs });
  // The next page reads the new rights, not those this request came with.
  house.sessions.forget(req.sessionID);
  redirect(outcome === 'bound' ? '/information' : `/account/proof${isBound ? '?more=yes' : ''}`);
}

async function showContact({ house, actor, page, show, req }: OwnVisit): Promise<void> {
  const isKept = await hasSafeContact(house, actor);
  show(contactPage({ typed: {}, problems: {}, isKept, isSavedNow: isKept && req.query['saved'] === 'yes' }, page));
}

async function keepContact({ house, actor, page, posted, show, redirect }: OwnVisit): Promise<void> {
  const read = readContact(posted);
  if (read.problems !== null) {
    show(contactPage({ typed: typedContact(posted), problems: read.problems, isKept: false, isSavedNow: false }, page), 422);
    return;
  }
  await keepSafeContact(house, actor, read.contact);
  redirect('/account/contact?saved=yes');
}
