/** After somebody found what they came for without asking for it. */

import { html, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export function answeredPage(page: Page): Html {
  const { t } = page;
  const body = html`<p class="govuk-body">${t('holdings.answered-page.text')}</p>
<p class="govuk-body"><a class="govuk-link" href="/information">${t('holdings.answered-page.back')}</a></p>`;
  return residentLayout(page, { title: 'your-request', heading: t('holdings.answered-page.heading'), body });
}
