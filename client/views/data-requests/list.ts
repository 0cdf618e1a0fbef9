/** The list of data requests: mine first, by the day they are due, with every filter in the address. */

import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { pagination } from '../../components/pagination.ts';
import { attribute } from '../../components/params.ts';
import { select } from '../../components/select.ts';
import type { TableCell } from '../../components/table.ts';
import { caseAddress } from '../casework/case-frame.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import type { DataRequestRow, ListModel } from './models.ts';
import { standingWords } from './standing-words.ts';

const views = ['mine', 'all'] as const;
const states = ['open', 'waiting', 'asked back', 'answered', 'closed'] as const;
const dues = ['any', 'late'] as const;

export const listPath = '/officer/data-requests';

export function dataRequestsPage(model: ListModel, page: Page): Html {
  const { t } = page;
  const rows = model.rows.length === 0 ? html`<p class="govuk-body">${t(model.view === 'mine' ? 'data-requests.list.emptyMine' : 'data-requests.list.empty')}</p>` : rowsTable(model, page);
  const heading = t('data-requests.list.heading');
  return staffLayout(page, { title: heading, heading, isWide: true, body: html`${facets(model, page)}${filters(model, page)}${rows}${pages(model, page)}` });
}

type Filter = Pick<ListModel, 'view' | 'state' | 'due'>;

function addressOf({ view, state, due }: Filter, pageNumber = 1): string {
  const asked = new URLSearchParams({ view });
  if (state !== 'open') asked.set('state', state);
  if (due !== 'any') asked.set('due', due);
  if (pageNumber > 1) asked.set('page', String(pageNumber));
  return `${listPath}?${asked.toString()}`;
}

function facets(model: ListModel, page: Page): Html {
  const links = views.map((view) => html`<li class="fs-tabs__item"><a class="govuk-link fs-tabs__link" href="${addressOf({ ...model, view })}"${attribute('aria-current', view === model.view && 'true')}>${page.t(`data-requests.list.views.${view}`)}</a></li>`);
  return html`<nav class="fs-tabs" aria-label="${page.t('data-requests.list.viewsName')}"><ul class="fs-tabs__list">${links}</ul></nav>`;
}

function filters(model: ListModel, page: Page): Html {
  const { t } = page;
  const wordOf = (state: (typeof states)[number]): string => t(`data-requests.list.states.${state.replace(' ', '-')}`);
  const stateField = select({ name: 'state', label: { text: t('data-requests.list.state') }, value: model.state, items: states.map((state) => ({ value: state, text: wordOf(state) })) });
  const dueField = select({ name: 'due', label: { text: t('data-requests.list.due') }, value: model.due, items: dues.map((due) => ({ value: due, text: t(`data-requests.list.dues.${due}`) })) });
  const set = [
    model.state !== 'open' && ([wordOf(model.state), addressOf({ ...model, state: 'open' })] as const),
    model.due !== 'any' && ([t(`data-requests.list.dues.${model.due}`), addressOf({ ...model, due: 'any' })] as const),
  ].filter((chip) => chip !== false);
  const chips = set.length > 0 && html`<ul class="govuk-list fs-chips">${set.map(([filter, href]) => html`<li><a class="govuk-link" href="${href}">${t('data-requests.list.remove', { filter })}</a></li>`)}</ul>`;
  return html`<form method="get" action="${listPath}" class="fs-filters"><input type="hidden" name="view" value="${model.view}">${stateField}${dueField}${button({ text: t('data-requests.list.filter'), classes: 'govuk-button--secondary' })}</form>${chips}`;
}

function rowsTable(model: ListModel, page: Page): Html {
  const { t } = page;
  const columns = ['due', 'system', 'reference', 'case', 'standing'] as const;
  const head: readonly TableCell[] = columns.map((column) => ({ text: t(`data-requests.list.columns.${column}`), ...(column === 'due' ? { attributes: { 'aria-sort': 'ascending' } } : {}) }));
  return wideTable({ caption: t('data-requests.list.caption'), captionClasses: 'govuk-visually-hidden', head, rows: model.rows.map((row) => rowOf(row, page)) });
}

function rowOf(row: DataRequestRow, page: Page): readonly TableCell[] {
  const { standing } = row;
  const due = page.day(standing.dueOn);
  const isLate = standing.state === 'waiting' && standing.lateness !== 'in time';
  const [first = '', ...rest] = standingWords(standing, page);
  const undelivered = row.isUndelivered && html`<br><strong>${page.t('data-requests.list.undelivered')}</strong>`;
  return [
    { html: isLate ? html`<strong>${due}</strong>` : html`${due}` },
    { text: row.systemName },
    { html: html`<a class="govuk-link fs-unbroken" href="${listPath}/${row.id}">${row.reference}</a>` },
    { html: html`<a class="govuk-link fs-unbroken" href="${caseAddress(row.caseId)}/collect">${row.caseReference}</a>` },
    { html: html`${isLate ? html`<strong>${first}</strong>` : first}${rest.map((sentence) => html`<br>${sentence}`)}${undelivered}` },
  ];
}

function pages(model: ListModel, page: Page): Html | false {
  const { t } = page;
  if (model.pageNumber === 1 && !model.hasNext) return false;
  return pagination({
    landmarkLabel: t('data-requests.list.pages'),
    ...(model.pageNumber > 1 ? { previous: { text: t('data-requests.list.previous'), href: addressOf(model, model.pageNumber - 1) } } : {}),
    ...(model.hasNext ? { next: { text: t('data-requests.list.next'), href: addressOf(model, model.pageNumber + 1) } } : {}),
  });
}
