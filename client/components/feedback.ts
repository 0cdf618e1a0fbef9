/** Asks how a page served its reader. */
import { html, type Html } from './html.ts';
import {
  attributes,
  classes,
  hasMarkup,
  heading,
  isGiven,
  words,
  type Attributes,
  type HeadingLevel,
  type Options,
} from './params.ts';

export type FeedbackParams = Options<{
  titleText: string;
  titleHtml: Html;
  headingLevel: HeadingLevel;
  text: string;
  html: Html;
  classes: string;
  attributes: Attributes;
}>;

/** Plain text becomes a paragraph. */
export function feedback(params: FeedbackParams): Html {
  const paragraph = isGiven(params.text) && html`<p class="govuk-body">${params.text}</p>`;
  const content = hasMarkup(params.html) ? params.html : paragraph;
  return html`
    <div class="${classes('govuk-feedback', 'govuk-width-container', params.classes)}"${attributes(params.attributes)}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          ${heading({ level: params.headingLevel ?? 2, className: 'govuk-feedback__title' }, words(params.titleHtml, params.titleText))}
          ${content !== false && html`<div class="govuk-feedback__body">${content}</div>`}
        </div>
      </div>
    </div>
  `;
}
