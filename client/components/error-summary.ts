/** All that is wrong with a form, at the top of its page. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, words, hasMarkup, isGiven, type Attributes, type Options } from './params.ts';

export type ErrorSummaryItem = Options<{ href: string; text: string; html: Html; attributes: Attributes }>;

export type ErrorSummaryParams = Options<{
  titleText: string;
  titleHtml: Html;
  descriptionText: string;
  descriptionHtml: Html;
  errorList: readonly ErrorSummaryItem[];
  disableAutoFocus: boolean;
  classes: string;
  attributes: Attributes;
}>;

function errorItem(item: ErrorSummaryItem): Html {
  if (!isGiven(item.href)) return html`<li>${contentOf(item)}</li>`;
  return html`<li><a href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a></li>`;
}

/** Each `href` is the id of the field, or of its first control. */
export function errorSummary(params: ErrorSummaryParams): Html {
  const errors = params.errorList ?? [];
  const hasDescription = hasMarkup(params.descriptionHtml) || isGiven(params.descriptionText);
  const focus = params.disableAutoFocus;
  return html`
    <div class="${classes('govuk-error-summary', params.classes)}"
      ${focus !== undefined && attributes({ 'data-disable-auto-focus': focus })}${attributes(params.attributes)}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title">${words(params.titleHtml, params.titleText)}</h2>
        <div class="govuk-error-summary__body">
          ${hasDescription && html`<p>${words(params.descriptionHtml, params.descriptionText)}</p>`}
          ${errors.length > 0 && html`<ul class="govuk-list govuk-error-summary__list">${errors.map(errorItem)}</ul>`}
        </div>
      </div>
    </div>
  `;
}
