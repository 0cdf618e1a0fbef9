/** Something more that opens on a press. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, words, type Attributes, type Options } from './params.ts';

export type DetailsParams = Options<{
  summaryText: string;
  summaryHtml: Html;
  text: string;
  html: Html;
  id: string;
  open: boolean;
  classes: string;
  attributes: Attributes;
}>;

/** Works without a script. */
export function details(params: DetailsParams): Html {
  return html`
    <details${attribute('id', params.id)} class="${classes('govuk-details', params.classes)}"
      ${attributes(params.attributes)}${attribute('open', params.open)}
    >
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">${words(params.summaryHtml, params.summaryText)}</span>
      </summary>
      <div class="govuk-details__text">${contentOf(params)}</div>
    </details>
  `;
}
