/** Asks for a second sign-in at the act that needs it; the same words for everyone. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { interruption, wayOn } from './interruption.ts';

export interface StepUpModel {
  /** The form posts here; nothing starts by GET. */
  readonly action: string;
  /** Hidden fields that bind the second sign-in to this act on this thing. */
  readonly fields: Readonly<Record<string, string>>;
}

function startForm(model: StepUpModel, page: Page, words: string): Html {
  const fields = Object.entries(model.fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const other = wayOn('/help/other-ways', page.t('errors.stepUp.cannot'));
  return html`<form method="post" action="${model.action}">${csrfField(page)}${fields}${button({ text: words })}</form>${other}`;
}

/** 401, before the second sign-in. */
export function stepUpPage(model: StepUpModel, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    title: 'account',
    heading: t('errors.stepUp.heading'),
    sentences: [t('errors.stepUp.text')],
    next: startForm(model, page, t('errors.stepUp.continue')),
  });
}

/** The second sign-in came back weaker than asked; the first one still stands. */
export function weakerSignInPage(model: StepUpModel, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    title: 'account',
    heading: t('errors.stepUp.weaker.heading'),
    sentences: [t('errors.stepUp.weaker.text')],
    next: startForm(model, page, t('errors.stepUp.weaker.again')),
  });
}

/** The second sign-in was somebody else's: the session has already been ended. */
export function otherAccountPage(page: Page): Html {
  const { t } = page;
  return interruption(page, {
    title: 'account',
    heading: t('errors.stepUp.other.heading'),
    sentences: [t('errors.stepUp.other.text')],
    next: wayOn('/sign-in', t('errors.signedOut.signIn')),
  });
}
