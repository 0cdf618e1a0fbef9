/** Apply to all: every place of one value with its line before and after, those that look the same ticked, the doubtful not. */

import type { Case } from '../../../server/casework/case.ts';
import type { CasePlace } from '../../../server/redaction/value-places.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { attribute } from '../../components/params.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { instructionStrip } from '../casework/case-frame.ts';
import { reasonSelect } from './mark-fieldset.ts';
import type { Reason } from './workbench-model.ts';

export interface ProposalModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly markId: string;
  readonly back: string;
  readonly reasons: readonly Reason[];
  readonly exemption: string | null;
  /** Those that this page shows. */
  readonly places: readonly CasePlace[];
  readonly total: number;
  readonly items: number;
  readonly typed?: { readonly exemption: string; readonly ticked: readonly string[]; readonly problem: string };
}

export function proposalPage(model: ProposalModel, page: Page): Html {
  const { t } = page;
  const { found, places, typed } = model;
  const same = places.filter(({ doubt }) => doubt === null).length;
  const summary = t('redaction.everywhere.summary', { count: model.total, items: model.items });
  const ticks = t('redaction.everywhere.ticks', { same, differ: places.length - same });
  const beyond = model.total > places.length && html`<p class="govuk-body"><strong>${t('redaction.everywhere.beyond', { count: model.total - places.length })}</strong></p>`;
  const errors = typed === undefined ? [] : [{ text: t(typed.problem), href: typed.problem.endsWith('no-place') ? '#place-1' : '#reason' }];
  const body = html`${instructionStrip(page, model.ownerName)}<p class="govuk-body">${summary} ${ticks}</p>${beyond}${places.length === 0 ? html`<p class="govuk-body">${t('redaction.everywhere.none')}</p>` : formOf(model, page)}`;
  return staffLayout(page, { title: t('redaction.everywhere.title'), heading: t('redaction.everywhere.heading', { reference: found.reference }), backLink: model.back, errors, isWide: true, body });
}

function formOf(model: ProposalModel, page: Page): Html {
  const { t } = page;
  const { typed } = model;
  const reason = reasonSelect({
    page,
    reasons: model.reasons,
    params: { name: 'reason', value: typed?.exemption ?? model.exemption ?? '', label: { text: t('redaction.everywhere.reason') }, ...(typed !== undefined && !typed.problem.endsWith('no-place') ? { errorMessage: { text: t(typed.problem) } } : {}) },
  });
  const byItem = new Map<string, Numbered[]>();
  for (const [index, place] of model.places.entries()) byItem.set(place.itemId, [...(byItem.get(place.itemId) ?? []), { place, number: index + 1 }]);
  const groups = [...byItem.values()].map((group) => itemGroup(group, model, page));
  return html`<form method="post" action="/officer/cases/${model.found.id}/redaction/proposals/${model.markId}">${csrfField(page)}${groups}${reason}${button({ text: t('redaction.everywhere.button'), preventDoubleClick: true })}</form>`;
}

interface Numbered {
  readonly place: CasePlace;
  readonly number: number;
}

function itemGroup(group: readonly Numbered[], model: ProposalModel, page: Page): Html {
  const { t } = page;
  const [first] = group;
  const legend = first === undefined ? '' : t('redaction.everywhere.item', { number: first.place.itemNumber, title: first.place.itemTitle });
  return html`<fieldset class="govuk-fieldset fs-mark-card"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${legend}</legend><div class="govuk-checkboxes govuk-checkboxes--small">${group.map((each) => placeBox(each, model, page))}</div></fieldset>`;
}

function placeBox({ place, number }: Numbered, { typed }: ProposalModel, page: Page): Html {
  const { t } = page;
  const isTicked = typed === undefined ? place.doubt === null : typed.ticked.includes(place.key);
  const doubt = place.doubt !== null && html`<span class="govuk-hint govuk-checkboxes__hint" id="place-${number}-hint">${t(`redaction.doubt.${place.doubt}`)}</span>`;
  const line = html`${t('redaction.everywhere.page', { page: place.page })}: ${place.line.before}<mark>${place.line.at}</mark>${place.line.after}`;
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="place-${number}" name="place" value="${place.key}"${attribute('checked', isTicked)}${attribute('aria-describedby', place.doubt !== null && `place-${number}-hint`)}><label class="govuk-label govuk-checkboxes__label" for="place-${number}">${line}</label>${doubt}</div>`;
}
