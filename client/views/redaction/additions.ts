/** The part of the form that adds marks: words of the page, and cells of its picture. */

import { fieldset } from '../../components/fieldset.ts';
import { html, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import type { Page } from '../page.ts';
import { reasonSelect } from './mark-fieldset.ts';
import type { WorkbenchModel } from './workbench-model.ts';

export function additionsForm(model: WorkbenchModel, page: Page): Html {
  return html`${wordsFieldset(model, page)}${model.picture !== null && cellsFieldset(model, page)}`;
}

function problemOf({ sent }: WorkbenchModel, field: string, page: Page): { readonly errorMessage?: { readonly text: string } } {
  const key = sent?.problems[field];
  return key === undefined ? {} : { errorMessage: { text: page.t(key) } };
}

function wordsFieldset(model: WorkbenchModel, page: Page): Html {
  const { t } = page;
  const typed = model.sent?.additions;
  const words = input({ name: 'words', label: { text: t('redaction.add.words') }, hint: { text: t('redaction.add.wordsHint') }, value: typed?.words ?? '', autocomplete: 'off', spellcheck: false, ...problemOf(model, 'words', page) });
  const occurrence = input({ name: 'occurrence', label: { text: t('redaction.add.occurrence') }, hint: { text: t('redaction.add.occurrenceHint') }, value: typed?.occurrence ?? '', classes: 'govuk-input--width-3', autocomplete: 'off', ...problemOf(model, 'occurrence', page) });
  const reason = reasonSelect({ page, reasons: model.reasons, params: { name: 'words-reason', value: typed?.wordsReason ?? '', label: { text: t('redaction.add.wordsReason') }, ...problemOf(model, 'words-reason', page) } });
  return html`<div class="fs-mark-card">${fieldset({ legend: { text: t('redaction.add.wordsLegend'), classes: 'govuk-fieldset__legend--s' }, html: html`${words}${occurrence}${reason}` })}</div>`;
}

function cellsFieldset(model: WorkbenchModel, page: Page): Html {
  const { t } = page;
  const typed = model.sent?.additions;
  const cells = input({ name: 'cells', label: { text: t('redaction.add.cells') }, hint: { text: t('redaction.add.cellsHint') }, value: typed?.cells ?? '', classes: 'govuk-input--width-20', autocomplete: 'off', ...problemOf(model, 'cells', page) });
  const reason = reasonSelect({ page, reasons: model.reasons, params: { name: 'cells-reason', value: typed?.cellsReason ?? '', label: { text: t('redaction.add.cellsReason') }, ...problemOf(model, 'cells-reason', page) } });
  return html`<div class="fs-mark-card" data-areas>${fieldset({ legend: { text: t('redaction.add.cellsLegend'), classes: 'govuk-fieldset__legend--s' }, html: html`${cells}${reason}` })}</div>`;
}
