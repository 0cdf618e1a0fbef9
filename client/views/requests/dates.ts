/** How the last day was worked out, step by step, as it was kept when it was decided. */

import { html, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface DatesModel {
  readonly id: string;
  readonly steps: readonly { readonly key: string; readonly days: Readonly<Record<string, string>>; readonly count?: number | undefined }[];
}

export function datesPage(model: DatesModel, page: Page): Html {
  const { t } = page;
  const steps = model.steps.map((step) => html`<li>${sentenceOf(step, page)}</li>`);
  const body = html`<h2 class="govuk-heading-m">${t('requests.dates-explained.listTitle')}</h2><ol class="govuk-list govuk-list--number">${steps}</ol>`;
  return residentLayout(page, { title: 'your-request', heading: t('requests.dates-explained.heading'), body, backLink: `/requests/${model.id}` });
}

export function sentenceOf(step: DatesModel['steps'][number], page: Page): string {
  const days = Object.fromEntries(Object.entries(step.days).map(([name, day]) => [name, page.day(day)]));
  return page.t(step.key, { ...days, ...(step.count === undefined ? {} : { count: step.count }) });
}
