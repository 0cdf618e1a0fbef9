/** What the council holds about the person signed in, service by service, with the reason and the source of each item. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { tag } from '../../components/tag.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { goneWords, hasChanges } from './changes.ts';
import { factsList } from './facts.ts';
import { itemDetails } from './item.ts';
import type { HoldingsCollection, HoldingsService, ServiceState } from './models.ts';

const tagColours: Readonly<Record<ServiceState, string>> = {
  answered: 'govuk-tag--green',
  nothing: 'govuk-tag--grey',
  unshown: 'govuk-tag--green',
  looking: 'govuk-tag--blue',
  failed: 'govuk-tag--red',
  officer: 'govuk-tag--blue',
};

export interface HoldingsModel {
  readonly services: readonly HoldingsService[];
  /** True for somebody who was about to ask for a copy, and looks whether that is needed. */
  readonly isAsking: boolean;
}

export function holdingsPage({ services, isAsking }: HoldingsModel, page: Page): Html {
  const { t } = page;
  const body = html`<p class="govuk-body-l">${totals(services, page)}</p>
${hasChanges(services) && html`<p class="govuk-body"><a class="govuk-link" href="/information/changes">${t('holdings.changes.link')}</a></p>`}
${services.every(({ state }) => state === 'nothing') && html`<p class="govuk-body">${t('holdings.emptyOverall')}</p>`}
${services.map((service) => serviceSection(service, page))}
<p class="govuk-body">${t('holdings.neverShown')}</p>
${isAsking ? askingEnd(page) : askForCopy(page)}`;
  return residentLayout(page, { title: 'your-information', heading: t('holdings.heading'), body });
}

function askForCopy(page: Page): Html {
  return button({ text: page.t('holdings.ask'), href: '/requests/new' });
}

/** Both ways on are of one size, and neither is chosen beforehand. */
function askingEnd(page: Page): Html {
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('holdings.asking.heading')}</h2><p class="govuk-body">${t('holdings.asking.text')}</p>
<form method="post" action="/requests/new/answered">${csrfField(page)}<div class="govuk-button-group">
${button({ text: t('holdings.asking.answered'), name: 'said', value: 'answered', classes: 'govuk-button--secondary', preventDoubleClick: true })}
${button({ text: t('holdings.asking.carryOn'), name: 'said', value: 'carry-on', classes: 'govuk-button--secondary', preventDoubleClick: true })}</div></form>`;
}

export function oneServicePage(service: HoldingsService, page: Page): Html {
  const body = html`${serviceSection(service, page)}${askForCopy(page)}`;
  return residentLayout(page, { title: 'your-information', heading: page.t('holdings.heading'), body, backLink: '/information' });
}

export function officerInsteadPage(page: Page): Html {
  const { t } = page;
  const body = html`<p class="govuk-body">${t('holdings.officer', { phone: page.council.phone })}</p>
${askForCopy(page)}`;
  return residentLayout(page, { title: 'your-information', heading: t('holdings.heading'), body });
}

function totals(services: readonly HoldingsService[], page: Page): string {
  const answered = services.filter(({ state }) => state === 'answered' || state === 'unshown' || state === 'nothing').length;
  const missing = services.length - answered;
  const said = page.t('holdings.answered', { count: answered });
  return missing === 0 ? said : `${said} ${page.t('holdings.missing', { count: missing })}`;
}

function serviceSection(service: HoldingsService, page: Page): Html {
  const { t } = page;
  const { name, state, key } = service;
  return html`<section class="fs-service" aria-labelledby="service-${key}"><h2 class="govuk-heading-m" id="service-${key}">${name} ${tag({ text: t(`holdings.states.${state}`), classes: tagColours[state] })}</h2>
${stateSentence(service, page)}
${service.collections.map((collection) => collectionSection(collection, service, page))}
${service.isCutShort && html`<p class="govuk-body">${t('holdings.cutShort', { service: name })}</p>`}
${service.readFirst.length > 0 && html`<p class="govuk-body">${t('holdings.readFirst', { parts: listed(service.readFirst, page) })}</p>`}
${details({ summaryText: t('holdings.aboutService', { service: name }), html: factsList(service.facts, page) })}
</section>`;
}

function listed(parts: readonly string[], { lang }: Page): string {
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(parts);
}

function stateSentence({ key, name, state, askedAt }: HoldingsService, page: Page): Html | false {
  const { t } = page;
  const sentence = (words: string): Html => html`<p class="govuk-body">${words}</p>`;
  switch (state) {
    case 'answered':
      return false;
    case 'nothing':
      return sentence(t('holdings.nothing', { service: name, time: page.time(askedAt) }));
    case 'unshown':
      return sentence(t('holdings.unshown', { service: name }));
    case 'looking':
      return sentence(t('holdings.looking', { service: name }));
    case 'officer':
      return sentence(t('holdings.officerForOne', { service: name, phone: page.council.phone }));
    case 'failed':
      return html`${sentence(t('holdings.failed', { service: name }))}
<form method="post" action="/information/${key}/try-again">${csrfField(page)}${button({ text: t('holdings.tryAgain', { service: name }), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  }
}

/** A long list of one kind stays folded, so that the next kind is not pushed out of sight. */
const mostItemsUnfolded = 5;

function collectionSection(collection: HoldingsCollection, service: HoldingsService, page: Page): Html {
  const { t } = page;
  const drawn = collection.items.map((item) => itemDetails(item, service, page));
  const rest = drawn.slice(mostItemsUnfolded);
  const gone = goneWords(collection, service, page);
  return html`<div class="fs-collection"><h3 class="govuk-heading-s">${collection.name}</h3>${factsList(collection.facts, page)}${drawn.slice(0, mostItemsUnfolded)}
${rest.length > 0 && details({ summaryText: t('holdings.older', { count: rest.length }), html: html`${rest}` })}
${gone !== '' && html`<p class="govuk-body">${gone}</p>`}</div>`;
}
