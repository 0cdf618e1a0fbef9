/** The question before a session ends, and the page after it has. */
import type { Html } from '../../components/html.ts';
import { stayOrLeave } from '../idle-warning.ts';
import type { Page } from '../page.ts';
import { interruption, wayOn } from './interruption.ts';

/** `/still-here`: hides what was on screen and extends nothing until “Stay signed in” is pressed. Drawing it asks nothing again. */
export function stillHerePage(model: { readonly returnTo: string }, page: Page): Html {
  const { t } = page;
  const { idleWarningSeconds: _asksAgain, ...calm } = page;
  return interruption(calm, {
    title: 'account',
    heading: t('layout.idle.heading'),
    sentences: [t('layout.idle.text')],
    next: stayOrLeave(page, { returnTo: model.returnTo, isInDialog: false }),
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
