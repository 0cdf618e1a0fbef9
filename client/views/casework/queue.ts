/** The queue: cases by the day to approve by, with facets as links and a filter form that keeps no words. */

import type { BlockFound, Case, Stage } from '../../../server/casework/case.ts';
import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { attribute } from '../../components/params.ts';
import { pagination } from '../../components/pagination.ts';
import { select } from '../../components/select.ts';
import type { TableCell } from '../../components/table.ts';
import { tag } from '../../components/tag.ts';
import { staffLayout } from '../layout.ts';
import { rehearsalAlarm, type RehearsalAlarm } from '../rehearsals/alarm.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseAddress } from './case-frame.ts';
import { blockWords } from './blocks.ts';

export interface QueueRow {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly isMine: boolean;
  readonly blocks: readonly BlockFound[];
  readonly pages: number;
  readonly ageDays: number;
  readonly isLate: boolean;
}

export interface QueueModel {
  readonly view: 'mine' | 'unowned' | 'all';
  readonly stage: Stage | null;
  readonly due: 'any' | 'this-week' | 'late';
  /** One of `teams`: those that own a connected system. */
  readonly team: string | null;
  readonly teams: readonly string[];
  readonly rows: readonly QueueRow[];
  readonly alarm?: RehearsalAlarm | null;
  readonly unownedCount: number;
  readonly pageNumber: number;
  readonly hasNext: boolean;
  /** For the manager alone. */
  readonly answersBefore: { readonly answered: number; readonly carriedOn: number; readonly days: number } | null;
}

const views = ['mine', 'unowned', 'all'] as const;
const dues = ['any', 'this-week', 'late'] as const;
const filterStages = ['received', 'collecting', 'redacting', 'submitted', 'approved', 'releasing', 'blocked', 'released'] as const;

export function queuePage(model: QueueModel, page: Page): Html {
  const { t } = page;
  const body = html`${rehearsalAlarm(model.alarm ?? null, page)}${facets(model, page)}${filters(model, page)}${model.rows.length === 0 ? emptyQueue(model, page) : rowsTable(model, page)}${pages(model, page)}${answersBefore(model, page)}`;
  return staffLayout(page, { title: t('casework.queue.heading'), heading: t('casework.queue.heading'), isWide: true, body });
}

function addressOf(model: Pick<QueueModel, 'view' | 'stage' | 'due' | 'team'>, pageNumber = 1): string {
  const asked = new URLSearchParams({ view: model.view });
  if (model.stage !== null) asked.set('stage', model.stage);
  if (model.due !== 'any') asked.set('due', model.due);
  if (model.team !== null) asked.set('team', model.team);
  if (pageNumber > 1) asked.set('page', String(pageNumber));
  return `/officer?${asked.toString()}`;
}

function facets(model: QueueModel, page: Page): Html {
  const links = views.map((view) => {
    const isHere = attribute('aria-current', view === model.view && 'true');
    return html`<li class="fs-tabs__item"><a class="govuk-link fs-tabs__link" href="${addressOf({ ...model, view })}"${isHere}>${page.t(`casework.queue.views.${view}`)}</a></li>`;
  });
  return html`<nav class="fs-tabs" aria-label="${page.t('casework.queue.viewsName')}"><ul class="fs-tabs__list">${links}</ul></nav>`;
}

function filters(model: QueueModel, page: Page): Html {
  const { t } = page;
  const stageField = select({
    name: 'stage',
    label: { text: t('casework.queue.status') },
    value: model.stage ?? '',
    items: [{ value: '', text: t('casework.queue.anyStatus') }, ...filterStages.map((stage) => ({ value: stage, text: t(`casework.stages.${stage}`) }))],
  });
  const dueField = select({ name: 'due', label: { text: t('casework.queue.due') }, value: model.due, items: dues.map((due) => ({ value: due, text: t(`casework.queue.dues.${due}`) })) });
  const teamField = select({ name: 'team', label: { text: t('casework.queue.team') }, value: model.team ?? '', items: [{ value: '', text: t('casework.queue.anyTeam') }, ...model.teams.map((team) => ({ value: team, text: team }))] });
  return html`<form method="get" action="/officer" class="fs-filters"><input type="hidden" name="view" value="${model.view}">${stageField}${dueField}${teamField}${button({ text: t('casework.queue.filter'), classes: 'govuk-button--secondary' })}</form>${chips(model, page)}`;
}

