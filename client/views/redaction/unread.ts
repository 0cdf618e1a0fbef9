/** Pages that a machine could not read: why each is here, and who has read it. */

import type { Case } from '../../../server/casework/case.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { caseFrame } from '../casework/case-frame.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { pageAddress } from './workbench-model.ts';

export interface UnreadRow {
  readonly itemId: string;
  readonly itemNumber: number;
  readonly title: string;
  readonly page: number;
  readonly why: string;
  readonly hasPages: boolean;
  readonly checkedBy: string | null;
  readonly checkedAt: Date | null;
}

export interface UnreadModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly rows: readonly UnreadRow[];
  readonly mayConfirm: boolean;
}

export function unreadPage(model: UnreadModel, page: Page): Html {
  const { t } = page;
  const body =
    model.rows.length === 0
      ? html`<p class="govuk-body">${t('redaction.unread.none')}</p>`
      : html`<p class="govuk-body">${t('redaction.unread.intro')}</p>${wideTable({
          caption: t('redaction.unread.heading'),
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: t('redaction.unread.columns.page') }, { text: t('redaction.unread.columns.why') }, { text: t('redaction.unread.columns.act') }],
          rows: model.rows.map((row) => [{ html: placeOf(row, model, page) }, { text: t(`redaction.unread.why.${row.why}`) }, { html: actOf(row, model, page) }]),
        })}`;
  return caseFrame(page, { found: model.found, ownerName: model.ownerName, tab: 'items', heading: t('redaction.unread.heading'), backLink: `/officer/cases/${model.found.id}/items`, body });
}

function placeOf(row: UnreadRow, { found }: UnreadModel, page: Page): Html {
  const words = page.t('redaction.unread.place', { number: row.itemNumber, title: row.title, page: row.page });
  const href = row.hasPages ? pageAddress(found.id, { itemId: row.itemId, page: row.page }) : `/officer/cases/${found.id}/items/${row.itemId}`;
  return html`<a class="govuk-link" href="${href}">${words}</a>`;
}

function actOf(row: UnreadRow, model: UnreadModel, page: Page): Html {
  const { t } = page;
  if (row.checkedBy !== null && row.checkedAt !== null) return html`${t('redaction.unread.checked', { who: row.checkedBy, time: page.time(row.checkedAt) })}`;
  if (!model.mayConfirm) return html`${t('redaction.unread.open')}`;
  return html`<form method="post" action="/officer/cases/${model.found.id}/redaction/unread">${csrfField(page)}<input type="hidden" name="item" value="${row.itemId}"><input type="hidden" name="page" value="${row.page}">${button({ text: t('redaction.unread.confirm'), classes: 'govuk-button--secondary', preventDoubleClick: true, attributes: { 'aria-label': t('redaction.unread.confirmWhich', { number: row.itemNumber, page: row.page }) } })}</form>`;
}
