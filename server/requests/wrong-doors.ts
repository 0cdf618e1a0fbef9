/** Shows and takes the form in which a resident says that one item is wrong. */

import { officerInsteadPage } from '../../client/views/holdings/holdings.ts';
import { wrongPage, type WrongModel } from '../../client/views/requests/wrong.ts';
import type { Desk } from '../holdings/gather-decided.ts';
import { ownItem, type OwnItem } from '../holdings/own-items.ts';
import { ownSubject } from '../holdings/own-subject.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { NotFound } from '../platform/errors.ts';
import { textOf, type Posted } from '../platform/forms.ts';
import { idPattern, newId } from '../platform/ids.ts';
import type { Visit } from '../platform/permit.ts';
import { fileRectification } from './file-rectification.ts';
import { noWords, problemsWith, type AttachedItem, type RectificationWords } from './rectification.ts';

type WrongVisit = Visit<object, ResidentActor>;

/** The item as its system holds it now; what the page said of it is never believed. Null when the visit was led elsewhere. @throws NotFound */
async function itemAt(visit: WrongVisit, desk: Desk): Promise<OwnItem | 'not reached' | null> {
  const { house, actor, params, page, show, redirect } = visit;
  const subject = await ownSubject(house, actor);
  if (typeof subject === 'object') {
    const found = await ownItem({ house, actor, subject }, desk, params['item'] ?? '');
    if (found === 'no such item') throw new NotFound('no such item');
    return found;
  }
  if (subject === 'with an officer') show(officerInsteadPage(page));
  else redirect('/account/proof');
  return null;
}

interface Typed {
  readonly formId: string;
  readonly typed: RectificationWords;
  readonly problems: Readonly<Record<string, string>>;
}

function modelOf({ params }: WrongVisit, found: OwnItem | 'not reached', { formId, typed, problems }: Typed): WrongModel {
  const item = found === 'not reached' ? null : { service: found.service.name, team: found.system.describe().ownerTeam, title: found.item.title, fields: found.item.fields };
  return { address: params['item'] ?? '', formId, item, typed, problems };
}

export async function showWrong(visit: WrongVisit, desk: Desk): Promise<void> {
  const found = await itemAt(visit, desk);
  if (found === null) return;
  const model = modelOf(visit, found, { formId: newId(), typed: noWords, problems: {} });
  visit.show(wrongPage(model, visit.page), found === 'not reached' ? 503 : 200);
}

export async function sendWrong(visit: WrongVisit, desk: Desk): Promise<void> {
  const { house, actor, posted, page, show, redirect } = visit;
  const found = await itemAt(visit, desk);
  if (found === null) return;
  const typed = wordsIn(posted);
  const given = textOf(posted, 'form');
  const formId = idPattern.test(given) ? given : newId();
  const problems = problemsWith(typed);
  if (found === 'not reached' || Object.keys(problems).length > 0) {
    show(wrongPage(modelOf(visit, found, { formId, typed, problems }), page), found === 'not reached' ? 503 : 422);
    return;
  }
  const { key } = found.system;
  const { service, ownerTeam } = found.system.describe();
  const id = await fileRectification(house, actor, { item: attached(found), system: { key, service, ownerTeam }, words: typed, formId });
  redirect(`/requests/${id}/sent`);
}

function wordsIn(posted: Posted): RectificationWords {
  return { wrong: textOf(posted, 'wrong'), right: textOf(posted, 'right'), evidence: textOf(posted, 'evidence') };
}

function attached({ service, collection, record }: OwnItem): AttachedItem {
  return { service: service.name, part: collection.name, title: record.title, heldOn: record.heldOn, fields: [...record.fields], recipients: [...collection.facts.recipients], reference: record.reference };
}
