/** What has changed in what is held since the visit before, service by service. */

import { html, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { changeTag, summaryOf } from './item.ts';
import type { HoldingsCollection, HoldingsService } from './models.ts';

export function changesPage(services: readonly HoldingsService[], page: Page): Html {
  const { t } = page;
  const compared = services.filter(({ comparedWithOn }) => comparedWithOn !== null);
  const unanswered = services.filter(({ state }) => state === 'looking' || state === 'failed');
  const body = html`${compared.length === 0 ? html`<p class="govuk-body">${t('holdings.changes.first')}</p>` : compared.map((service) => changesOf(service, page))}
${unanswered.map(({ name }) => html`<p class="govuk-body">${t('holdings.changes.unanswered', { service: name })}</p>`)}
<p class="govuk-body">${t('holdings.changes.how')}</p>`;
  return residentLayout(page, { title: 'your-information', heading: t('holdings.changes.heading'), body, backLink: '/information' });
}

function changesOf(service: HoldingsService, page: Page): Html {
  const { t } = page;
  const parts = service.collections.flatMap((collection) => linesOf(collection, service, page));
  const since = service.comparedWithOn === null ? '' : page.day(service.comparedWithOn);
  const inner = parts.length === 0 ? html`<p class="govuk-body">${t('holdings.changes.none', { day: since })}</p>` : html`<ul class="govuk-list">${parts.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<h2 class="govuk-heading-m">${service.name}</h2>${inner}`;
}

function linesOf(collection: HoldingsCollection, service: HoldingsService, page: Page): readonly Html[] {
  const changed = collection.items.filter(({ change }) => change !== null);
  const lines = changed.map((item) => html`<a class="govuk-link" href="/information/items/${item.address}">${summaryOf(item, page)}</a>${changeTag(item, service, page)}`);
  return collection.gone === 0 ? lines : [...lines, html`${collection.name}: ${goneWords(collection, service, page)}`];
}

/** Empty where nothing went. */
export function goneWords({ gone }: HoldingsCollection, { comparedWithOn }: HoldingsService, page: Page): string {
  return gone === 0 || comparedWithOn === null ? '' : page.t('holdings.since.gone', { count: gone, day: page.day(comparedWithOn) });
}

export function hasChanges(services: readonly HoldingsService[]): boolean {
  return services.some(({ collections }) => collections.some(({ gone, items }) => gone > 0 || items.some(({ change }) => change !== null)));
}
