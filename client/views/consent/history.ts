/** Every answer a person gave to one purpose, with the wording then beside the wording now. */
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import type { HistoryModel } from './models.ts';
import { keptWording } from './wording.ts';

export function historyPage(model: HistoryModel, page: Page): Html {
  const { t } = page;
  const entries = model.entries.length === 0 ? html`<p class="govuk-body">${t('consent.history.empty')}</p>` : html`<ol class="govuk-list fs-history" reversed>${model.entries.map((entry) => entryOf(page, entry))}</ol>`;
  const now = html`<h2 class="govuk-heading-m">${t('consent.history.now')}</h2>${keptWording(page, model.now)}`;
  return residentLayout(page, { title: 'your-choices', heading: t('consent.history.heading'), backLink: '/choices', body: html`${entries}${now}` });
}

function entryOf(page: Page, entry: HistoryModel['entries'][number]): Html {
  const { t } = page;
  const when = t('consent.moment', { day: page.day(entry.when.on), time: page.time(entry.when.at) });
  const then = entry.isSameAsNow
    ? html`<p class="govuk-body">${t('consent.history.same')}</p>`
    : details({ summaryText: t('consent.history.then', { version: entry.wording.version }), html: keptWording(page, entry.wording) });
  return html`<li><h2 class="govuk-heading-s">${t(`consent.kind.${entry.kind}`)}</h2><p class="govuk-body">${when}</p>${then}<p class="govuk-body"><a class="govuk-link" href="/choices/receipts/${entry.receiptId}">${t('consent.choices.receipt')}<span class="govuk-visually-hidden">: ${when}</span></a></p></li>`;
}
