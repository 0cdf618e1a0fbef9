/** Before you read: how much there is, what is left out by kind, and what one can choose. */

import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { table } from '../../components/table.ts';
import type { Page } from '../page.ts';
import { readingFrame, type Room } from './frame.ts';

export interface LeftOutKind {
  readonly label: string;
  readonly count: number;
}

export interface BeforeYouRead {
  readonly room: Room;
  readonly pageCount: number;
  readonly serviceCount: number;
  readonly leftOutPageCount: number;
  readonly leftOut: readonly LeftOutKind[];
  /** Where reading stopped last time; null on a first visit. */
  readonly placeKept: number | null;
  /** Null in a preview, which never closes. */
  readonly closesOn: string | null;
  /** Where the resident sees in which services we looked; null in a preview. */
  readonly searchAddress: string | null;
}

function kindsTable(leftOut: readonly LeftOutKind[], { t }: Page): Html {
  if (leftOut.length === 0) return html`<p class="govuk-body">${t('reading.before.nothing')}</p>`;
  return table({
    caption: t('reading.before.table'),
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: t('reading.before.kind') }, { text: t('reading.before.places'), format: 'numeric' }],
    rows: leftOut.map(({ label, count }) => [{ text: label }, { text: count, format: 'numeric' }]),
  });
}

export function beforeYouReadPage(model: BeforeYouRead, page: Page): Html {
  const { t, council } = page;
  const { room, placeKept } = model;
  const counts = t('reading.before.counts', {
    pages: t('reading.before.pages', { count: model.pageCount }),
    services: t('reading.before.services', { count: model.serviceCount }),
    leftOut: t('reading.before.leftOutPages', { count: model.leftOutPageCount }),
  });
  const start = button({ text: t(placeKept === null ? 'reading.before.start' : 'reading.before.goOn'), href: `${room.base}/items/${placeKept ?? 1}` });
  const body = html`<p class="govuk-body-l">${counts}</p>
${kindsTable(model.leftOut, page)}
<p class="govuk-body">${t('reading.before.standing')}</p>
<p class="govuk-body">${t('reading.before.hard')}</p>
${model.pageCount > 0 && start}
<ul class="govuk-list">
<li><a class="govuk-link" href="${room.base}/contents">${t('reading.before.contents')}</a></li>
${!room.isPreview && html`<li><a class="govuk-link" href="${room.base}/downloads">${t('reading.before.downloads')}</a></li>`}
${model.searchAddress !== null && html`<li><a class="govuk-link" href="${model.searchAddress}">${t('certificates.link')}</a></li>`}
</ul>
<h2 class="govuk-heading-m">${t('reading.before.together')}</h2>
<p class="govuk-body">${t('reading.before.togetherWays', { phone: council.phone, hours: council.hours })}</p>
${model.closesOn !== null && html`<p class="govuk-body">${t('reading.before.closes', { date: page.day(model.closesOn) })}</p>`}`;
  return readingFrame(room, page, { heading: t('reading.before.heading'), body });
}
