/** The stock link that leaves the site in a hurry. */
import { button } from './button.ts';
import { html, raw, type Html } from './html.ts';
import { attribute, attributes, classes, hasContent, isGiven, scriptWords, type Attributes, type Options } from './params.ts';

export type ExitThisPageParams = Options<{
  text: string;
  html: Html;
  redirectUrl: string;
  id: string;
  classes: string;
  attributes: Attributes;
  activatedText: string;
  timedOutText: string;
  pressTwoMoreTimesText: string;
  pressOneMoreTimeText: string;
}>;

const stockWords = raw('<span class="govuk-visually-hidden">Emergency</span> Exit this page');

/** It only follows a link and ends no session: resident pages use `exitForm` of the layout instead. */
export function exitThisPage(params: ExitThisPageParams): Html {
  const spoken = scriptWords({
    activated: params.activatedText,
    'timed-out': params.timedOutText,
    'press-two-more-times': params.pressTwoMoreTimesText,
    'press-one-more-time': params.pressOneMoreTimeText,
  });
  const link = button({
    html: hasContent(params) ? params.html : stockWords,
    text: params.text,
    classes: 'govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button',
    href: isGiven(params.redirectUrl) ? params.redirectUrl : 'https://www.bbc.co.uk/weather',
    attributes: { rel: 'nofollow noreferrer' },
  });
  return html`
    <div${attribute('id', params.id)} class="${classes('govuk-exit-this-page', params.classes)}"
      data-module="govuk-exit-this-page"${attributes(params.attributes)}${attributes(spoken)}
    >
      ${link}
    </div>
  `;
}
