/** Says things in the reader's language: sentences from the language files, days, and times of day. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type i18n } from 'i18next';
import type { Translate } from '../../client/views/page.ts';
import { projectRoot } from './config.ts';
import { remembering } from './remembering.ts';

export interface Language {
  readonly code: string;
  /** The language's name in itself. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  /** Chooses the forms of days, times and plurals. */
  readonly locale: string;
  readonly morning: string;
  readonly afternoon: string;
}

/** A tree of sentences, as a language file holds it. */
export interface Sentences {
  readonly [key: string]: string | Sentences;
}

export const english: Language = { code: 'en', name: 'English', dir: 'ltr', locale: 'en-GB', morning: 'am', afternoon: 'pm' };
export const welsh: Language = { code: 'cy', name: 'Cymraeg', dir: 'ltr', locale: 'cy', morning: 'yb', afternoon: 'yh' };

/** The languages a resident can choose, in the order in which the switch shows them. */
export const languages: readonly Language[] = [english, welsh];

const timeZone = 'Europe/London';

/** All files of one language folder in one tree; the first segment of a key is the name of its file. */
export function readSentences(code: string, localesFolder = join(projectRoot(), 'client/locales')): Sentences {
  const folder = join(localesFolder, code);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(files.map((name) => [name.slice(0, -'.json'.length), readFile(join(folder, name))]));
}

function readFile(path: string): Sentences {
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isSentences(read)) throw new Error(`${path} is not a tree of sentences`);
  return read;
}

function isSentences(read: unknown): read is Sentences {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return false;
  return Object.values(read).every((value) => typeof value === 'string' || isSentences(value));
}

/** Sentences of several languages; what one lacks is said in English. Values stand in single braces and are not escaped: the page template does that. */
export function openWords(byLanguage: Readonly<Record<string, Sentences>>): (code: string) => Translate {
  const engine = i18next.createInstance();
  void engine.init({
    resources: Object.fromEntries(Object.entries(byLanguage).map(([code, sentences]) => [code, { translation: sentences }])),
    fallbackLng: english.code,
    initAsync: false,
    nsSeparator: false,
    contextSeparator: '\u0000',
    returnNull: false,
  });
  const translators = new Map<string, Translate>();
  return (code) => {
    const known = translators.get(code);
    if (known !== undefined) return known;
    const made = translator(engine, code);
    if (code in byLanguage) translators.set(code, made);
    return made;
  };
}

/** A sentence is looked up once for each form it takes in number; filling in its values is all that is left to each page. */
function translator(engine: i18n, code: string): Translate {
  const find = engine.getFixedT(code);
  const plurals = new Intl.PluralRules(languageOf(code).locale);
  const found = new Map<string, Sentence>();
  return (key, values) => {
    const count = values?.['count'];
    const isCounted = typeof count === 'number';
    const form = isCounted ? `${key} ${count === 0 ? 'nought' : plurals.select(count)}` : key;
    let sentence = found.get(form);
    if (sentence === undefined) {
      sentence = takeApart(find(key, { nest: false, skipInterpolation: true, ...(isCounted ? { count } : {}) }));
      found.set(form, sentence);
    }
    return values === undefined ? sentence.text : fillIn(sentence, values);
  };
}

/** A sentence and its pieces: text, placeholder, text, placeholder, … text. */
interface Sentence {
  readonly text: string;
  readonly pieces: readonly string[];
}

function takeApart(text: string): Sentence {
  return { text, pieces: text.split(/\{([A-Za-z]\w*)\}/) };
}

/** A placeholder without a value stays as it stands, so that a test or a reader notices. */
function fillIn({ pieces }: Sentence, values: Readonly<Record<string, string | number>>): string {
  let filled = pieces[0] ?? '';
  for (let index = 1; index < pieces.length; index += 2) {
    const name = pieces[index] ?? '';
    filled += `${Object.hasOwn(values, name) ? values[name] : `{${name}}`}${pieces[index + 1] ?? ''}`;
  }
  return filled;
}

let shipped: ((code: string) => Translate) | undefined;

/** The translator of a language we ship; read from disk once. An unknown code is answered in English. */
export function translatorFor(code: string): Translate {
  shipped ??= openWords(Object.fromEntries(languages.map((language) => [language.code, readSentences(language.code)])));
  return shipped(languageOf(code).code);
}

export function languageOf(code: string): Language {
  return languages.find((language) => language.code === code) ?? english;
}

/** The first language a browser asks for that we have: `cy-GB, en;q=0.8` gives Welsh. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const asked = (acceptLanguage ?? '').split(',', 10).map((entry) => {
    const [tag = '', ...settings] = entry.trim().toLowerCase().split(';');
    const weight = settings.map((setting) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(setting)?.[1]).find((q) => q !== undefined);
    return { code: tag.split('-', 1)[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
  });
  const wanted = asked.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  for (const { code } of wanted) {
    const language = languages.find((candidate) => candidate.code === code);
    if (language !== undefined) return language;
  }
  return english;
}

const dayParts = ['weekday', 'day', 'month', 'year'];
const dayWriters = new Map<string, (isoDay: string) => string>();

/** Writes a calendar day (YYYY-MM-DD): “Monday 16 November 2026”.
 *  @throws RangeError if it is not a calendar day. */
export function dayWords(code: string): (isoDay: string) => string {
  const { locale } = languageOf(code);
  const known = dayWriters.get(locale);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  // The same few days stand on every page, and writing one takes longer than all the rest of its sentence.
  const written = remembering<string>(2_000);
  const write = (isoDay: string): string =>
    written(isoDay, () =>
      format
        .formatToParts(new Date(`${isoDay}T00:00:00Z`))
        .filter(({ type }) => dayParts.includes(type))
        .map(({ value }) => value)
        .join(' '),
    );
  dayWriters.set(locale, write);
  return write;
}

const timeWriters = new Map<string, (instant: Date) => string>();

/** Writes the time of day in Europe/London: “10:42 am”, or “10:42” for staff, who read 24 hours. */
export function timeWords(code: string, readers: 'residents' | 'staff' = 'residents'): (instant: Date) => string {
  const language = languageOf(code);
  const name = `${language.code} ${readers}`;
  const known = timeWriters.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const write = (instant: Date): string => {
    const clock = format.format(instant);
    return readers === 'staff' ? clock : halfDay(clock, language);
  };
  timeWriters.set(name, write);
  return write;
}

function halfDay(clock: string, language: Language): string {
  const hour = Number(clock.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}${clock.slice(2)} ${hour < 12 ? language.morning : language.afternoon}`;
}
