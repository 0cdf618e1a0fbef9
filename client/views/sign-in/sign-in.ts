/** Where a person chooses a way to sign in, and where they land when it did not work. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { interruption } from '../errors/interruption.ts';
import { asWritten, sendAgain, type KeptFields } from '../errors/send-again.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface SignInModel {
  /** A path of ours, already checked. */
  readonly returnTo: string;
}

interface Way {
  readonly action: string;
  readonly label: string;
  readonly classes?: string;
}

function wayIn({ action, label, classes = '' }: Way, model: SignInModel, page: Page): Html {
  return html`<form method="post" action="${action}">${csrfField(page)}<input type="hidden" name="return" value="${model.returnTo}">${button({ text: label, classes })}</form>`;
}

/** Nothing starts by GET: each way is a button of its own. */
export function signInPage(model: SignInModel, page: Page): Html {
  const { t, council } = page;
  const resident = wayIn({ action: '/sign-in/resident', label: t('sign-in.start.resident') }, model, page);
  const staff = wayIn({ action: '/sign-in/staff', label: t('sign-in.start.staff'), classes: 'govuk-button--secondary' }, model, page);
  const body = html`
    <p class="govuk-body">${t('sign-in.start.where')}</p>
    ${resident}
    <p class="govuk-body"><a class="govuk-link" href="/help/shared-devices">${t('sign-in.start.shared')}</a></p>
    <p class="govuk-body">${t('sign-in.start.other', { phone: council.phone })} <a class="govuk-link" href="/help/other-ways">${t('sign-in.start.otherLink')}</a></p>
    <h2 class="govuk-heading-m">${t('sign-in.start.staffHeading')}</h2>
    ${staff}`;
  return residentLayout(page, { title: 'account', heading: t('sign-in.start.heading'), body });
}

/** After a new sign-in: the form that was sent before it, to be looked at and sent by the person. */
export function keptFormPage(model: { readonly action: string; readonly kept: KeptFields }, page: Page): Html {
  const { t } = page;
  const key = asWritten(model.kept).length > 0 ? 'sign-in.kept' : 'sign-in.keptUnwritten';
  return interruption(page, {
    title: 'account',
    heading: t(`${key}.heading`),
    sentences: [t(`${key}.text`)],
    next: sendAgain(page, { ...model, label: t('sign-in.kept.send') }),
  });
}

export interface RefusedModel extends SignInModel {
  /** Why, as a closed word; each has a sentence that says what to do. */
  readonly refusal: string;
}

const sentenceOf: Readonly<Record<string, string>> = {
  'malformed-answer': 'unfinished',
  'unknown-transaction': 'unfinished',
  'wrong-provider': 'unfinished',
  'token-refused': 'notSafe',
  'somebody-else': 'notSafe',
  'too-weak': 'tooWeak',
  'too-old': 'tooOld',
  cancelled: 'cancelled',
  'provider-refused': 'away',
  'provider-unavailable': 'away',
  'unknown-staff': 'unknownStaff',
  'account-disabled': 'closed',
};

/** Nobody was signed in; whoever was signed in before still is. */
export function refusedSignInPage(model: RefusedModel, page: Page): Html {
  const { t } = page;
  const key = `sign-in.refused.${sentenceOf[model.refusal] ?? 'notSafe'}`;
  const again = html`<p class="govuk-body"><a class="govuk-link" href="/sign-in?return=${encodeURIComponent(model.returnTo)}">${t('sign-in.refused.again')}</a></p>`;
  const other = html`<p class="govuk-body"><a class="govuk-link" href="/help/other-ways">${t('sign-in.refused.other')}</a></p>`;
  return interruption(page, { title: 'account', heading: t(`${key}.heading`), sentences: [t(`${key}.text`)], next: html`${again}${other}` });
}
