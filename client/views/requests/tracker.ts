/** Where a request is: the state in a word, the last day with its working, and what happens next. */

import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { clockDrawing } from './clock-drawing.ts';

export interface TrackerMessage {
  readonly on: string;
  readonly at: Date;
  readonly words: string;
}

export interface TrackerModel {
  readonly id: string;
  readonly reference: string;
  readonly state: 'received' | 'waiting-for-you' | 'finding' | 'checking' | 'ready' | 'closed';
  readonly clock: 'running' | 'paused' | 'not_started';
  readonly receivedOn: string;
  readonly dueOn: string | null;
  readonly today: string;
  readonly isLate: boolean;
  readonly services: readonly string[];
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly answerId: string | null;
  readonly messages: readonly TrackerMessage[];
}

export function trackerPage(model: TrackerModel, page: Page): Html {
  const { t } = page;
  const body = html`
<p class="govuk-body">${t('requests.tracker.status')}: ${tag({ text: t(`requests.states.${model.state}`), classes: model.state === 'ready' ? 'govuk-tag--green' : 'govuk-tag--blue' })}</p>
${dueSentence(model, page)}
${model.answerId !== null && button({ text: t('requests.tracker.read'), href: `/reading/${model.answerId}` })}
<h2 class="govuk-heading-m">${t('requests.tracker.next.heading')}</h2>
<p class="govuk-body">${t(`requests.tracker.next.${model.state}`)}</p>
${model.answerId === null && model.dueOn !== null && clockDrawing({ receivedOn: model.receivedOn, dueOn: model.dueOn, today: model.today }, page)}
${facts(model, page)}
<p class="govuk-body"><a class="govuk-link" href="/requests/${model.id}/search">${t('certificates.link')}</a></p>
<h2 class="govuk-heading-m">${t('requests.tracker.messages')}</h2>
${messages(model, page)}
<h2 class="govuk-heading-m">${t('requests.tracker.rights')}</h2>
<p class="govuk-body">${t('requests.tracker.rightsText', { phone: page.council.phone })}</p>`;
  return residentLayout(page, { title: 'your-request', heading: t('requests.tracker.heading'), body, backLink: '/requests' });
}

function dueSentence(model: TrackerModel, page: Page): Html {
  const { t } = page;
  if (model.state === 'ready') return html`<p class="govuk-body">${t('requests.tracker.dueReady')}</p>`;
  if (model.clock === 'not_started' || model.dueOn === null) return insetText({ text: t('requests.tracker.notStarted') });
  if (model.clock === 'paused') return insetText({ text: t('requests.tracker.paused') });
  const key = model.isLate ? 'requests.tracker.late' : 'requests.tracker.due';
  return html`<p class="govuk-body-l">${t(key, { due: page.day(model.dueOn) })}</p>
<p class="govuk-body"><a class="govuk-link" href="/requests/${model.id}/dates">${t('requests.tracker.howWorked')}</a></p>`;
}

function facts(model: TrackerModel, page: Page): Html {
  const { t } = page;
  const services = model.services.length === 0 ? t('requests.tracker.everything') : model.services.join(', ');
  const row = (key: string, value: string): { key: { text: string }; value: { text: string } } => ({ key: { text: t(key) }, value: { text: value } });
  return summaryList({
    rows: [
      row('requests.tracker.asked', services),
      row('requests.check.dates', datesOf(model, page)),
      row('requests.tracker.reference', model.reference),
      row('requests.tracker.received', page.day(model.receivedOn)),
      ...(model.dueOn === null ? [] : [row('requests.tracker.dueLabel', page.day(model.dueOn))]),
    ],
  });
}

export function datesOf({ fromOn, toOn }: { readonly fromOn: string | null; readonly toOn: string | null }, page: Page): string {
  if (fromOn === null || toOn === null) return page.t('requests.dates.all');
  return page.t('requests.check.between', { from: page.day(fromOn), to: page.day(toOn) });
}

export function messages(model: Pick<TrackerModel, 'messages'>, page: Page): Html {
  if (model.messages.length === 0) return html`<p class="govuk-body">${page.t('requests.tracker.noMessages')}</p>`;
  const items = model.messages.map(({ on, at, words }) => html`<li><p class="govuk-body"><strong>${page.day(on)}, ${page.time(at)}</strong><br>${words}</p></li>`);
  return html`<ol class="govuk-list fs-messages">${items}</ol>`;
}
