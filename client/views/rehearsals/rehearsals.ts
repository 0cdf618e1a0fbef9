/** What each rehearsal found and missed, latest first. */

import type { MissedRecord, Rehearsal } from '../../../server/rehearsals/rehearsal.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { tag } from '../../components/tag.ts';
import { warningText } from '../../components/warning-text.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { alarmSentences, type RehearsalAlarm } from './alarm.ts';

export interface RehearsalRow extends Omit<Rehearsal, 'missed'> {
  readonly begunOn: string;
  readonly missed: readonly (MissedRecord & { readonly systemName: string })[];
}

export interface RehearsalsModel {
  readonly isPlanted: boolean;
  readonly alarm: RehearsalAlarm | null;
  /** Names of systems that a service contact answers for. */
  readonly answeredByPeople: readonly string[];
  /** What the council's file says is not rehearsed, and why. */
  readonly notRehearsed: readonly { readonly systemName: string; readonly because: string }[];
  readonly rows: readonly RehearsalRow[];
}

export function rehearsalsPage(model: RehearsalsModel, page: Page): Html {
  const { t } = page;
  const nobody = !model.isPlanted && insetText({ text: t('rehearsals.nobody') });
  const wrong = model.alarm !== null && warningText({ text: alarmSentences(model.alarm, page).join(' '), iconFallbackText: t('rehearsals.alarmTitle') });
  const body = html`<p class="govuk-body">${t('rehearsals.what')}</p>${nobody}${wrong}${whatIsNot(model, page)}${model.rows.length === 0 ? html`<p class="govuk-body">${t('rehearsals.none')}</p>` : rowsTable(model, page)}`;
  return staffLayout(page, { title: t('rehearsals.heading'), heading: t('rehearsals.heading'), isWide: true, body });
}

function whatIsNot({ answeredByPeople, notRehearsed }: RehearsalsModel, { t }: Page): Html {
  const byPeople = answeredByPeople.length > 0 && html`<p class="govuk-body">${t('rehearsals.answeredByPeople', { systems: answeredByPeople.join(', ') })}</p>`;
  return html`${byPeople}${notRehearsed.map(({ systemName: system, because }) => html`<p class="govuk-body">${t('rehearsals.notRehearsed', { system, because })}</p>`)}`;
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
