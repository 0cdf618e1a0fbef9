/** What is wrong with one form field. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, type Attributes, type Options } from './params.ts';

export type ErrorMessageParams = Options<{
  text: string;
  html: Html;
  id: string;
  classes: string;
  attributes: Attributes;
  visuallyHiddenText: string;
}>;

/** `visuallyHiddenText` stands before the message for screen readers; an empty one leaves it out. */
export function errorMessage(params: ErrorMessageParams): Html {
  const spoken = params.visuallyHiddenText ?? 'Error';
  const prefix = spoken !== '' && html`<span class="govuk-visually-hidden">${spoken}:</span> `;
  return html`
    <p${attribute('id', params.id)} class="${classes('govuk-error-message', params.classes)}"${attributes(params.attributes)}>
      ${prefix}${contentOf(params)}
    </p>
  `;
}
