/** The clearance of a case: what the approver is asked, what changed, the exact files, approve or return. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { caseTabs, instructionStrip } from '../casework/case-frame.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';

export interface ChangedMark {
  readonly change: 'added' | 'removed' | 'moved' | 'other-reason';
  readonly itemId: string;
  readonly itemNumber: number;
  readonly page: number;
  readonly reason: string;
}

/** Words that were suggested for hiding and that the resident will read. */
export interface WordsLeftIn {
  readonly words: string;
  readonly placeCount: number;
  readonly itemId: string;
  readonly itemNumber: number;
  readonly page: number;
}

export interface BundleShown {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
  readonly state: 'submitted' | 'returned' | 'approved' | 'void' | 'released' | 'blocked';
  readonly submittedOn: string;
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly comments: string;
  readonly isOwn: boolean;
}

export interface ClearanceModel {
  readonly caseId: string;
  readonly reference: string;
  /** Who takes calls about the case. */
  readonly ownerName: string | null;
  /** Null before anything was submitted. */
  readonly bundle: BundleShown | null;
  readonly itemCount: number;
  readonly markCount: number;
  readonly isFirstLook: boolean;
  readonly changes: readonly ChangedMark[];
  readonly leftIn: readonly WordsLeftIn[];
  readonly earlier: readonly BundleShown[];
  readonly maySubmit: boolean;
  readonly mayDecide: boolean;
  readonly mayRelease: boolean;
  readonly sample: string | null;
  readonly typedComments: string;
  readonly problem: string | null;
}

const mostChangesShown = 200;

export function clearancePage(model: ClearanceModel, page: Page): Html {
  const { t } = page;
  const errors = model.problem === null ? [] : [{ text: t(model.problem), href: '#comments' }];
  const body = html`${instructionStrip(page, model.ownerName)}${caseTabs(page, model.caseId, 'clearance')}
${model.maySubmit && submitForm(model, page)}
${model.bundle === null ? !model.maySubmit && html`<p class="govuk-body">${t('clearance.notSubmitted')} <a class="govuk-link" href="/officer/cases/${model.caseId}">${t('clearance.seeBlocks')}</a></p>` : bundleSection(model, model.bundle, page)}`;
  return staffLayout(page, { title: `${model.reference}: ${t('clearance.heading')}`, heading: `${model.reference}: ${t('clearance.heading')}`, isWide: true, errors, body });
}

function submitForm({ caseId }: ClearanceModel, page: Page): Html {
  return html`<form method="post" action="/officer/cases/${caseId}/clearance/submit">${csrfField(page)}<p class="govuk-body">${page.t('clearance.submitText')}</p>${button({ text: page.t('clearance.submit'), preventDoubleClick: true })}</form>`;
}

function bundleSection(model: ClearanceModel, bundle: BundleShown, page: Page): Html {
  const { t } = page;
  const isWaiting = bundle.state === 'submitted';
  return html`${isWaiting && insetText({ text: t(bundle.isOwn ? 'clearance.youPrepared' : 'clearance.asked') })}
${!isWaiting && insetText({ text: decidedSentence(bundle, page) })}
<h2 class="govuk-heading-m">${t('clearance.changes')}</h2>
${changesTable(model, page)}
<h2 class="govuk-heading-m">${t('clearance.leftIn.heading')}</h2>
${leftInTable(model, page)}
<h2 class="govuk-heading-m">${t('clearance.files')}</h2>
${files(model, bundle, page)}
${model.sample !== null && html`<p class="govuk-body"><a class="govuk-link" href="${model.sample}">${t('clearance.sample')}</a></p>`}
${model.mayDecide && isWaiting && decideForms(model, bundle, page)}
${model.mayRelease && bundle.state === 'approved' && releaseForm(model, page)}
${(bundle.state === 'released' || bundle.state === 'blocked' || bundle.state === 'approved') && html`<p class="govuk-body"><a class="govuk-link" href="/officer/cases/${model.caseId}/release">${t('clearance.report')}</a></p>`}
${model.earlier.length > 0 && earlierList(model, page)}`;
}

function decidedSentence(bundle: BundleShown, page: Page): string {
  const words = page.t(`clearance.decided.${bundle.state}`, { time: bundle.decidedAt === null ? '' : page.time(bundle.decidedAt) });
  return bundle.comments === '' ? words : `${words} ${bundle.comments}`;
}

function changesTable(model: ClearanceModel, page: Page): Html {
  const { t } = page;
  const note = model.isFirstLook ? t('clearance.firstLook') : model.changes.length === 0 ? t('clearance.noChanges') : '';
  const rows = model.changes.slice(0, mostChangesShown).map(({ change, itemId, itemNumber, page: number, reason }) => [
    { text: t(`clearance.change.${change}`) },
    { html: html`<a class="govuk-link" href="/officer/cases/${model.caseId}/redaction/items/${itemId}/pages/${number}">${itemNumber}</a>` },
    { text: String(number), format: 'numeric' },
    { text: reason },
  ]);
  const left = model.changes.length - rows.length;
  return html`${note !== '' && html`<p class="govuk-body">${note}</p>`}
${rows.length > 0 && html`${wideTable({
    caption: t('clearance.table.caption'),
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: t('clearance.table.change') }, { text: t('clearance.table.item') }, { text: t('clearance.table.page'), format: 'numeric' }, { text: t('clearance.table.reason') }],
    rows,
  })}`}
${left > 0 && html`<p class="govuk-body">${t('clearance.more', { count: left })}</p>`}`;
}

