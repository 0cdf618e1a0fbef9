/** The account page, and the page on which a person shows which records are theirs. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { radios } from '../../components/radios.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export function accountPage(model: { readonly isBound: boolean }, page: Page): Html {
  const { t } = page;
  const body = html`<p class="govuk-body">${t(model.isBound ? 'account.bound' : 'account.notBound')}</p>
<ul class="govuk-list fs-rows">
${!model.isBound && html`<li><a class="govuk-link" href="/account/proof">${t('account.links.proof')}</a></li>`}
<li><a class="govuk-link" href="/account/contact">${t('account.links.contact')}</a></li>
</ul>
<p class="govuk-body">${t('account.links.language')}</p>
<form method="post" action="/sign-out">${csrfField(page)}${button({ text: t('account.links.signOut'), classes: 'govuk-button--secondary' })}</form>`;
  return residentLayout(page, { title: 'account', heading: t('account.heading'), body });
}

export interface ProofModel {
  readonly state: 'asking' | 'asking more' | 'waiting' | 'not matched' | 'bound';
  readonly waitUntilOn: string | null;
  /** For whoever helps; only while waiting. */
  readonly reference: string | null;
  readonly problem: string | null;
}

const ways = ['identity-check', 'office', 'worker', 'call', 'posted-code'] as const;

export function proofPage(model: ProofModel, page: Page): Html {
  const { t } = page;
  const errors = model.problem === null ? [] : [{ text: t(model.problem), href: '#way' }];
  const body = model.state === 'bound' ? boundBody(page) : html`${stateSentence(model, page)}${form(model, page)}
<p class="govuk-body">${t('account.proof.never')}</p>
<p class="govuk-body">${t('account.proof.askAnyway')} <a class="govuk-link" href="/requests/new">${t('account.proof.askLink')}</a></p>`;
  return residentLayout(page, { title: 'account', step: t('account.proof.step'), heading: t('account.proof.heading'), errors, body, backLink: '/account' });
}

function stateSentence(model: ProofModel, page: Page): Html {
  const { t } = page;
  if (model.state === 'waiting' && model.waitUntilOn !== null) return waiting(model, page.day(model.waitUntilOn), page);
  if (model.state === 'not matched') return insetText({ text: t('account.proof.notMatched') });
  return html`<p class="govuk-body">${t(model.state === 'asking more' ? 'account.proof.whyMore' : 'account.proof.why')}</p>`;
}

function waiting({ reference }: ProofModel, date: string, { t }: Page): Html {
  return html`${insetText({ text: t('account.proof.waiting', { date }) })}${reference !== null && html`<p class="govuk-body">${t('account.proof.reference', { reference })}</p>`}`;
}

function boundBody(page: Page): Html {
  return html`<p class="govuk-body">${page.t('account.proof.done')}</p><p class="govuk-body"><a class="govuk-link" href="/information">${page.t('account.proof.doneLink')}</a></p>`;
}

function form(model: ProofModel, page: Page): Html {
  const { t } = page;
  const question = radios({
    name: 'way',
    idPrefix: 'way',
    fieldset: { legend: { text: t('account.proof.ways.legend'), classes: 'govuk-fieldset__legend--m' } },
    ...(model.problem === null ? {} : { errorMessage: { text: t(model.problem) } }),
    items: ways.filter((way) => model.state !== 'asking more' || way !== 'identity-check').map((way) => ({ value: way, text: t(`account.proof.ways.${way}`) })),
  });
  return html`<form method="post" action="/account/proof" novalidate>${csrfField(page)}${model.state === 'asking more' && html`<input type="hidden" name="more" value="yes">`}${question}${button({ text: t('account.proof.continue'), preventDoubleClick: true })}</form>`;
}
