/** Recalled, held back or expired: one page for all, so that it tells nothing. */

import { html, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export function closedPage(page: Page): Html {
  const { t, council } = page;
  const body = html`<p class="govuk-body">${t('reading.closed.text', { phone: council.phone })}</p>`;
  return residentLayout(page, { title: 'reading', heading: t('reading.closed.heading'), body });
}
