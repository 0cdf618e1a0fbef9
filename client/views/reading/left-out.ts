/** What is left out: one row for each named kind, one for all neutral marks, with the exact sentence. */

import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { explanation, type ExplainedKind } from './blanks.ts';
import { readingFrame, type Room } from './frame.ts';

export interface LeftOut {
  readonly room: Room;
  readonly rows: readonly { readonly explained: ExplainedKind; readonly count: number; readonly itemNumbers: readonly number[] }[];
}

export function leftOutPage({ room, rows }: LeftOut, page: Page): Html {
  const { t } = page;
  const sections = rows.map(
    ({ explained, count, itemNumbers }) =>
      html`<h2 class="govuk-heading-m">${explained.label}</h2><p class="govuk-body"><strong>${t('reading.leftOut.count', { count })}</strong></p>${explanation(explained)}<ul class="govuk-list fs-topics">${itemNumbers.map((number) => html`<li><a class="govuk-link" href="${room.base}/items/${number}">${t('reading.steps.item', { number })}</a></li>`)}</ul>`,
  );
  const body = html`<p class="govuk-body">${t('reading.before.standing')}</p>${rows.length === 0 ? html`<p class="govuk-body">${t('reading.leftOut.nothing')}</p>` : html`${sections}<p class="govuk-body">${t('reading.leftOut.again')}</p>`}`;
  return readingFrame(room, page, { heading: t('reading.leftOut.heading'), step: t('reading.steps.leftOut'), body, backLink: `${room.base}/contents` });
}
