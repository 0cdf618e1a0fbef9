/** The way back to the page before. */
import { html, type Html } from './html.ts';
import { attributes, classes, isGiven, words, type Attributes, type Options } from './params.ts';

export type BackLinkParams = Options<{ text: string; html: Html; href: string; classes: string; attributes: Attributes }>;

/** Always give `text` in the reader's language; the stock word is English. */
export function backLink(params: BackLinkParams): Html {
  const href = isGiven(params.href) ? params.href : '#';
  const label = words(params.html, isGiven(params.text) ? params.text : 'Back');
  return html`<a href="${href}" class="${classes('govuk-back-link', params.classes)}"${attributes(params.attributes)}>${label}</a>`;
}
