/** The auto-escaping template in which every page and component is written. */

const trusted = Symbol('trusted html');

/** Markup that is safe to send: made by `html`, or vouched for by `raw`. */
export interface Html {
  readonly [trusted]: true;
  readonly markup: string;
  toString(): string;
}

/** What may stand in a hole of the template. `null`, `undefined` and `false` leave nothing behind. */
export type Hole = Html | string | number | bigint | null | undefined | false | readonly Hole[];

class Markup implements Html {
  readonly [trusted] = true as const;
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

const needsEscape = /[&<>"']/;
const everyEscape = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe both between tags and inside a quoted attribute. */
export function escapeText(text: string): string {
  return needsEscape.test(text) ? text.replace(everyEscape, (character) => entities[character] ?? '') : text;
}

function isHtml(hole: object): hole is Html {
  return trusted in hole;
}

function fill(hole: Hole): string {
  if (hole === null || hole === undefined || hole === false) return '';
  if (typeof hole === 'string') return escapeText(hole);
  if (typeof hole !== 'object') return String(hole);
  if (isHtml(hole)) return hole.markup;
  let filled = '';
  for (const part of hole) filled += fill(part);
  return filled;
}

const kept = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The template's own text without the indentation it is written with, which would be a quarter of every page. */
function withoutIndentation(written: TemplateStringsArray): readonly string[] {
  const known = kept.get(written);
  if (known !== undefined) return known;
  const parts = written.map((part) => part.replace(/\n\s+/g, '\n'));
  kept.set(written, parts);
  return parts;
}

/** Markup with every hole escaped unless it is markup itself. A break in the template's own text stands for one break, however it is indented. */
export function html(written: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  const parts = withoutIndentation(written);
  let markup = parts[0] ?? '';
  for (let index = 0; index < holes.length; index += 1) {
    markup += fill(holes[index]) + (parts[index + 1] ?? '');
  }
  return new Markup(markup);
}

/** Markup taken as it is. Only for text that no person and no other system can influence. */
export function raw(markup: string): Html {
  return new Markup(markup);
}
