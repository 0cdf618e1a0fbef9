/** One page of the workbench: text with numbered marks, a fieldset for each, and the form that saves them all. */

import type { MarkState } from '../../../server/redaction/mark.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, raw, type Html } from '../../components/html.ts';
import { attribute } from '../../components/params.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { instructionStrip } from '../casework/case-frame.ts';
import { staffLayout, type PageError } from '../layout.ts';
import type { Page } from '../page.ts';
import { additionsForm } from './additions.ts';
import { markFieldset, markWords } from './mark-fieldset.ts';
import { pagePicture } from './page-picture.ts';
import { pageAddress, type PagePlace, type WorkbenchMark, type WorkbenchModel } from './workbench-model.ts';

// The font has no tick, so it is drawn.
const tick = raw('<svg width="10" height="10" viewBox="0 0 10 10" focusable="false"><path d="M1 5l3 3 5-6" fill="none" stroke="currentColor" stroke-width="2"/></svg>');
const tagOf: Readonly<Record<MarkState, Html | string>> = { suggested: '?', accepted: tick, rejected: '×', 'needs decision': '!' };
const styleOf: Readonly<Record<MarkState, string>> = { suggested: 'suggested', accepted: 'accepted', rejected: 'rejected', 'needs decision': 'undecided' };

export function workbenchPage(model: WorkbenchModel, page: Page): Html {
  const { t } = page;
  const heading = t('redaction.workbench.heading', { reference: model.found.reference, number: model.itemNumber, page: model.pageNumber, total: model.pageCount });
  const here = pageAddress(model.found.id, { itemId: model.itemId, page: model.pageNumber });
  const body = html`${instructionStrip(page, model.ownerName)}<p class="govuk-body fs-workbench__title">${model.itemTitle}</p>${placesNav(model, page)}${saved(model, page)}${changedMeanwhile(model, page)}${lockedBanner(model, page)}${unreadBanner(model, page)}
<div class="fs-workbench" data-workbench data-address="${here}">${textArea(model, page)}${pagePicture(model, page)}${formOf(model, page, here)}${keySheet(page)}<p class="govuk-visually-hidden" role="status" aria-live="polite" data-workbench-status></p></div>${foot(model, page)}`;
  return staffLayout(page, { title: t('redaction.workbench.title', { number: model.itemNumber, page: model.pageNumber }), heading, errors: errorsOf(model, page), isWide: true, island: 'redaction-workbench', backLink: `/officer/cases/${model.found.id}/items/${model.itemId}`, body });
}

function errorsOf({ sent }: WorkbenchModel, page: Page): readonly PageError[] {
  return Object.entries(sent?.problems ?? {}).map(([field, problem]) => ({ text: page.t(problem), href: `#${field}` }));
}

function placesNav(model: WorkbenchModel, page: Page): Html {
  const { t } = page;
  const link = (place: PagePlace | null, words: string, name: string): Html | false => place !== null && html`<li class="fs-tabs__item"><a class="govuk-link fs-tabs__link" href="${pageAddress(model.found.id, place)}" data-go="${name}">${words}</a></li>`;
  return html`<nav class="fs-tabs" aria-label="${t('redaction.workbench.pages')}"><ul class="fs-tabs__list">${link(model.previous, t('redaction.workbench.previous'), 'previous')}${link(model.next, t('redaction.workbench.next'), 'next')}${link(model.nextOpen, t('redaction.workbench.nextOpen'), 'next-open')}<li class="fs-tabs__item"><a class="govuk-link fs-tabs__link" href="/officer/cases/${model.found.id}/preview">${t('redaction.workbench.asResident')}</a></li></ul></nav>`;
}

function saved({ savedAt }: WorkbenchModel, page: Page): Html | false {
  return savedAt !== undefined && html`<p class="govuk-body" role="status">${page.t('redaction.workbench.saved', { time: page.time(savedAt) })}</p>`;
}

function changedMeanwhile({ sent, marks }: WorkbenchModel, page: Page): Html | false {
  if (sent === undefined || sent.changed.length === 0) return false;
  const { t } = page;
  const which = marks.flatMap((mark, index) => (sent.changed.includes(mark.id) ? [html`<li><a class="govuk-link" href="#mark-${index + 1}">${t('redaction.stale.mark', { number: index + 1, state: t(`redaction.states.${mark.state.replaceAll(' ', '-')}`) })}</a></li>`] : []));
  return notificationBanner({ titleText: t('redaction.stale.title'), role: 'alert', html: html`<p class="govuk-notification-banner__heading">${t('errors.stale.heading')}</p><p class="govuk-body">${t('errors.stale.text')}</p><ul class="govuk-list">${which}</ul>` });
}

function lockedBanner({ mayMark, found }: WorkbenchModel, page: Page): Html | false {
  if (mayMark) return false;
  const isOut = found.stage === 'released' || found.stage === 'closed';
  const why = isOut ? 'released' : found.isWithApprover ? 'withApprover' : 'readOnly';
  return html`<p class="govuk-body"><strong>${page.t(`redaction.workbench.${why}`)}</strong></p>`;
}

function unreadBanner({ isUnread, found }: WorkbenchModel, page: Page): Html | false {
  return isUnread && html`<p class="govuk-body"><strong>${page.t('redaction.unread.here')}</strong> <a class="govuk-link" href="/officer/cases/${found.id}/redaction/unread">${page.t('redaction.unread.link')}</a></p>`;
}

