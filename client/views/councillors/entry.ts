/** One guidance entry: question, short answer, why, source, how sure we are, whom to ask, and whether it was read. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { summaryList } from '../../components/summary-list.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface EntryWords {
  readonly question: string;
  readonly shortAnswer: string;
  readonly why: string;
  readonly source: string;
  readonly confidence: 'high' | 'medium';
}

export interface EntryModel {
  readonly id: string;
  readonly words: EntryWords;
  readonly wordingSha256: string;
  /** The last time this councillor confirmed it; with the words of that day if they were others. */
  readonly confirmed: { readonly on: string; readonly wordsThen: EntryWords | null } | null;
  /** The words changed between reading and confirming; nothing was recorded. */
  readonly hasChangedMeanwhile: boolean;
}

export function guidanceEntryPage(model: EntryModel, page: Page): Html {
  const { t } = page;
  const changed = model.hasChangedMeanwhile && notificationBanner({ titleText: t('councillors.entry.changedTitle'), text: t('councillors.entry.changed'), role: 'alert' });
  const body = html`${changed}<p class="govuk-body-l">${model.words.shortAnswer}</p>${facts(page, model.words)}${confirmation(page, model)}`;
  return staffLayout(page, { title: t('councillors.list.heading'), heading: model.words.question, backLink: '/councillor/guidance', body });
}

function facts(page: Page, words: EntryWords): Html {
  const { t } = page;
  const whom = t('councillors.entry.whom', { officer: t('councillors.officer'), phone: page.council.phone });
  return summaryList({
    rows: [
      { key: { text: t('councillors.entry.why') }, value: { text: words.why } },
      { key: { text: t('councillors.entry.source') }, value: { text: words.source } },
      { key: { text: t('councillors.entry.howSure') }, value: { text: t(`councillors.entry.confidence.${words.confidence}`) } },
      { key: { text: t('councillors.entry.whoToAsk') }, value: { text: whom } },
    ],
  });
}

function confirmation(page: Page, model: EntryModel): Html {
  const { t } = page;
  const { confirmed } = model;
  if (confirmed !== null && confirmed.wordsThen === null) {
    return insetText({ text: t('councillors.entry.confirmed', { day: page.day(confirmed.on) }) });
  }
  const form = html`<form method="post" action="/councillor/guidance/${model.id}/confirm" novalidate>${csrfField(page)}<input type="hidden" name="wording" value="${model.wordingSha256}">${button({ text: t('councillors.entry.confirm'), preventDoubleClick: true })}</form>`;
  if (confirmed === null || confirmed.wordsThen === null) return form;
  const then = confirmed.wordsThen;
  const before = details({
    summaryText: t('councillors.entry.confirmedBefore', { day: page.day(confirmed.on) }),
    html: html`<h2 class="govuk-heading-s">${t('councillors.entry.then')}</h2><p class="govuk-body">${then.question}</p><p class="govuk-body">${then.shortAnswer}</p>${facts(page, then)}`,
  });
  return html`${before}${form}`;
}
