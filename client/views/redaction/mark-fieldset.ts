/** One mark of the page as a fieldset: why it was suggested, accept, reject or later, the reason, and the person. */

import { details } from '../../components/details.ts';
import { fieldset } from '../../components/fieldset.ts';
import { html, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { select, type SelectParams } from '../../components/select.ts';
import type { Page } from '../page.ts';
import type { Reason, WorkbenchMark, WorkbenchModel } from './workbench-model.ts';

interface Numbered {
  readonly page: Page;
  readonly number: number;
  readonly total: number;
}

/** “Suggested. Someone else's information. 14 of 38.” */
export function markWords(mark: WorkbenchMark, { page, number, total }: Numbered): string {
  const { t } = page;
  const state = t(`redaction.states.${mark.state.replaceAll(' ', '-')}`);
  const person = mark.person === '' ? '' : `${mark.person}. `;
  return t('redaction.mark.spoken', { state, reason: person, number, total });
}

interface Drawing {
  readonly model: WorkbenchModel;
  readonly page: Page;
  readonly number: number;
}

/** In each of them the script may show the mark later. */
const states = ['suggested', 'accepted', 'rejected', 'needs decision'] as const;

export function markFieldset(mark: WorkbenchMark, { model, page, number }: Drawing): Html {
  const { t } = page;
  const state = t(`redaction.states.${mark.state.replaceAll(' ', '-')}`);
  const legend = t('redaction.mark.legend', { number, state });
  const legends = states.map((each) => html` data-legend-${each === 'needs decision' ? 'undecided' : each}="${t('redaction.mark.legend', { number, state: t(`redaction.states.${each.replaceAll(' ', '-')}`) })}"`);
  const words = mark.isArea ? t('redaction.mark.area') : mark.quote;
  const shown = html`<p class="govuk-body fs-mark-quote">${words}</p>${whyOf(mark, page)}`;
  const inner = model.mayMark ? html`${shown}${choiceOf(mark, { model, page, number })}` : html`${shown}${reasonLine(mark, model.reasons, page)}`;
  return html`<div class="fs-mark-card" id="mark-${number}" data-card="${mark.id}" data-state="${mark.state}"${model.mayMark && legends}>${fieldset({ legend: { text: legend, classes: 'govuk-fieldset__legend--s' }, html: inner })}</div>`;
}

function whyOf(mark: WorkbenchMark, page: Page): Html {
  const { t } = page;
  if (mark.why === null || mark.score === null) return html`<p class="govuk-hint">${t('redaction.mark.drawn')}</p>`;
  return html`<p class="govuk-hint">${t('redaction.mark.why', { why: t(`redaction.why.${mark.why}`), percent: Math.round(mark.score * 100) })}</p>`;
}

function reasonLine(mark: WorkbenchMark, reasons: readonly Reason[], page: Page): Html | false {
  const reason = reasons.find(({ id }) => id === mark.exemption);
  return mark.state === 'accepted' && html`<p class="govuk-body">${page.t('redaction.mark.reasonIs', { reason: reason?.label ?? mark.exemption ?? '' })}</p>`;
}

/** A mark that is decided already shows its decision; nothing is chosen on one that is not. */
function chosenOf(mark: WorkbenchMark): string {
  if (mark.state === 'accepted') return 'accept';
  if (mark.state === 'rejected') return mark.rejectedFor === 'person' ? 'reject-person' : 'reject';
  return '';
}

function choiceOf(mark: WorkbenchMark, { model, page, number }: Drawing): Html {
  const { t } = page;
  const typed = model.sent?.marks[mark.id];
  const problem = (field: string) => {
    const key = model.sent?.problems[`${field}-${mark.id}`];
    return key === undefined ? {} : { errorMessage: { text: t(key) } };
  };
  const decision = radios({
    name: `decision-${mark.id}`,
    classes: 'govuk-radios--small govuk-radios--inline',
    fieldset: { legend: { text: t('redaction.mark.decision', { number }), classes: 'govuk-visually-hidden' } },
    value: typed?.choice ?? chosenOf(mark),
    items: [
      { value: 'accept', text: t('redaction.choices.accept') },
      { value: 'reject', text: t('redaction.choices.reject') },
      ...(mark.isArea || mark.quote === '' ? [] : [{ value: 'reject-person', text: t('redaction.choices.reject-person') }]),
      { value: 'later', text: t('redaction.choices.later') },
    ],
    ...problem('decision'),
  });
  const reason = reasonSelect({ page, reasons: model.reasons, params: { name: `reason-${mark.id}`, value: typed?.reason ?? mark.exemption ?? '', label: { text: t('redaction.mark.reason', { number }) }, ...problem('reason') } });
  const person = input({ name: `person-${mark.id}`, label: { text: t('redaction.mark.person', { number }) }, value: typed?.person ?? mark.person, autocomplete: 'off', spellcheck: false });
  const everywhere = !mark.isArea && html`<p class="govuk-body"><a class="govuk-link" href="/officer/cases/${model.found.id}/redaction/proposals/${mark.id}">${t('redaction.mark.everywhere', { number })}</a></p>`;
  return html`<input type="hidden" name="version-${mark.id}" value="${mark.version}">${decision}${reason}${details({ summaryText: t('redaction.mark.more', { number }), html: html`${person}${everywhere}` })}`;
}

/** Nothing is chosen beforehand but what a machine proposed or an officer saved. */
export function reasonSelect({ page, reasons, params }: { readonly page: Page; readonly reasons: readonly Reason[]; readonly params: Omit<SelectParams, 'items'> }): Html {
  return select({ ...params, items: [{ value: '', text: page.t('redaction.mark.choose') }, ...reasons.map(({ id, label, boxCode }) => ({ value: id, text: `${label} (${boxCode})` }))] });
}
