/** One item of what is held, with what became of it since the visit before, and the way to say that it is wrong. */

import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { factsList } from './facts.ts';
import type { HoldingsItem, HoldingsService, OneItem } from './models.ts';

export function itemDetails(item: HoldingsItem, service: HoldingsService, page: Page): Html {
  const { t } = page;
  const hidden = html`<span class="govuk-visually-hidden"> ${item.title}</span>`;
  const links = html`<p class="govuk-body"><a class="govuk-link" href="/information/items/${item.address}">${t('holdings.itemLink')}${hidden}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/information/items/${item.address}/wrong">${t('holdings.wrong')}${hidden}</a></p>`;
  return details({ summaryHtml: html`${summaryOf(item, page)}${changeTag(item, service, page)}`, html: html`${fieldsOf(item)}${links}` });
}

export function summaryOf(item: Pick<HoldingsItem, 'title' | 'heldOn'>, page: Page): string {
  return item.heldOn === null ? item.title : page.t('holdings.itemOn', { title: item.title, day: page.day(item.heldOn) });
}

export function changeTag(item: HoldingsItem, { comparedWithOn }: HoldingsService, page: Page): Html | false {
  if (item.change === null || comparedWithOn === null) return false;
  return html` ${tag({ text: page.t(`holdings.since.${item.change}`, { day: page.day(comparedWithOn) }), classes: item.change === 'new' ? 'govuk-tag--blue' : 'govuk-tag--yellow' })}`;
}

export function fieldsOf(item: Pick<HoldingsItem, 'fields'>): Html {
  return summaryList({ rows: item.fields.map(({ label, value }) => ({ key: { text: label }, value: { text: value } })) });
}

export function oneItemPage({ service, collection, item }: OneItem, page: Page): Html {
  const { t } = page;
  const where = summaryOf({ title: `${service.name}: ${collection.name}`, heldOn: item.heldOn }, page);
  const body = html`<p class="govuk-body">${where}${changeTag(item, service, page)}</p>
${fieldsOf(item)}
<p class="govuk-body"><a class="govuk-link" href="/information/items/${item.address}/wrong">${t('holdings.wrong')}</a></p>
<h2 class="govuk-heading-m">${t('holdings.about')}</h2>${factsList(collection.facts, page)}`;
  return residentLayout(page, { title: 'your-information', heading: item.title, body, backLink: `/information/${service.key}` });
}

/** Shown instead of an item while a service does not answer: it may be there, and it may not. */
export function itemNotReachedPage(page: Page): Html {
  const body = html`<p class="govuk-body">${page.t('holdings.notReached', { phone: page.council.phone })}</p>`;
  return residentLayout(page, { title: 'your-information', heading: page.t('holdings.heading'), body, backLink: '/information' });
}
