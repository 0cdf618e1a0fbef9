/** What each rehearsal found and missed, latest first. */

import type { MissedRecord, Rehearsal } from '../../../server/rehearsals/rehearsal.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { tag } from '../../components/tag.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';

export interface RehearsalRow extends Omit<Rehearsal, 'missed'> {
  readonly begunOn: string;
  readonly missed: readonly (MissedRecord & { readonly systemName: string })[];
}

export interface RehearsalsModel {
  readonly isPlanted: boolean;
  /** Names of systems in which nothing is planted. */
  readonly unplanted: readonly string[];
  readonly rows: readonly RehearsalRow[];
}

export function rehearsalsPage(model: RehearsalsModel, page: Page): Html {
  const { t } = page;
  const nobody = !model.isPlanted && insetText({ text: t('rehearsals.nobody') });
  const unplanted = model.unplanted.length > 0 && insetText({ text: t('rehearsals.unplanted', { systems: model.unplanted.join(', ') }) });
  const body = html`<p class="govuk-body">${t('rehearsals.what')}</p>${nobody}${unplanted}${model.rows.length === 0 ? html`<p class="govuk-body">${t('rehearsals.none')}</p>` : rowsTable(model, page)}`;
  return staffLayout(page, { title: t('rehearsals.heading'), heading: t('rehearsals.heading'), isWide: true, body });
}

function rowsTable({ rows }: RehearsalsModel, page: Page): Html {
  const { t } = page;
  const column = (name: string) => ({ text: t(`rehearsals.columns.${name}`) });
  return wideTable({
    caption: t('rehearsals.caption'),
    captionClasses: 'govuk-visually-hidden',
    head: [column('begun'), column('outcome'), { ...column('found'), format: 'numeric' }, column('missed')],
    rows: rows.map((row) => [
      { text: t('casework.item.at', { day: page.day(row.begunOn), time: page.time(row.begunAt) }) },
      { html: outcomeOf(row, page) },
      { text: row.found === null ? '' : t('rehearsals.of', { found: row.found, planted: row.planted }), format: 'numeric' },
      { html: missedList(row, page) },
    ]),
  });
}

function outcomeOf(row: RehearsalRow, page: Page): Html {
  const { t } = page;
  if (row.endedAt === null) return tag({ text: t('rehearsals.running'), classes: 'govuk-tag--blue' });
  return row.missed.length === 0 ? tag({ text: t('rehearsals.whole'), classes: 'govuk-tag--green' }) : tag({ text: t('rehearsals.incomplete'), classes: 'govuk-tag--red' });
}

function missedList({ missed }: RehearsalRow, page: Page): Html {
  if (missed.length === 0) return html``;
  return html`<ul class="govuk-list">${missed.map(({ systemName, record, because }) => html`<li>${page.t('rehearsals.missed', { system: systemName, record, because: becauseWords(because, page) })}</li>`)}</ul>`;
}

/** A fault has its sentence among the outcomes of collecting. */
function becauseWords(because: string, { t }: Page): string {
  const own = `rehearsals.because.${because.replaceAll(' ', '-')}`;
  const sentence = t(own);
  return sentence === own ? t(`casework.outcome.errored.${because}`) : sentence;
}
