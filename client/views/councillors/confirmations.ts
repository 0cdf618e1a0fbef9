/** What a councillor has confirmed reading, and on what day. */
import { html, type Html } from '../../components/html.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';

export interface ConfirmationLine {
  readonly entryId: string;
  readonly question: string;
  readonly confirmedOn: string;
  readonly confirmedAt: Date;
  readonly hasChangedSince: boolean;
}

export function confirmationsPage(lines: readonly ConfirmationLine[], page: Page): Html {
  const { t } = page;
  const heading = t('councillors.confirmations.heading');
  const rows = lines.map((line) => [
    { html: html`<a class="govuk-link" href="/councillor/guidance/${line.entryId}">${line.question}</a>` },
    { text: t('councillors.confirmations.when', { day: page.day(line.confirmedOn), time: page.time(line.confirmedAt) }) },
    { text: line.hasChangedSince ? t('councillors.confirmations.changed') : t('councillors.confirmations.same') },
  ]);
  const head = ['question', 'on', 'since'].map((name) => ({ text: t(`councillors.confirmations.${name}`) }));
  const body = lines.length === 0 ? html`<p class="govuk-body">${t('councillors.confirmations.empty')}</p>` : wideTable({ caption: heading, captionClasses: 'govuk-visually-hidden', head, rows });
  return staffLayout(page, { title: heading, heading, backLink: '/councillor', body });
}
