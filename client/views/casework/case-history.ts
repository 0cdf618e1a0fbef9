/** What happened to a case, and who looked at it: two tables of the same shape. */

import type { Case } from '../../../server/casework/case.ts';
import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseFrame } from './case-frame.ts';

export interface HistoryEntry {
  readonly at: Date;
  readonly on: string;
  readonly who: string;
  readonly what: string;
}

export interface HistoryModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly kind: 'timeline' | 'usage';
  readonly entries: readonly HistoryEntry[];
}

export function historyPage({ found, ownerName, kind, entries }: HistoryModel, page: Page): Html {
  const { t } = page;
  const rows = entries.map((entry) => [{ text: t('casework.item.at', { day: page.day(entry.on), time: page.time(entry.at) }) }, { text: entry.who }, { text: entry.what }]);
  const listed =
    rows.length === 0
      ? html`<p class="govuk-body">${t(`casework.${kind}.none`)}</p>`
      : wideTable({ caption: t(`casework.${kind}.caption`), captionClasses: 'govuk-visually-hidden', head: [{ text: t('casework.history.when') }, { text: t('casework.history.who') }, { text: t('casework.history.what') }], rows });
  return caseFrame(page, { found, ownerName, tab: kind, body: listed });
}
