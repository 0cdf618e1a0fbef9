/** A request being written, step by step, and what each step needs before the next. */

import { z } from 'zod';
import { isCalendarDay } from './calendar-days.ts';

export const draftSteps = ['what', 'services', 'dates', 'help', 'contact', 'check'] as const;
export type DraftStep = (typeof draftSteps)[number];

const typedDate = z.object({ day: z.string(), month: z.string(), year: z.string() });
export type TypedDate = z.infer<typeof typedDate>;

/** Everything as it was typed, so that nothing is lost between steps. */
export const draftAnswersSchema = z.object({
  scope: z.enum(['everything', 'some']).nullable(),
  services: z.array(z.string()),
  dates: z.enum(['all', 'between']).nullable(),
  from: typedDate,
  to: typedDate,
  help: z.string(),
  hasContact: z.boolean(),
});
export type DraftAnswers = Readonly<z.infer<typeof draftAnswersSchema>>;

const noDate: TypedDate = { day: '', month: '', year: '' };
export const emptyAnswers: DraftAnswers = { scope: null, services: [], dates: null, from: noDate, to: noDate, help: '', hasContact: false };

export const draftDays = 14;
export const maxHelpLength = 4_000;

export function isDraftStep(word: string): word is DraftStep {
  return (draftSteps as readonly string[]).includes(word);
}

/** The steps of this draft: services are asked only of those who want some. */
export function stepsOf(answers: DraftAnswers): readonly DraftStep[] {
  return draftSteps.filter((step) => step !== 'services' || answers.scope === 'some');
}

export function stepAfter(step: DraftStep, answers: DraftAnswers): DraftStep {
  const steps = stepsOf(answers);
  return steps[steps.indexOf(step) + 1] ?? 'check';
}

export function stepBefore(step: DraftStep, answers: DraftAnswers): DraftStep | null {
  const steps = stepsOf(answers);
  return steps[steps.indexOf(step) - 1] ?? null;
}

/** Problems by field, each a key of the language files; none means the step is done. */
export type Problems = Readonly<Record<string, string>>;

export interface StepRules {
  readonly knownServices: readonly string[];
  readonly today: string;
}

export function problemsIn(step: DraftStep, answers: DraftAnswers, rules: StepRules): Problems {
  switch (step) {
    case 'what':
      return answers.scope === null ? { scope: 'requests.problems.scope' } : {};
    case 'services':
      return answers.services.some((service) => rules.knownServices.includes(service)) ? {} : { services: 'requests.problems.services' };
    case 'dates':
      return dateProblems(answers, rules.today);
    case 'help':
      return answers.help.length > maxHelpLength ? { help: 'requests.problems.help' } : {};
    case 'contact':
      return answers.hasContact ? {} : { channel: 'requests.problems.contact' };
    case 'check':
      return {};
  }
}

function dateProblems(answers: DraftAnswers, today: string): Problems {
  if (answers.dates === null) return { dates: 'requests.problems.dates' };
  if (answers.dates === 'all') return {};
  const [from, to] = [dayOf(answers.from), dayOf(answers.to)];
  const problems: Record<string, string> = {};
  if (from === null) problems['from-day'] = 'requests.problems.from';
  if (to === null) problems['to-day'] = 'requests.problems.to';
  if (from !== null && from > today) problems['from-day'] = 'requests.problems.fromFuture';
  if (from !== null && to !== null && from >= to) problems['from-day'] = 'requests.problems.order';
  return problems;
}

/** The first step that is not done, in order; `check` when all are. */
export function firstUndone(answers: DraftAnswers, rules: StepRules): DraftStep {
  return stepsOf(answers).find((step) => Object.keys(problemsIn(step, answers, rules)).length > 0) ?? 'check';
}

const monthNames: readonly (readonly string[])[] = [
  ['january', 'jan', 'ionawr'], ['february', 'feb', 'chwefror'], ['march', 'mar', 'mawrth'], ['april', 'apr', 'ebrill'],
  ['may', 'mai'], ['june', 'jun', 'mehefin'], ['july', 'jul', 'gorffennaf'], ['august', 'aug', 'awst'],
  ['september', 'sep', 'sept', 'medi'], ['october', 'oct', 'hydref'], ['november', 'nov', 'tachwedd'], ['december', 'dec', 'rhagfyr'],
];

function monthNumber(typed: string): number {
  const word = typed.trim().toLowerCase();
  const named = monthNames.findIndex((names) => names.includes(word));
  return named >= 0 ? named + 1 : Number(/^\d{1,2}$/.test(word) ? word : '0');
}

/** YYYY-MM-DD from what was typed: `7`, `07`, `july` and `Gorffennaf` are all July. Null when it is no day. */
export function dayOf({ day, month, year }: TypedDate): string | null {
  if (!/^\s*\d{1,2}\s*$/.test(day) || !/^\s*\d{4}\s*$/.test(year)) return null;
  const iso = `${year.trim()}-${String(monthNumber(month)).padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
  return isCalendarDay(iso) ? iso : null;
}
