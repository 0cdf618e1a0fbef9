/** News about the service or about what was just done, above the heading. */
import { html, type Hole, type Html } from './html.ts';
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

export type NotificationBannerParams = Options<{
  text: string;
  html: Html;
  titleText: string;
  titleHtml: Html;
  titleHeadingLevel: HeadingLevel;
  type: string;
  role: string;
  titleId: string;
  disableAutoFocus: boolean;
  classes: string;
  attributes: Attributes;
}>;

function contentOfBanner(params: NotificationBannerParams): Hole {
  if (hasMarkup(params.html)) return params.html;
  return isGiven(params.text) && html`<p class="govuk-notification-banner__heading">${params.text}</p>`;
}

/** `type: 'success'` takes the focus and is read out at once. */
export function notificationBanner(params: NotificationBannerParams): Html {
  const isSuccess = params.type === 'success';
  const role = isGiven(params.role) ? params.role : isSuccess ? 'alert' : 'region';
  const stockTitle = isSuccess ? 'Success' : 'Important';
  const title = words(params.titleHtml, isGiven(params.titleText) ? params.titleText : stockTitle);
  const titleId = isGiven(params.titleId) ? params.titleId : 'govuk-notification-banner-title';
  const focus = params.disableAutoFocus;
  return html`
    <div
      class="${classes('govuk-notification-banner', isSuccess && 'govuk-notification-banner--success', params.classes)}"
      role="${role}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"
      ${focus !== undefined && attributes({ 'data-disable-auto-focus': focus })}${attributes(params.attributes)}
    >
      <div class="govuk-notification-banner__header">
        ${heading({ level: params.titleHeadingLevel ?? 2, className: 'govuk-notification-banner__title', id: titleId }, title)}
      </div>
      <div class="govuk-notification-banner__content">${contentOfBanner(params)}</div>
    </div>
  `;
}
