/** The first link of a page, past all that repeats. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, isGiven, type Attributes, type Options } from './params.ts';

export type SkipLinkParams = Options<{ text: string; html: Html; href: string; classes: string; attributes: Attributes }>;

/** Goes to `#content` unless told otherwise. */
export function skipLink(params: SkipLinkParams): Html {
  const href = isGiven(params.href) ? params.href : '#content';
  const className = classes('govuk-skip-link', params.classes);
  const given = attributes(params.attributes);
  return html`<a href="${href}" class="${className}"${given} data-module="govuk-skip-link">${contentOf(params)}</a>`;
}
