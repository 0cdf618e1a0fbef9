/** A button, or a link that looks like one. */
import { html, raw, type Html } from './html.ts';
import { attribute, attributes, classes, hasMarkup, words, type Attributes, type Options } from './params.ts';

export type ButtonParams = Options<{
  text: string;
  html: Html;
  name: string;
  type: 'submit' | 'button' | 'reset';
  value: string;
  disabled: boolean;
  href: string;
  classes: string;
  attributes: Attributes;
  preventDoubleClick: boolean;
  isStartButton: boolean;
  id: string;
}>;

const startIcon = raw(`
  <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40"
    aria-hidden="true" focusable="false"
  >
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/>
  </svg>
`);

function ownAttributes({ value, name, disabled, preventDoubleClick: once }: ButtonParams): Html {
  const isOff = disabled === true && raw(' disabled aria-disabled="true"');
  const sendsOnce = once !== undefined && attributes({ 'data-prevent-double-click': once });
  return html`${attribute('value', value)}${attribute('name', name)}${isOff}${sendsOnce}`;
}

/** A link when `href` is given, else a button that submits unless told otherwise. */
export function button(params: ButtonParams): Html {
  const { isStartButton } = params;
  const className = classes('govuk-button', params.classes, isStartButton === true && 'govuk-button--start');
  const given = html`${attributes(params.attributes)}${attribute('id', params.id)}`;
  const shared = html` class="${className}" data-module="govuk-button"${given}`;
  const label =
    isStartButton === true && hasMarkup(params.html) ? html`<span>${params.html}</span>` : words(params.html, params.text);
  const icon = isStartButton === true && startIcon;
  if (params.href !== undefined && params.href !== '') {
    return html`<a href="${params.href}" role="button" draggable="false"${shared}>${label}${icon}</a>`;
  }
  return html`<button type="${params.type ?? 'submit'}"${ownAttributes(params)}${shared}>${label}${icon}</button>`;
}
