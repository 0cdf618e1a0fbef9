/** Thirty small bars, one a day: how often a system was asked, and how often it failed; with the same figures as a table. */

import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';

/** One day of one system. */
export interface DayBar {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly askings: number;
  readonly failures: number;
  readonly items: number;
}

const barWidth = 8;
const gap = 3;
const height = 40;

export function dayBars(bars: readonly DayBar[], page: Page): Html {
  const { t } = page;
  const asked = bars.filter(({ askings }) => askings > 0);
  const heading = html`<h2 class="govuk-heading-m">${t('system-watch.days.heading')}</h2>`;
  if (asked.length === 0) return html`${heading}<p class="govuk-body">${t('system-watch.days.none')}</p>`;
  const failed = asked.filter(({ failures }) => failures > 0).length;
  const words = t('system-watch.days.words', { days: asked.length, failed });
  const most = Math.max(...bars.map(({ askings }) => askings));
  const width = bars.length * (barWidth + gap);
  return html`${heading}
    <p class="govuk-body">${words}</p>
    <svg class="fs-day-bars" role="img" aria-label="${words}" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}">${bars.map((bar, index) => drawn(bar, { index, most }))}</svg>
    ${details({ summaryText: t('system-watch.days.table'), html: tableOf(asked, page) })}`;
}

function drawn({ askings, failures }: DayBar, { index, most }: { readonly index: number; readonly most: number }): Html {
  const whole = askings === 0 ? 1 : Math.max(3, Math.round((askings / most) * height));
  const bad = askings === 0 ? 0 : Math.round((failures / askings) * whole);
  const x = String(index * (barWidth + gap));
  const bar = (name: string, tall: number, from: number): Html => html`<rect class="${name}" x="${x}" y="${String(height - from - tall)}" width="${String(barWidth)}" height="${String(tall)}"></rect>`;
  return html`${bar(askings === 0 ? 'fs-day-bars__none' : 'fs-day-bars__answered', whole - bad, bad)}${bad > 0 && bar('fs-day-bars__failed', bad, 0)}`;
}

function tableOf(bars: readonly DayBar[], page: Page): Html {
  const { t } = page;
  return wideTable({
    caption: t('system-watch.days.heading'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: ['day', 'askings', 'failures', 'items'].map((key) => ({ text: t(`system-watch.days.${key}`) })),
    rows: bars.toReversed().map(({ day, askings, failures, items }) => [{ text: page.day(day) }, { text: String(askings) }, { text: String(failures) }, { text: String(items) }]),
  });
}
