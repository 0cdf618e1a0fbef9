/** What the council holds about the person signed in, service by service, with the reason and the source of each item. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export type ServiceState = 'answered' | 'nothing' | 'looking' | 'failed' | 'officer';

export interface HoldingsItem {
  readonly address: string;
  readonly title: string;
  readonly heldOn: string | null;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

export interface HoldingsCollection {
  readonly key: string;
  readonly name: string;
  readonly why: string;
  readonly source: string;
  readonly recipients: string;
  readonly retention: string;
  readonly items: readonly HoldingsItem[];
}

export interface HoldingsService {
  readonly key: string;
  readonly name: string;
  readonly state: ServiceState;
  readonly askedAt: Date;
  readonly isCutShort: boolean;
  readonly collections: readonly HoldingsCollection[];
}

const tagColours: Readonly<Record<ServiceState, string>> = {
  answered: 'govuk-tag--green',
  nothing: 'govuk-tag--grey',
  looking: 'govuk-tag--blue',
  failed: 'govuk-tag--red',
  officer: 'govuk-tag--blue',
};

export function holdingsPage(services: readonly HoldingsService[], page: Page): Html {
  const { t } = page;
  const body = html`<p class="govuk-body-l">${totals(services, page)}</p>
${services.every(({ state }) => state === 'nothing') && html`<p class="govuk-body">${t('holdings.emptyOverall')}</p>`}
${services.map((service) => serviceSection(service, page))}
<p class="govuk-body">${t('holdings.neverShown')}</p>
${button({ text: t('holdings.ask'), href: '/requests/new' })}`;
  return residentLayout(page, { title: 'your-information', heading: t('holdings.heading'), body });
}

export function oneServicePage(service: HoldingsService, page: Page): Html {
  const body = html`${serviceSection(service, page)}${button({ text: page.t('holdings.ask'), href: '/requests/new' })}`;
  return residentLayout(page, { title: 'your-information', heading: page.t('holdings.heading'), body, backLink: '/information' });
}

export interface OneItem {
  readonly service: HoldingsService;
  readonly collection: HoldingsCollection;
  readonly item: HoldingsItem;
}

export function oneItemPage({ service, collection, item }: OneItem, page: Page): Html {
  const body = html`<p class="govuk-body">${service.name}</p>${facts(collection, page)}${fieldsOf(item)}`;
  return residentLayout(page, { title: 'your-information', heading: item.title, body, backLink: `/information/${service.key}` });
}

/** For some accounts an officer does this instead of the page, for many everyday reasons. */
export function officerInsteadPage(page: Page): Html {
  const { t } = page;
  const body = html`<p class="govuk-body">${t('holdings.officer', { phone: page.council.phone })}</p>
${button({ text: t('holdings.ask'), href: '/requests/new' })}`;
  return residentLayout(page, { title: 'your-information', heading: t('holdings.heading'), body });
}

function totals(services: readonly HoldingsService[], page: Page): string {
  const answered = services.filter(({ state }) => state === 'answered' || state === 'nothing').length;
  const missing = services.length - answered;
  const said = page.t('holdings.answered', { count: answered });
  return missing === 0 ? said : `${said} ${page.t('holdings.missing', { count: missing })}`;
}

function serviceSection(service: HoldingsService, page: Page): Html {
  const { t } = page;
  const { name, state, key } = service;
  return html`<section class="fs-service" aria-labelledby="service-${key}"><h2 class="govuk-heading-m" id="service-${key}">${name} ${tag({ text: t(`holdings.states.${state}`), classes: tagColours[state] })}</h2>
${stateSentence(service, page)}
${service.collections.map((collection) => collectionSection(collection, page))}
${service.isCutShort && html`<p class="govuk-body">${t('holdings.cutShort', { service: name })}</p>`}
</section>`;
}

function stateSentence({ key, name, state, askedAt }: HoldingsService, page: Page): Html | false {
  const { t } = page;
  const sentence = (words: string): Html => html`<p class="govuk-body">${words}</p>`;
  switch (state) {
    case 'answered':
      return false;
    case 'nothing':
      return sentence(t('holdings.nothing', { service: name, time: page.time(askedAt) }));
    case 'looking':
      return sentence(t('holdings.looking', { service: name }));
    case 'officer':
      return sentence(t('holdings.officerForOne', { service: name, phone: page.council.phone }));
    case 'failed':
      return html`${sentence(t('holdings.failed', { service: name }))}
<form method="post" action="/information/${key}/try-again">${csrfField(page)}${button({ text: t('holdings.tryAgain', { service: name }), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  }
}

function collectionSection(collection: HoldingsCollection, page: Page): Html {
  const drawn = collection.items.map((item) => itemDetails(item, page));
  const first = drawn.slice(0, mostItemsUnfolded);
  const rest = drawn.slice(mostItemsUnfolded);
  return html`<div class="fs-collection"><h3 class="govuk-heading-s">${collection.name}</h3>${facts(collection, page)}${first}
${rest.length > 0 && details({ summaryText: page.t('holdings.older', { count: rest.length }), html: html`${rest}` })}</div>`;
}

/** A long list of one kind stays folded, so that the next kind is not pushed out of sight. */
const mostItemsUnfolded = 5;

function itemDetails(item: HoldingsItem, page: Page): Html {
  const link = html`<p class="govuk-body"><a class="govuk-link" href="/information/items/${item.address}">${page.t('holdings.itemLink')}<span class="govuk-visually-hidden"> ${item.title}</span></a></p>`;
  return details({ summaryText: summaryOf(item, page), html: html`${fieldsOf(item)}${link}` });
}

function summaryOf(item: HoldingsItem, page: Page): string {
  return item.heldOn === null ? item.title : page.t('holdings.itemOn', { title: item.title, day: page.day(item.heldOn) });
}

function facts(collection: HoldingsCollection, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string): object => ({ key: { text: t(`holdings.facts.${key}`) }, value: { text: value } });
  return summaryList({
    classes: 'govuk-summary-list--no-border',
    rows: [row('why', collection.why), row('source', collection.source), row('recipients', collection.recipients === '' ? t('holdings.noRecipients') : collection.recipients), row('retention', collection.retention)],
  });
}

function fieldsOf(item: HoldingsItem): Html {
  return summaryList({ rows: item.fields.map(({ label, value }) => ({ key: { text: label }, value: { text: value } })) });
}
