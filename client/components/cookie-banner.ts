/** A message about cookies before the page begins. */
import { button } from './button.ts';
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, hasMarkup, isGiven, words, type Attributes, type Options } from './params.ts';

export type CookieAction = Options<{
  text: string;
  type: 'submit' | 'button';
  href: string;
  name: string;
  value: string;
  classes: string;
  attributes: Attributes;
}>;

export type CookieMessage = Options<{
  headingText: string;
  headingHtml: Html;
  text: string;
  html: Html;
  actions: readonly CookieAction[];
  hidden: boolean;
  role: string;
  classes: string;
  attributes: Attributes;
}>;

export type CookieBannerParams = Options<{
  ariaLabel: string;
  hidden: boolean;
  classes: string;
  attributes: Attributes;
  messages: readonly CookieMessage[];
}>;

function actionOf(action: CookieAction): Html {
  if (isGiven(action.href) && action.type !== 'button') {
    return html`<a class="${classes('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}</a>`;
  }
  return button({ ...action, type: action.type ?? 'button' });
}

function message(given: CookieMessage): Html {
  const title =
    (hasMarkup(given.headingHtml) || isGiven(given.headingText)) &&
    html`<h2 class="govuk-cookie-banner__heading govuk-heading-m">${words(given.headingHtml, given.headingText)}</h2>`;
  const paragraph = isGiven(given.text) && html`<p class="govuk-body">${given.text}</p>`;
  const content = hasMarkup(given.html) ? given.html : paragraph;
  const actions =
    given.actions !== undefined &&
    html`
    <div class="govuk-button-group">${given.actions.map((action) => html` ${actionOf(action)} `)}</div>
  `;
  return html`
    <div class="${classes('govuk-cookie-banner__message', given.classes, 'govuk-width-container')}"
      ${attribute('role', given.role)}${attributes(given.attributes)}${attribute('hidden', given.hidden)}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          ${title}
          <div class="govuk-cookie-banner__content">${content}</div>
        </div>
      </div>
      ${actions}
    </div>
  `;
}

/** Fairsight sets only the cookies a service cannot do without, so none of its own pages needs this. */
export function cookieBanner(params: CookieBannerParams): Html {
  const name = isGiven(params.ariaLabel) ? params.ariaLabel : 'Cookie banner';
  return html`
    <div class="${classes('govuk-cookie-banner', params.classes)}" data-nosnippet role="region" aria-label="${name}"
      ${attribute('hidden', params.hidden)}${attributes(params.attributes)}
    >
      ${(params.messages ?? []).map(message)}
    </div>
  `;
}
