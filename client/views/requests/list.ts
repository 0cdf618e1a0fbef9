/** All requests of one account, newest first. */

import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { tag } from '../../components/tag.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface ListedRequest {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly state: string;
  readonly receivedOn: string;
}

export function requestsPage(requests: readonly ListedRequest[], page: Page): Html {
  const { t } = page;
  const rows = requests.map(
    ({ id, kind, reference, state, receivedOn }) => html`<li class="fs-row"><a class="govuk-link" href="/requests/${id}">${t(kind === 'rectification' ? 'requests.list.saidWrong' : 'requests.list.asked', { day: page.day(receivedOn) })}</a>
<span class="govuk-body-s">${t('requests.list.reference', { reference })}</span> ${tag({ text: t(kind === 'rectification' ? `requests.wrong.states.${state}` : `requests.states.${state}`), classes: 'govuk-tag--blue' })}</li>`,
  );
  const body = html`${requests.length === 0 ? html`<p class="govuk-body">${t('requests.list.empty')}</p>` : html`<ul class="govuk-list fs-rows">${rows}</ul>`}
${button({ text: t('requests.list.new'), href: '/requests/new' })}`;
  return residentLayout(page, { title: 'your-request', heading: t('requests.list.heading'), body });
}