/** Each filter that is set, with a link that takes it away. */
function chips(model: QueueModel, page: Page): Html | false {
  const { t } = page;
  const set = [
    model.stage !== null && ([t(`casework.stages.${model.stage}`), addressOf({ ...model, stage: null })] as const),
    model.due !== 'any' && ([t(`casework.queue.dues.${model.due}`), addressOf({ ...model, due: 'any' })] as const),
    model.team !== null && ([model.team, addressOf({ ...model, team: null })] as const),
  ].filter((chip) => chip !== false);
  if (set.length === 0) return false;
  return html`<ul class="govuk-list fs-chips">${set.map(([filter, href]) => html`<li><a class="govuk-link" href="${href}">${t('casework.queue.remove', { filter })}</a></li>`)}</ul>`;
}

function emptyQueue(model: QueueModel, page: Page): Html {
  const { t } = page;
  const own = model.view === 'mine' ? t('casework.queue.emptyMine') : t('casework.queue.empty');
  const others = model.unownedCount > 0 && html` <a class="govuk-link" href="/officer?view=unowned">${t('casework.queue.unowned', { count: model.unownedCount })}</a>`;
  return html`<p class="govuk-body">${own}${others}</p>`;
}

function rowsTable(model: QueueModel, page: Page): Html {
  const { t } = page;
  const head: readonly TableCell[] = [
    { text: t('casework.queue.columns.approveBy'), attributes: { 'aria-sort': 'ascending' } },
    { text: t('casework.queue.columns.due') },
    { text: t('casework.queue.columns.status') },
    { text: t('casework.queue.columns.case') },
    { text: t('casework.queue.columns.owner') },
    { text: t('casework.queue.columns.blocks') },
    { text: t('casework.queue.columns.pages'), format: 'numeric' },
    { text: t('casework.queue.columns.age'), format: 'numeric' },
  ];
  return wideTable({ caption: t('casework.queue.caption'), captionClasses: 'govuk-visually-hidden', head, rows: model.rows.map((row) => rowOf(row, page)) });
}

function rowOf(row: QueueRow, page: Page): readonly TableCell[] {
  const { t } = page;
  const { found } = row;
  const due = found.dueOn === null ? t('casework.clock.notStarted') : page.day(found.dueOn);
  return [
    { text: found.approveByOn === null ? t('casework.clock.notStarted') : page.day(found.approveByOn) },
    { html: row.isLate ? html`<strong>${t('casework.queue.late', { due })}</strong>` : html`${due}` },
    { html: tag({ text: t(`casework.stages.${found.stage}`) }) },
    { html: html`<a class="govuk-link fs-unbroken" href="${caseAddress(found.id)}">${found.reference}</a>${forTeam(found, page)}` },
    { text: row.isMine ? t('casework.queue.you') : (row.ownerName ?? (found.isUnowned ? t('casework.queue.nobody') : t('casework.queue.another'))) },
    { html: row.blocks.length === 0 ? html`${t('casework.blocks.none')}` : html`${blockWords(row.blocks[0], page)}` },
    { text: row.pages, format: 'numeric' },
    { text: t('casework.queue.days', { count: row.ageDays }), format: 'numeric' },
  ];
}

/** Which service is to put what right; requests for a copy need no word. */
function forTeam({ kind, services, forTeam: team }: Case, page: Page): Html | false {
  if (kind !== 'rectification') return false;
  return html`<br>${page.t('casework.queue.forTeam', { kind: page.t('casework.kinds.rectification'), service: services.join(', '), team })}`;
}

function answersBefore({ answersBefore: counted }: QueueModel, page: Page): Html | false {
  if (counted === null) return false;
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('casework.queue.before.heading')}</h2><p class="govuk-body">${t('casework.queue.before.answered', { count: counted.answered, days: counted.days })} ${t('casework.queue.before.carriedOn', { count: counted.carriedOn })}</p>`;
}

function pages(model: QueueModel, page: Page): Html | false {
  const { t } = page;
  if (model.pageNumber === 1 && !model.hasNext) return false;
  return pagination({
    landmarkLabel: t('casework.queue.pages'),
    ...(model.pageNumber > 1 ? { previous: { text: t('casework.queue.previous'), href: addressOf(model, model.pageNumber - 1) } } : {}),
    ...(model.hasNext ? { next: { text: t('casework.queue.next'), href: addressOf(model, model.pageNumber + 1) } } : {}),
  });
}
