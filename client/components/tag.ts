/** One word for the state of a thing. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, type Attributes, type Options } from './params.ts';

export type TagParams = Options<{ text: string; html: Html; classes: string; attributes: Attributes }>;

/** The word carries the meaning; the colour only repeats it. */
export function tag(params: TagParams): Html {
  return html`<strong class="${classes('govuk-tag', params.classes)}"${attributes(params.attributes)}>${contentOf(params)}</strong>`;
}
