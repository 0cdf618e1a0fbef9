/** What every genre writer is given, and small turns of phrase they share. */
import type { Random } from '../seeded-random.ts';
import type { Teller } from '../story/teller.ts';

export interface Writing {
  readonly teller: Teller;
  /** `YYYY-MM-DD`. */
  readonly writtenOn: string;
  readonly reference: string;
}

const inWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `2008-03-01` as `1 March 2008`. */
export function dayInWords(day: string): string {
  return inWords.format(new Date(`${day}T00:00:00Z`));
}

/** `2008-03-01` as `01/03/2008`, the way case systems print it. */
export function shortDay(day: string): string {
  return day.split('-').reverse().join('/');
}

/** Days from the first to the last day given, spread unevenly, in order. */
export function daysBetween(period: { readonly from: string; readonly to: string }, count: number, random: Random): readonly string[] {
  const first = Date.parse(period.from);
  const span = (Date.parse(period.to) - first) / count;
  return Array.from({ length: count }, (_, at) => new Date(first + span * (at + random.next() * 0.9)).toISOString().slice(0, 10));
}

/** The same template told several times over, without saying the same thing twice: fewer where the grammar runs out. */
export function told(teller: Teller, template: string, times: number): readonly string[] {
  const byEnding = new Map<string, string>();
  for (let at = 0; at < times; at += 1) {
    const text = teller.tell(template);
    byEnding.set(text.slice(-24), text);
  }
  return [...byEnding.values()];
}
