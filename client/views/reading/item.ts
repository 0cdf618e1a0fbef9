/** One item: the document in its own order, blanks in place, and the way on, back and out. */

import type { StandsFor } from '../../../server/disclosure/answer-content.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import type { Page } from '../page.ts';
import { explanation, plainRuns, runs, type ExplainedKind, type InItem, type ShownRun } from './blanks.ts';
import { readingFrame, type Room } from './frame.ts';

export interface ReadingItem {
  readonly room: Room;
  readonly number: number;
  readonly total: number;
  readonly title: readonly ShownRun[];
  readonly service: string;
  readonly datedOn: string | null;
  /** Where it is held as well, and how many earlier messages it quotes in full. */
  readonly standsFor: StandsFor | null;
  /** For a record. */
  readonly fields: readonly { readonly label: string; readonly value: readonly ShownRun[] }[];
  /** For a document: some of its pages. */
  readonly pages: readonly { readonly number: number; readonly paragraphs: readonly (readonly ShownRun[])[] }[];
  readonly pageCount: number;
  /** A long document is read in stretches of pages; from 1. */
  readonly stretch: number;
  readonly stretchCount: number;
  readonly fileName: string | null;
  /** The kinds that occur in this item. */
  readonly kinds: readonly ExplainedKind[];
}

function stretchAddress({ room, number }: ReadingItem, stretch: number): string {
  return stretch === 1 ? `${room.base}/items/${number}` : `${room.base}/items/${number}?pages=${stretch}`;
}

function documentPages(model: ReadingItem, item: InItem, page: Page): Html {
  const { t } = page;
  if (model.pages.length === 0) return html`<p class="govuk-body">${t('reading.item.empty')}</p>`;
  return html`${model.pages.map(
    ({ number, paragraphs }) =>
      html`<section class="fs-document"><h3 class="govuk-heading-s">${t('reading.item.page', { number })}</h3>${paragraphs.map((paragraph) => html`<p class="govuk-body">${runs(paragraph, item, page)}</p>`)}</section>`,
  )}`;
}

function standing({ standsFor }: ReadingItem, { t }: Page): Html | false {
  if (standsFor === null) return false;
  const copies = standsFor.copies.map(({ service, count }) => html`<p class="govuk-hint">${t('reading.item.copies', { service, count })}</p>`);
  return html`${copies}${standsFor.messages > 0 && html`<p class="govuk-hint">${t('reading.item.messages', { count: standsFor.messages })}</p>`}`;
}

function recordFields(model: ReadingItem, item: InItem, page: Page): Html {
  return summaryList({ rows: model.fields.map(({ label, value }) => ({ key: { text: label }, value: { html: html`${runs(value, item, page)}` } })) });
}

function stretchLinks(model: ReadingItem, { t }: Page): Html {
  const { stretch, stretchCount } = model;
  if (stretchCount <= 1) return html``;
  const before = stretch > 1 && html`<li><a class="govuk-link" rel="prev" href="${stretchAddress(model, stretch - 1)}">${t('reading.item.previousPages')}</a></li>`;
  const after = stretch < stretchCount && html`<li><a class="govuk-link" rel="next" href="${stretchAddress(model, stretch + 1)}">${t('reading.item.nextPages')}</a></li>`;
  return html`<ul class="govuk-list">${before}${after}</ul>`;
}

function leftOutHere({ kinds, room }: ReadingItem, { t }: Page): Html {
  if (kinds.length === 0) return html``;
  return html`<h2 class="govuk-heading-m">${t('reading.item.blanks')}</h2>${kinds.map((kind) => html`<h3 class="govuk-heading-s">${kind.label}</h3>${explanation(kind)}`)}${!room.isPreview && html`<p class="govuk-body">${t('reading.leftOut.again')}</p>`}`;
}

function wayOn(model: ReadingItem, page: Page): Html {
  const { t } = page;
  const { room, number, total } = model;
  const previous = number > 1 && html`<li><a class="govuk-link" rel="prev" href="${room.base}/items/${number - 1}">${t('reading.item.previous')}</a></li>`;
  const next = number < total && button({ text: t('reading.item.next'), href: `${room.base}/items/${number + 1}` });
  const stop = !room.isPreview && html`<form method="post" action="${room.base}/items/${number}/stop">${csrfField(page)}${button({ text: t('reading.item.stop'), classes: 'govuk-button--secondary' })}</form>`;
  return html`<nav aria-label="${t('reading.item.navigation')}"><div class="govuk-button-group">${next}</div><ul class="govuk-list">${previous}<li><a class="govuk-link" href="${room.base}/contents">${t('reading.item.contents')}</a></li></ul></nav>${stop}`;
}

export function itemPage(model: ReadingItem, page: Page): Html {
  const { t } = page;
  const { room, number, total, service, datedOn, pages, pageCount } = model;
  const item: InItem = { room, number, kinds: model.kinds };
  const from = datedOn === null ? t('reading.item.fromUndated', { service }) : t('reading.item.from', { service, date: page.day(datedOn) });
  const [first, last] = [pages.at(0)?.number, pages.at(-1)?.number];
  const range = model.stretchCount > 1 && first !== undefined && last !== undefined && html`<p class="govuk-hint">${t('reading.item.pages', { first, last, total: pageCount })}</p>`;
  const file = model.fileName !== null && !room.isPreview && html`<p class="govuk-body"><a class="govuk-link" href="${room.base}/downloads/${model.fileName}">${t('reading.item.file')}</a></p>`;
  const content = model.fields.length > 0 ? recordFields(model, item, page) : documentPages(model, item, page);
  // The h1 says only where one is: it may be read aloud in a kitchen, and a title may not.
  const body = html`<h2 class="govuk-heading-m">${plainRuns(model.title, model.kinds)}</h2><p class="govuk-hint">${from}</p>${standing(model, page)}${range}${content}${stretchLinks(model, page)}${leftOutHere(model, page)}<p class="govuk-hint">${t('reading.item.names')}</p>${file}${wayOn(model, page)}`;
  return readingFrame(room, page, { heading: t('reading.item.where', { number, total }), step: t('reading.steps.item', { number }), body, backLink: `${room.base}/contents` });
}
