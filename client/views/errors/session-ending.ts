/** The question before a session ends, and the page after it has. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { interruption, wayOn } from './interruption.ts';

/** `/still-here`: hides what was on screen and extends nothing until “Stay signed in” is pressed. Drawing it asks nothing again. */
export function stillHerePage(model: { readonly returnTo: string }, page: Page): Html {
  const { t } = page;
  const stay = html`
    <form method="post" action="/still-here">
      ${csrfField(page)}
      <input type="hidden" name="return" value="${model.returnTo}">
      ${button({ text: t('layout.idle.stay') })}
    </form>
  `;
  const leave = html`
    <form method="post" action="/sign-out">
      ${csrfField(page)}${button({ text: t('layout.idle.leave'), classes: 'govuk-button--secondary' })}
    </form>
  `;
  const { idleWarningSeconds: _asksAgain, ...calm } = page;
  return interruption(calm, {
    title: 'account',
    heading: t('layout.idle.heading'),
    sentences: [t('layout.idle.text')],
    next: html`<div class="govuk-button-group">${stay}${leave}</div>`,
  });
}

/** `/signed-out`, and what an expired session or Back after leaving shows. */
export function signedOutPage(model: { readonly signInAddress: string }, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    title: 'account',
    heading: t('errors.signedOut.heading'),
    sentences: [t('errors.signedOut.text')],
    next: wayOn(model.signInAddress, t('errors.signedOut.signIn')),
  });
}
