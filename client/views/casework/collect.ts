/** Collecting, live: totals, whether it blocks the case, and one row for each system with its outcome in words. */

import type { Case } from '../../../server/casework/case.ts';
import type { UnclassedPlace } from '../../../server/casework/unclassed-places.ts';
import type { Standing } from '../../../server/casework/system-search.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import type { TableCell } from '../../components/table.ts';
import { textarea } from '../../components/textarea.ts';
import type { PageError } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseAddress, caseFrame } from './case-frame.ts';
import { leftOutWords, outcomeWords } from './outcome-words.ts';
import { searchRecord, type SearchRecordModel } from './search-record.ts';
import { termErrors, termsSection, type AddingTerm, type TermsModel } from './search-terms.ts';

export interface CollectRow {
  readonly systemId: string;
  readonly name: string;
  readonly service: string;
  /** Where a person answers for it: what they were asked, and by when. */
  readonly dataRequest: { readonly id: string; readonly dueOn: string; readonly isAnswered: boolean } | null;
  readonly standing: Standing;
  readonly reason: string | null;
  readonly items: number;
  readonly pages: number;
  readonly seconds: number | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly isExcused: boolean;
  /** Why it is left out, in the officer's words. */
  readonly excusedBecause: string | null;
  readonly record: SearchRecordModel;
  readonly matches: readonly { readonly id: string; readonly isDecided: boolean }[];
  /** What makes the system amber today. */
  readonly unclassed: readonly UnclassedPlace[];
  readonly mayRetry: boolean;
  /** It was asked before something else to search with was added, or with what was removed since. */
  readonly isOutdated: boolean;
  readonly mayExcuse: boolean;
}

export interface CollectModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly rows: readonly CollectRow[];
  readonly unanswered: number;
  readonly beingRead: number;
  readonly inQuarantine: number;
  readonly mayCollect: boolean;
  readonly mayAct: boolean;
  readonly excuse?: { readonly systemId: string; readonly because: string; readonly problem: string };
  readonly terms: TermsModel;
  readonly adding?: AddingTerm;
}

export function collectPage(model: CollectModel, page: Page): Html {
  const { t } = page;
  const errors: readonly PageError[] = model.excuse === undefined ? termErrors(model.adding, page) : [{ text: t(model.excuse.problem), href: `#because-${model.excuse.systemId}` }];
  const systems = model.rows.length === 0 ? notStarted(model, page) : html`<div id="systems" data-live>${totals(model, page)}${searchAnew(model, page)}${systemsTable(model, page)}${retryAll(model, page)}</div>`;
  const body = html`${systems}${termsSection(model, page)}`;
  return caseFrame(page, { found: model.found, ownerName: model.ownerName, tab: 'collect', errors, body });
}

function notStarted(model: CollectModel, page: Page): Html {
  const { t } = page;
  const form = html`<form method="post" action="${caseAddress(model.found.id)}/collect">${csrfField(page)}${button({ text: t('casework.acts.collect'), preventDoubleClick: true })}</form>`;
  return html`<p class="govuk-body">${t('casework.collect.notStarted')}</p>${model.mayCollect ? form : html`<p class="govuk-body">${t('casework.acts.owners')}</p>`}`;
}

function totals(model: CollectModel, page: Page): Html {
  const { t } = page;
  const items = model.rows.reduce((sum, row) => sum + (row.standing === 'held' ? row.items : 0), 0);
  const pageCount = model.rows.reduce((sum, row) => sum + (row.standing === 'held' ? row.pages : 0), 0);
  const held = html`<p class="govuk-body">${t('casework.collect.totals', { items, pages: pageCount })}</p>`;
  const reading = model.beingRead > 0 && html`<p class="govuk-body">${t('casework.collect.beingRead', { count: model.beingRead })}</p>`;
  const blocked = model.unanswered > 0 && html`<p class="govuk-body"><strong>${t('casework.collect.blocked', { open: model.unanswered, count: model.rows.length })}</strong></p>`;
  const quarantined = model.inQuarantine > 0 && html`<p class="govuk-body"><strong>${t('quarantine.collected', { count: model.inQuarantine })}</strong></p>`;
  return html`<div role="status">${held}${reading}${quarantined}${blocked}</div>`;
}

function systemsTable(model: CollectModel, page: Page): Html {
  const { t } = page;
  const head: readonly TableCell[] = [
    { text: t('casework.collect.columns.system') },
    { text: t('casework.collect.columns.outcome') },
    { text: t('casework.collect.columns.items'), format: 'numeric' },
    { text: t('casework.collect.columns.pages'), format: 'numeric' },
    { text: t('casework.collect.columns.seconds'), format: 'numeric' },
    { text: t('casework.collect.columns.lastWord') },
    { text: t('casework.collect.columns.act') },
  ];
  return wideTable({ caption: t('casework.collect.caption'), captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true, head, rows: model.rows.map((row) => systemRow(row, model, page)) });
}

