/** The command that works out a deadline from facts on standard input. */
import { createInterface } from 'node:readline';
import { text as readAsText } from 'node:stream/consumers';
import { Command } from 'commander';
import { createInstance } from 'i18next';
import { z } from 'zod';
import words from '../../client/locales/en/clock.json' with { type: 'json' };
import { nations } from '../../policies/bank-holidays.ts';
import { calendarDay, dayInLondon, isCalendarDay, type CalendarDay } from './calendar-days.ts';
import { explainClock, type ClockSentence, type ExplainedClock } from './clock-trace.ts';
import { type ClockEvent, type ClockFacts } from './clock.ts';
import { holidayCalendarOf } from './working-days.ts';

const day = z
  .string({ error: 'must be a date written YYYY-MM-DD' })
  .refine(isCalendarDay, { error: 'must be a date that exists, written YYYY-MM-DD' })
  .transform(calendarDay);

const instantPattern = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}/;
const instantSchema = z.iso.datetime({ offset: true });

const dayOrInstant = z.string({ error: 'must be a date or an instant' }).transform((text, context): CalendarDay => {
  if (isCalendarDay(text)) return text;
  const written = instantPattern.exec(text)?.[1];
  if (written !== undefined && isCalendarDay(written) && instantSchema.safeParse(text).success) {
    return dayInLondon(new Date(text));
  }
  context.addIssue({ code: 'custom', message: 'must be a date (YYYY-MM-DD) or an instant with its offset (such as 2026-06-30T23:30:00Z)' });
  return z.NEVER;
});

const startItemTypes = ['id', 'fee', 'authority'] as const;

const eventSchema = z.discriminatedUnion(
  'type',
  [
    z
      .object({ type: z.enum([...startItemTypes, 'clarification']), asked: day, received: day.nullish() })
      .transform((event): ClockEvent => ({ type: event.type, askedOn: event.asked, receivedOn: event.received ?? null })),
    z
      .object({ type: z.literal('extension'), notified: day })
      .transform((event): ClockEvent => ({ type: 'extension', notifiedOn: event.notified })),
  ],
  { error: 'must be id, fee, authority, clarification or extension' },
);

const factsSchema = z
  .object(
    {
      nation: z.enum(nations, { error: `must be one of ${nations.join(', ')}` }),
      received: dayOrInstant,
      events: z.array(eventSchema, { error: 'must be a list' }).max(1000, { error: 'must have at most 1000 entries' }).default([]),
    },
    { error: 'must be one JSON object' },
  )
  .transform((facts): ClockFacts => ({ nation: facts.nation, receivedOn: facts.received, events: facts.events }));

/** What the command prints for one set of facts, and whether it is an answer.
 *  @param text one JSON object */
export function answerDeadline(text: string): { readonly output: string; readonly isAnswered: boolean } {
  try {
    return { output: JSON.stringify(printed(factsSchema.parse(JSON.parse(text)))), isAnswered: true };
  } catch (error) {
    return { output: JSON.stringify({ error: sentenceFor(error) }), isAnswered: false };
  }
}

/** Reads one object, or with --lines one a line, from standard input. */
export function deadlineCommand(): Command {
  return new Command('deadline')
    .description('work out when an answer is due, from the facts of a request on standard input')
    .option('--lines', 'read one JSON object a line and answer each on its own line')
    .addHelpText(
      'after',
      '\nExample:\n  echo \'{"nation": "scotland", "received": "2026-10-28", "events": []}\' | npm run -s fairsight -- deadline',
    )
    .action(async (options: { readonly lines?: boolean }) => {
      if (options.lines === true) await answerEachLine();
      else print(answerDeadline(await readAsText(process.stdin)));
    });
}

async function answerEachLine(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() !== '') print(answerDeadline(line));
  }
}

function print(answer: { readonly output: string; readonly isAnswered: boolean }): void {
  process.stdout.write(`${answer.output}\n`);
  if (!answer.isAnswered) process.exitCode = 1;
}

function printed(facts: ClockFacts): Readonly<Record<string, unknown>> {
  const explained = explainClock(facts);
  const { clock } = explained;
  return {
    status: clock.status,
    relevant_date: clock.relevantOn,
    due: clock.dueOn,
    due_unrolled: clock.dueUnrolledOn,
    due_conservative: clock.dueConservativeOn,
    notice_deadline: clock.noticeDeadlineOn,
    excluded_days: clock.excludedDays,
    ...(facts.events.some((event) => event.type === 'extension') ? { extension_valid: clock.isExtensionValid } : {}),
    waiting_for: clock.waitingFor,
    trace: explained.trace.map((step) => inEnglish(step.says)),
    ...warningOf(explained, facts),
  };
}

function warningOf(explained: ExplainedClock, facts: ClockFacts): { readonly warning?: string } {
  if (!explained.isHolidayListTooShort) return {};
  const lastKnown = holidayCalendarOf(facts.nation).knownThroughOn;
  return { warning: inEnglish({ key: 'clock.warning.holidays-unknown', days: lastKnown === null ? {} : { lastKnown } }) };
}

const english = createInstance();
void english.init({
  lng: 'en',
  initAsync: false,
  resources: { en: { translation: { clock: words } } },
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
});

const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

function inEnglish(sentence: ClockSentence): string {
  const days = Object.entries(sentence.days).map(([name, value]): [string, string] => [name, longDay.format(new Date(value)).replace(',', '')]);
  const holes: Record<string, string | number> = Object.fromEntries(days);
  if (sentence.count !== undefined) holes['count'] = sentence.count;
  return english.t(sentence.key, holes);
}

function sentenceFor(error: unknown): string {
  if (error instanceof SyntaxError) return 'The input is not JSON.';
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'The input' : issue.path.join('.');
    return `${where} ${issue?.message ?? 'cannot be read'}.`;
  }
  if (error instanceof RangeError) return error.message;
  throw error;
}
