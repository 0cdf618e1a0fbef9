/** The label of a form field. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, hasContent, type Attributes, type Options } from './params.ts';

export type LabelParams = Options<{
  text: string;
  html: Html;
  for: string;
  isPageHeading: boolean;
  classes: string;
  attributes: Attributes;
}>;

/** Nothing at all when there are no words. */
export function label(params: LabelParams): Html {
  if (!hasContent(params)) return html``;
  const element = html`
    <label class="${classes('govuk-label', params.classes)}"${attributes(params.attributes)}${attribute('for', params.for)}>
      ${contentOf(params)}
    </label>
  `;
  return params.isPageHeading === true ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element;
}
