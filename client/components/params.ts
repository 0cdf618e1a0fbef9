/** The shapes that the components share: optional options, words or markup, and attributes. */
import { html, raw, escapeText, type Hole, type Html } from './html.ts';

/** Options may be left out or left undefined, so that a view can pass what it may not have. */
export type Options<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** An entry of a list that a view decided against; it leaves nothing behind. */
export type Absent = null | undefined | false | '';

export type AttributeValue = string | number | boolean | null | undefined;
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Words, escaped; or markup, which wins when both are given. */
export type Content = Options<{ text: string | number; html: Html }>;

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

export interface Heading {
  readonly level: HeadingLevel;
  readonly className: string;
  readonly id?: string;
}

const nothing = raw('');

/** The markup or the words of an option, whichever is there. */
export function contentOf(content: Content | undefined): Hole {
  return content === undefined ? undefined : words(content.html, content.text);
}

/** Markup when there is any, else the text. */
export function words(markup: Html | Absent, text: string | number | undefined): Hole {
  return hasMarkup(markup) ? markup : text;
}

export function hasMarkup(markup: Html | Absent): markup is Html {
  return typeof markup === 'object' && markup !== null && markup.markup !== '';
}

export function hasContent(content: Content | undefined): boolean {
  return content !== undefined && (hasMarkup(content.html) || isGiven(content.text));
}

/** True for what a person could see or a server could read: not missing, not empty. */
export function isGiven(value: AttributeValue): value is string | number | true {
  return value !== undefined && value !== null && value !== false && value !== '';
}

export function isPresent<T>(entry: T | Absent): entry is T {
  return entry !== null && entry !== undefined && entry !== false && entry !== '';
}

/** Class names in one string; what is missing is left out. */
export function classes(...names: readonly (string | null | undefined | false)[]): string {
  let joined = '';
  for (const name of names) if (isPresent(name)) joined += joined === '' ? name : ` ${name}`;
  return joined;
}

/** Attributes exactly as given: `true` reads "true" and a missing value reads "". */
export function attributes(given: Attributes | undefined): Html {
  if (given === undefined) return nothing;
  let markup = '';
  for (const name of Object.keys(given)) markup += ` ${escapeText(name)}="${escapeText(String(given[name] ?? ''))}"`;
  return raw(markup);
}

/** One attribute, left out when its value is missing, empty or false; `true` gives the name alone. */
export function attribute(name: string, value: AttributeValue): Html {
  if (!isGiven(value)) return nothing;
  return value === true ? raw(` ${name}`) : raw(` ${name}="${escapeText(String(value))}"`);
}

/** The words a script shows later, carried as data attributes; plural forms are an object. */
export function scriptWords(given: Readonly<Record<string, string | Readonly<Record<string, string>> | undefined>>): Attributes {
  const carried: Record<string, string> = {};
  for (const [key, message] of Object.entries(given)) {
    if (typeof message === 'string') {
      if (message !== '') carried[`data-i18n.${key}`] = message;
    } else if (message !== undefined) {
      for (const [form, sentence] of Object.entries(message)) carried[`data-i18n.${key}.${form}`] = sentence;
    }
  }
  return carried;
}

/** A heading of a level chosen by the page. */
export function heading({ level, className, id }: Heading, inner: Hole): Html {
  return html`${raw(`<h${level}`)} class="${className}"${attribute('id', id)}>${inner}${raw(`</h${level}>`)}`;
}

/** What is joined with spaces into `aria-describedby`. */
export function idList(...ids: readonly (string | null | undefined | false)[]): string {
  return classes(...ids);
}