function textArea(model: WorkbenchModel, page: Page): Html {
  const { t } = page;
  const total = model.marks.length;
  const pieces = model.pieces.map(({ text, mark }) => {
    const marked = mark === null ? undefined : model.marks[mark - 1];
    return marked === undefined || mark === null ? html`${text}` : markIn(marked, { page, number: mark, total, text });
  });
  const empty = model.pieces.length === 0 && html`<span class="govuk-hint">${t('redaction.workbench.noText')}</span>`;
  return html`<div class="fs-workbench__text"><h2 class="govuk-heading-m" id="text-heading">${t('redaction.workbench.text')}</h2><div class="fs-document" id="page-text" role="region" aria-labelledby="text-heading" tabindex="0" data-page-area>${pieces}${empty}</div></div>`;
}

/** State comes first, then the reason, then its number: so that a screen reader says what matters before the words. */
function markIn(mark: WorkbenchMark, { page, number, total, text }: { readonly page: Page; readonly number: number; readonly total: number; readonly text: string }): Html {
  const spoken = markWords(mark, { page, number, total });
  return html`<a class="fs-mark fs-mark--${styleOf[mark.state]}" id="place-${number}" href="#mark-${number}" data-mark="${mark.id}" data-number="${number}" data-state="${mark.state}"><span class="fs-mark__tag" aria-hidden="true">${tagOf[mark.state]}&#160;${number}</span><span class="govuk-visually-hidden">${spoken} </span>${text}</a>`;
}

function formOf(model: WorkbenchModel, page: Page, here: string): Html {
  const { t } = page;
  const fieldsets = model.marks.map((mark, index) => markFieldset(mark, { model, page, number: index + 1 }));
  const none = model.marks.length === 0 && html`<p class="govuk-body">${t('redaction.workbench.noMarks')}</p>`;
  const heading = html`<h2 class="govuk-heading-m" id="marks-heading">${t('redaction.workbench.marks', { count: model.marks.length })}</h2>`;
  if (!model.mayMark) return html`<section class="fs-workbench__marks">${heading}${none}${fieldsets}</section>`;
  const save = html`<div class="govuk-button-group">${button({ text: t('redaction.workbench.saveAndGo'), name: 'go', value: 'next', preventDoubleClick: true })}${button({ text: t('redaction.workbench.save'), name: 'go', value: 'stay', classes: 'govuk-button--secondary', preventDoubleClick: true })}</div>`;
  const undo = model.mayUndo && html`<form method="post" action="/officer/cases/${model.found.id}/redaction/undo" data-undo>${csrfField(page)}<input type="hidden" name="return" value="${here}">${button({ text: t('redaction.workbench.undo'), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  return html`<section class="fs-workbench__marks"><form method="post" action="${here}" data-marks${attribute('novalidate', true)}>${csrfField(page)}${heading}${none}${fieldsets}${additionsForm(model, page)}${save}</form>${undo}</section>`;
}

const keys = ['n', 'N', 'a', 'x', 's', 'j', 'k', 'u', 'question', 'escape'] as const;

/** Shown by the island; without it there is nothing to press. */
function keySheet(page: Page): Html {
  const { t } = page;
  const rows = keys.map((key) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key"><kbd>${t(`redaction.keys.${key}.key`)}</kbd></dt><dd class="govuk-summary-list__value">${t(`redaction.keys.${key}.act`)}</dd></div>`);
  const spoken = { 'data-accepted': t('redaction.said.accepted'), 'data-rejected': t('redaction.said.rejected'), 'data-later': t('redaction.said.later'), 'data-failed': t('redaction.said.failed'), 'data-needs-reason': t('redaction.said.needsReason'), 'data-none-left': t('redaction.said.noneLeft'), 'data-drawn': t('redaction.said.drawn') };
  const data = Object.entries(spoken).map(([name, words]) => html` ${name}="${words}"`);
  return html`<dialog class="fs-keys" aria-labelledby="keys-heading" data-keys${data}><h2 class="govuk-heading-m" id="keys-heading">${t('redaction.keys.heading')}</h2><p class="govuk-body">${t('redaction.keys.where')}</p><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="keys-off" type="checkbox" data-keys-off><label class="govuk-label govuk-checkboxes__label" for="keys-off">${t('redaction.keys.off')}</label></div></div><dl class="govuk-summary-list">${rows}</dl><form method="dialog">${button({ text: t('redaction.keys.close') })}</form></dialog>`;
}

function foot(model: WorkbenchModel, page: Page): Html {
  const { t } = page;
  const at = `/officer/cases/${model.found.id}`;
  return html`<footer class="fs-workbench__foot"><ul class="govuk-list fs-tabs__list"><li class="fs-tabs__item">${t('redaction.foot.page', { page: model.pageNumber, total: model.pageCount })}</li><li class="fs-tabs__item"><a class="govuk-link" href="${at}/items" data-left="${model.decisionsLeft}">${t('redaction.foot.left', { count: model.decisionsLeft })}</a></li><li class="fs-tabs__item"><a class="govuk-link" href="${at}/redaction/unread">${t('redaction.foot.unread', { count: model.uncheckedPages })}</a></li></ul></footer>`;
}
