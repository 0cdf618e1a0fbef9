/** The receipt of one answer: what, when, how, the exact words, who relies on it and how to stop. */
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import type { ReceiptModel } from './models.ts';
import { keptWording } from './wording.ts';

export function receiptPage(model: ReceiptModel, page: Page): Html {
  const { t } = page;
  const facts = summaryList({
    rows: [
      { key: { text: t('consent.receipt.answer') }, value: { text: t(`consent.kind.${model.kind}`) } },
      { key: { text: t('consent.receipt.when') }, value: { text: t('consent.moment', { day: page.day(model.when.on), time: page.time(model.when.at) }) } },
      { key: { text: t('consent.receipt.how') }, value: { text: t('consent.receipt.portal') } },
      { key: { text: t('consent.receipt.number') }, value: { text: model.receiptId } },
    ],
  });
  const words = html`<h2 class="govuk-heading-m">${t('consent.receipt.words')}</h2>${keptWording(page, model.wording)}`;
  const body = html`<p class="govuk-body-l">${outcome(model, page)}</p>${facts}${words}<p class="govuk-body"><a class="govuk-link" href="/choices">${t('consent.receipt.back')}</a></p>`;
  return residentLayout(page, { title: 'your-choices', heading: t('consent.receipt.heading'), backLink: '/choices', body });
}

function outcome(model: ReceiptModel, page: Page): string {
  const { t } = page;
  switch (model.kind) {
    case 'given':
    case 'reaffirmed':
      return t('consent.receipt.saidYes', { controllers: listed(page, model.wording.controllers) });
    case 'refused':
      return t('consent.receipt.saidNo', { date: page.day(model.askAgainOn) });
    default:
      return t('consent.receipt.stopped');
  }
}

function listed(page: Page, names: readonly string[]): string {
  return new Intl.ListFormat(page.lang, { type: 'conjunction' }).format(names);
}