function systemRow(row: CollectRow, model: CollectModel, page: Page): readonly TableCell[] {
  const at = row.endedAt ?? row.startedAt;
  return [
    { text: row.name },
    { html: html`${waitingFor(row, page) ?? outcomeWords(row, page)}${amber(row, page)}${searchRecord(row.record, page)}` },
    { text: row.standing === 'held' ? row.items : '', format: 'numeric' },
    { text: row.standing === 'held' ? row.pages : '', format: 'numeric' },
    { text: row.seconds ?? '', format: 'numeric' },
    { text: at === null ? '' : page.time(at) },
    { html: actsOf(row, model, page) },
  ];
}

const mostPlacesNamed = 5;

/** A search of it may be missing something until somebody decides. */
function amber({ systemId, name, unclassed }: CollectRow, { t }: Page): Html | false {
  if (unclassed.length === 0) return false;
  const named = unclassed.slice(0, mostPlacesNamed).map(({ why, place }) => t(`casework.collect.unclassed.${why}`, { place })).join(' ');
  return html`<p class="govuk-body-s">${named} <a class="govuk-link" href="/officer/systems/${systemId}">${t('casework.collect.amber', { system: name })}</a></p>`;
}

/** By whom and when an answer is expected, where a person gives it. */
function waitingFor({ standing, service, dataRequest }: CollectRow, page: Page): string | null {
  if (standing !== 'waiting for a service' || dataRequest === null) return null;
  if (dataRequest.isAnswered) return page.t('casework.outcome.taking', { service });
  return page.t('casework.outcome.waiting', { service, due: page.day(dataRequest.dueOn) });
}

function actsOf(row: CollectRow, model: CollectModel, page: Page): Html {
  const { t } = page;
  const at = caseAddress(model.found.id);
  const links = row.matches.map(({ id, isDecided }, index) => html`<p class="govuk-body"><a class="govuk-link" href="${at}/matches/${id}">${t(isDecided ? 'casework.collect.seeMatch' : 'casework.collect.decideMatch', { number: index + 1 })}</a></p>`);
  const open = row.standing === 'match to decide' && row.excusedBecause === null && row.matches.length > 1 && html`<p class="govuk-body">${t('casework.collect.everyMatch')}</p>`;
  const left = row.excusedBecause !== null && html`<p class="govuk-body">${leftOutWords(row.standing, row.excusedBecause, page)}</p>`;
  const request = row.dataRequest !== null && html`<p class="govuk-body"><a class="govuk-link" href="/officer/data-requests/${row.dataRequest.id}">${t('casework.collect.dataRequest', { system: row.name })}</a></p>`;
  if (!model.mayAct) return html`${links}${open}${request}${left}`;
  const words = t(row.isOutdated ? 'casework.terms.searchAgain' : 'casework.collect.tryAgain', { system: row.name });
  const again = (row.mayRetry || row.isOutdated) && html`<form method="post" action="${at}/collect/${row.systemId}/try-again">${csrfField(page)}${button({ text: words, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  return html`${links}${open}${request}${left}${again}${row.mayExcuse && excuseForm(row, model, page)}`;
}

function excuseForm(row: CollectRow, model: CollectModel, page: Page): Html {
  const { t } = page;
  const typed = model.excuse?.systemId === row.systemId ? model.excuse : undefined;
  const field = textarea({
    name: 'because',
    id: `because-${row.systemId}`,
    rows: 2,
    label: { text: t('casework.collect.because', { system: row.name }) },
    value: typed?.because ?? '',
    ...(typed === undefined ? {} : { errorMessage: { text: t(typed.problem) } }),
  });
  const form = html`<form method="post" action="${caseAddress(model.found.id)}/collect/${row.systemId}/leave-out">${csrfField(page)}${field}${button({ text: t('casework.collect.leaveOut'), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  return details({ summaryText: t('casework.collect.recordWhy'), html: form, open: typed !== undefined });
}

/** Systems that answered before the words they are asked with changed. */
function searchAnew(model: CollectModel, page: Page): Html | false {
  const { t } = page;
  const count = model.rows.filter(({ isOutdated }) => isOutdated).length;
  if (count === 0) return false;
  const said = insetText({ html: html`<p class="govuk-body">${t('casework.terms.outdated', { count })}</p><p class="govuk-body">${t('casework.terms.replaces')}</p>` });
  return html`${said}${model.mayAct && html`<form method="post" action="${caseAddress(model.found.id)}/collect/search-again">${csrfField(page)}${button({ text: t('casework.terms.searchAllAgain', { count }), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`}`;
}

function retryAll(model: CollectModel, page: Page): Html | false {
  const failed = model.rows.filter(({ mayRetry }) => mayRetry);
  if (!model.mayAct || failed.length < 2) return false;
  return html`<form method="post" action="${caseAddress(model.found.id)}/collect/try-again">${csrfField(page)}${button({ text: page.t('casework.collect.retryFailed'), preventDoubleClick: true })}</form>`;
}