/** What is hidden cannot harm; what was left in may. */
function leftInTable({ caseId, leftIn }: ClearanceModel, page: Page): Html {
  const { t } = page;
  if (leftIn.length === 0) return html`<p class="govuk-body">${t('clearance.leftIn.none')}</p>`;
  const rows = leftIn.slice(0, mostChangesShown).map(({ words, placeCount, itemId, itemNumber, page: number }) => [
    { text: words === '' ? t('clearance.leftIn.area') : words },
    { text: String(placeCount), format: 'numeric' },
    { html: html`<a class="govuk-link" href="/officer/cases/${caseId}/redaction/items/${itemId}/pages/${number}">${t('clearance.leftIn.place', { item: itemNumber, page: number })}</a>` },
  ]);
  const left = leftIn.length - rows.length;
  return html`<p class="govuk-body">${t('clearance.leftIn.intro')}</p>
${wideTable({
    caption: t('clearance.leftIn.caption'),
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: t('clearance.leftIn.words') }, { text: t('clearance.leftIn.places'), format: 'numeric' }, { text: t('clearance.leftIn.first') }],
    rows,
  })}
${left > 0 && html`<p class="govuk-body">${t('clearance.more', { count: left })}</p>`}`;
}

function files(model: ClearanceModel, bundle: BundleShown, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string): object => ({ key: { text: t(key) }, value: { text: value } });
  return summaryList({
    rows: [
      row('clearance.bundle', `${bundle.number}: ${t('clearance.items', { count: model.itemCount })}, ${t('clearance.marks', { count: model.markCount })}`),
      row('clearance.submittedAt', `${page.day(bundle.submittedOn)}, ${page.time(bundle.submittedAt)}`),
      { key: { text: t('clearance.hash') }, value: { html: html`<code class="fs-hash">${bundle.hash}</code>` } },
    ],
  });
}

/** Approve and return weigh the same: two buttons of one size, side by side. */
function decideForms(model: ClearanceModel, bundle: BundleShown, page: Page): Html {
  const { t } = page;
  const at = `/officer/cases/${model.caseId}/clearance`;
  return html`<form method="post" action="${at}/approve" novalidate>${csrfField(page)}<input type="hidden" name="hash" value="${bundle.hash}">
${textarea({
    id: 'comments',
    name: 'comments',
    value: model.typedComments,
    label: { text: t('clearance.comments') },
    hint: { text: t('clearance.commentsHint') },
    ...(model.problem === null ? {} : { errorMessage: { text: t(model.problem) } }),
  })}
<div class="fs-equal">${button({ text: t('clearance.approve'), preventDoubleClick: true })}${button({ text: t('clearance.return'), classes: 'govuk-button--secondary', attributes: { formaction: `${at}/return` }, preventDoubleClick: true })}</div></form>`;
}

function releaseForm({ caseId }: ClearanceModel, page: Page): Html {
  return html`<form method="post" action="/officer/cases/${caseId}/clearance/release">${csrfField(page)}<p class="govuk-body">${page.t('clearance.releaseText')}</p>${button({ text: page.t('clearance.release'), preventDoubleClick: true })}</form>`;
}

function earlierList(model: ClearanceModel, page: Page): Html {
  const items = model.earlier.map((bundle) => html`<li>${page.t('clearance.bundle')} ${bundle.number}: ${decidedSentence(bundle, page)}</li>`);
  return html`<h2 class="govuk-heading-m">${page.t('clearance.earlier')}</h2><ul class="govuk-list">${items}</ul>`;
}

export interface WaitingBundle {
  readonly caseId: string;
  readonly reference: string;
  readonly approveByOn: string | null;
  readonly submittedOn: string;
  readonly isOwn: boolean;
}

export function clearancesPage(waiting: readonly WaitingBundle[], page: Page): Html {
  const { t } = page;
  const rows = waiting.map(({ caseId, reference, approveByOn, submittedOn, isOwn }) => [
    { html: html`<a class="govuk-link fs-reference" href="/officer/cases/${caseId}/clearance">${reference}</a>${isOwn && html` <span class="fs-meta">${t('clearance.list.preparedByYou')}</span>`}` },
    { text: approveByOn === null ? '' : page.day(approveByOn) },
    { text: page.day(submittedOn) },
  ]);
  const body = rows.length === 0
    ? html`<p class="govuk-body">${t('clearance.list.empty')}</p>`
    : wideTable({ caption: t('clearance.list.heading'), captionClasses: 'govuk-visually-hidden', head: [{ text: t('clearance.list.case') }, { text: t('clearance.list.approveBy') }, { text: t('clearance.list.submitted') }], rows });
  return staffLayout(page, { title: t('clearance.list.heading'), heading: t('clearance.list.heading'), body });
}
