/** All of a person's choices on one page, with stopping one press away. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import type { ChoiceRow, ChoicesModel, Standing } from './models.ts';

const groups: readonly (readonly [name: 'yes' | 'no' | 'none', standings: readonly Standing[]])[] = [
  ['yes', ['yes', 'wording-changed', 'review-due']],
  ['no', ['no']],
  ['none', ['none']],
];

export function choicesPage(model: ChoicesModel, page: Page): Html {
  const { t } = page;
  const isEmpty = model.rows.length === 0;
  const sections = groups.map(([name, standings]) => section(page, { name, rows: model.rows.filter((row) => standings.includes(row.standing)) }));
  const body = html`${!model.isKnownPerson && unknownPerson(page)}${isEmpty ? html`<p class="govuk-body">${t('consent.choices.empty')}</p>` : sections}`;
  return residentLayout(page, { title: 'your-choices', heading: t('consent.choices.heading'), body });
}

/** The way on for somebody whose account is not bound to a person yet. */
export function unknownPerson(page: Page): Html {
  const { t } = page;
  return insetText({ html: html`<p class="govuk-body">${t('consent.unknownPerson.text')}</p><p class="govuk-body"><a class="govuk-link" href="/account/proof">${t('consent.unknownPerson.link')}</a></p>` });
}

function section(page: Page, group: { readonly name: 'yes' | 'no' | 'none'; readonly rows: readonly ChoiceRow[] }): Html | false {
  if (group.rows.length === 0) return false;
  return html`<section class="fs-choices"><h2 class="govuk-heading-m">${page.t(`consent.choices.group.${group.name}`)}</h2>${group.rows.map((row) => choice(page, row))}</section>`;
}

function choice(page: Page, row: ChoiceRow): Html {
  const { t } = page;
  const standing = row.since === null ? t(`consent.choices.standing.${row.standing}`) : t(`consent.choices.since.${row.standing}`, { day: page.day(row.since.on) });
  return html`<div class="govuk-summary-card"><div class="govuk-summary-card__title-wrapper"><h3 class="govuk-summary-card__title">${row.question}</h3></div><div class="govuk-summary-card__content"><p class="govuk-body">${standing}</p>${acts(page, row)}${links(page, row)}${askings(page, row)}</div></div>`;
}

function acts(page: Page, row: ChoiceRow): Html {
  const { t } = page;
  const spoken = html`<span class="govuk-visually-hidden">: ${row.name}</span>`;
  const stop = html`<form method="post" action="/choices/${row.purposeId}/stop" novalidate>${csrfField(page)}${button({ html: html`${t('consent.choices.stop')}${spoken}`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  const answer = button({ html: html`${t('consent.choices.answer')}${spoken}`, href: `/choices/${row.purposeId}`, classes: 'govuk-button--secondary' });
  const isYes = row.standing === 'yes';
  const isLapsed = row.standing === 'wording-changed' || row.standing === 'review-due';
  return html`<div class="govuk-button-group">${(isYes || isLapsed) && stop}${!isYes && answer}</div>`;
}

function links(page: Page, row: ChoiceRow): Html | false {
  if (row.receiptId === null) return false;
  const { t } = page;
  const spoken = html`<span class="govuk-visually-hidden">: ${row.name}</span>`;
  return html`<ul class="govuk-list"><li><a class="govuk-link" href="/choices/${row.purposeId}/history">${t('consent.choices.history')}${spoken}</a></li><li><a class="govuk-link" href="/choices/receipts/${row.receiptId}">${t('consent.choices.receipt')}${spoken}</a></li></ul>`;
}

function askings(page: Page, row: ChoiceRow): Html | false {
  if (row.askings.length === 0) return false;
  const lines = row.askings.map(({ systemName, last }) => html`<li>${page.t('consent.choices.asked', { system: systemName, day: page.day(last.on), time: page.time(last.at) })}</li>`);
  return html`<h4 class="govuk-heading-s">${page.t('consent.choices.whoAsked')}</h4><ul class="govuk-list">${lines}</ul>`;
}
