/** Shows and takes the steps of a request being written. */

import { stepPage, type StepModel } from '../../client/views/requests/steps.ts';
import { hasSafeContact } from '../correspondence/safe-contact.ts';
import { readContact, typedContact } from '../data-subjects/contact-form.ts';
import { glance } from '../holdings/glance.ts';
import type { Desk } from '../holdings/gather-decided.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { NotFound } from '../platform/errors.ts';
import { listOf, textOf, type Posted } from '../platform/forms.ts';
import type { Seek, Visit } from '../platform/permit.ts';
import { countBeforeAsking } from './answers-before-asking.ts';
import { dayInLondon } from './calendar-days.ts';
import { dayOf, emptyAnswers, firstUndone, isDraftStep, problemsIn, stepAfter, stepBefore, type DraftAnswers, type DraftStep, type Problems, type StepRules, type TypedDate } from './draft.ts';
import { beginDraft, keepDraft, readDraft, type Draft } from './drafts.ts';

/** The draft under the field names that the policies and the doors ask for. */
export interface DraftThing {
  readonly id: string;
  readonly accountId: string;
  readonly draft: Draft;
}

type DraftVisit = Visit<DraftThing, ResidentActor>;
type FirstVisit = Visit<object, ResidentActor>;

export async function draftOf({ house, actor, params }: Seek<'resident'>): Promise<DraftThing | null> {
  const draft = await readDraft(house, actor, params['draft'] ?? '');
  if (draft === null) return null;
  // A contact may have been kept elsewhere since the draft was begun; it is never asked for twice.
  const hasContact = draft.answers.hasContact || (await hasSafeContact(house, actor));
  return { id: draft.id, accountId: draft.accountId, draft: { ...draft, answers: { ...draft.answers, hasContact } } };
}

interface Shown {
  readonly step: DraftStep;
  readonly draft: Draft | null;
  readonly answers: DraftAnswers;
  readonly problems: Problems;
  readonly typed: Readonly<Record<string, string>>;
  readonly knownServices: readonly string[];
  /** How many items the live view shows; only the first step says so. */
  readonly alreadyShown?: number;
}

function modelOf({ step, draft, answers, problems, typed, knownServices, alreadyShown = 0 }: Shown): StepModel {
  const before = stepBefore(step, answers);
  return {
    ...answers,
    step,
    draftId: draft?.id ?? null,
    version: draft?.version ?? 0,
    knownServices,
    typedContact: typed,
    fromOn: dayOf(answers.from),
    toOn: dayOf(answers.to),
    alreadyShown,
    backLink: draft === null || before === null ? '/requests' : `/requests/new/${draft.id}/${before}`,
    problems,
  };
}

/** Says how much can be seen without asking. */
export async function showFirstStep({ house, actor, req, page, show }: FirstVisit, knownServices: readonly string[], { desk, systems }: Desk): Promise<void> {
  const alreadyShown = await glance({ house, actor, session: req.session }, desk, systems);
  show(stepPage(modelOf({ step: 'what', draft: null, answers: emptyAnswers, problems: {}, typed: {}, knownServices, alreadyShown }), page));
}

export async function beginRequest({ house, actor, req, page, posted, show, redirect }: FirstVisit, knownServices: readonly string[], { desk, systems }: Desk): Promise<void> {
  const wasOffered = textOf(posted, 'offered') === 'yes';
  const answers = { ...taken('what', posted, emptyAnswers), hasContact: await hasSafeContact(house, actor) };
  const problems = problemsIn('what', answers, rulesAt(house.clock.now(), knownServices));
  if (Object.keys(problems).length > 0) {
    const alreadyShown = wasOffered ? await glance({ house, actor, session: req.session }, desk, systems) : 0;
    show(stepPage(modelOf({ step: 'what', draft: null, answers, problems, typed: {}, knownServices, alreadyShown }), page), 422);
    return;
  }
  const id = await beginDraft(house, actor, answers);
  if (wasOffered) await countBeforeAsking(house, actor, 'carried on');
  redirect(`/requests/new/${id}/${stepAfter('what', answers)}`);
}

function rulesAt(now: Date, knownServices: readonly string[]): StepRules {
  return { knownServices, today: dayInLondon(now) };
}

function stepIn(params: Readonly<Record<string, string>>): DraftStep {
  const word = params['step'] ?? '';
  if (!isDraftStep(word)) throw new NotFound('no such step');
  return word;
}

/** The check page is only for a draft whose other steps are done; until then it leads to the first that is not. */
export function showStep({ house, params, thing, page, show, redirect }: DraftVisit, knownServices: readonly string[]): void {
  const step = stepIn(params);
  const { draft } = thing;
  const undone = firstUndone(draft.answers, rulesAt(house.clock.now(), knownServices));
  if (step === 'check' && undone !== 'check') {
    redirect(`/requests/new/${draft.id}/${undone}`);
    return;
  }
  show(stepPage(modelOf({ step, draft, answers: draft.answers, problems: {}, typed: {}, knownServices }), page));
}

export async function answerStep(visit: DraftVisit, knownServices: readonly string[]): Promise<void> {
  const { house, actor, params, thing, page, posted, show, redirect } = visit;
  const step = stepIn(params);
  const draft = { ...thing.draft, version: Number(textOf(posted, 'version')) || thing.draft.version };
  const contact = step === 'contact' && !draft.answers.hasContact ? readContact(posted) : null;
  const answers = contact?.contact === undefined || contact.contact === null ? taken(step, posted, draft.answers) : { ...draft.answers, hasContact: true };
  const problems = contact?.problems ?? problemsIn(step, answers, rulesAt(house.clock.now(), knownServices));
  if (Object.keys(problems).length > 0) {
    show(stepPage(modelOf({ step, draft, answers, problems, typed: typedContact(posted), knownServices }), page), 422);
    return;
  }
  await keepDraft(house, actor, { draft: { ...draft, answers }, contact: contact?.contact ?? null });
  redirect(`/requests/new/${draft.id}/${stepAfter(step, answers)}`);
}

/** The answers with what this step posted, exactly as typed. */
function taken(step: DraftStep, posted: Posted, answers: DraftAnswers): DraftAnswers {
  switch (step) {
    case 'what':
      return { ...answers, scope: oneOf(['everything', 'some'] as const, textOf(posted, 'scope')) };
    case 'services':
      return { ...answers, services: [...listOf(posted, 'services')] };
    case 'dates':
      return { ...answers, dates: oneOf(['all', 'between'] as const, textOf(posted, 'dates')), from: typedDate('from', posted), to: typedDate('to', posted) };
    case 'help':
      return { ...answers, help: textOf(posted, 'help') };
    case 'contact':
    case 'check':
      return answers;
  }
}

function oneOf<Word extends string>(words: readonly Word[], typed: string): Word | null {
  return words.find((word) => word === typed) ?? null;
}

function typedDate(name: string, posted: Posted): TypedDate {
  return { day: textOf(posted, `${name}-day`), month: textOf(posted, `${name}-month`), year: textOf(posted, `${name}-year`) };
}
