/** A warning that must not be missed; staff pages only, residents are told in plain text. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, isGiven, type Attributes, type Options } from './params.ts';

export type WarningTextParams = Options<{
  text: string;
  html: Html;
  iconFallbackText: string;
  classes: string;
  attributes: Attributes;
}>;

/** `iconFallbackText` is what a screen reader says for the mark. */
export function warningText(params: WarningTextParams): Html {
  const spoken = isGiven(params.iconFallbackText) ? params.iconFallbackText : 'Warning';
  return html`
    <div class="${classes('govuk-warning-text', params.classes)}"${attributes(params.attributes)}>
      <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">${spoken}</span> ${contentOf(params)}
      </strong>
    </div>
  `;
}
