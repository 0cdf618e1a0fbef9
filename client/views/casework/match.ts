/** Is this the same person: both records side by side, each field in words, how likely it is and why, and three answers. */

import type { FieldComparison } from '../../../server/connected-systems/compared-fields.ts';
import type { BesideMatch } from '../../../server/casework/decide-match.ts';
import { likelihoodOf, strengthOf, type Match } from '../../../server/casework/match.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { radios } from '../../components/radios.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseAddress, caseFrame } from './case-frame.ts';

export interface MatchModel extends BesideMatch {
  readonly match: Match;
  readonly ownerName: string | null;
  readonly systemName: string;
  readonly mayDecide: boolean;
  /** Of the values only what is needed to decide; the rest is masked already. */
  readonly fields: readonly FieldComparison[];
  /** Who decided and on what day, where somebody has. */
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly problem?: string;
}

const answers = ['same', 'not-same', 'cannot-tell'] as const;
const answerOf = { certain: 'same', rejected: 'not-same', probable: '' } as const;
const decidedAs = { certain: 'same', rejected: 'not-same', probable: 'cannot-tell' } as const;

export function matchPage(model: MatchModel, page: Page): Html {
  const { t } = page;
  const { match } = model;
  const act = model.mayDecide ? decideForm(model, page) : html`<p class="govuk-body">${t('casework.acts.owners')}</p>`;
  const body = html`<p class="govuk-body">${t('casework.match.intro', { system: model.systemName })}</p>${decided(model, page)}${likelihood(model, page)}${messages(model, page)}${fieldsTable(model, page)}${reasons(model, page)}${cautions(model, page)}${earlierDecision(model, page)}${act}${others(model, page)}`;
  const errors = model.problem === undefined ? [] : [{ text: t(model.problem), href: '#answer' }];
  return caseFrame(page, { found: match.found, ownerName: model.ownerName, tab: 'collect', heading: t('casework.match.heading'), backLink: `${caseAddress(match.found.id)}/collect`, errors, body });
}

function decided({ match, decidedBy, decidedOn }: MatchModel, page: Page): Html | false {
  if (decidedOn === null) return false;
  const { t } = page;
  const values = { name: decidedBy ?? t('casework.queue.another'), day: page.day(decidedOn), answer: t(`casework.match.answers.${decidedAs[match.state]}`) };
  return insetText({ text: t('casework.match.decided', values) });
}

/** “Very likely the same person: 96 in 100.” Never all of a hundred, nor none. */
function likelihood({ match: { candidate } }: MatchModel, page: Page): Html | false {
  if (candidate.probability === undefined) return false;
  const { t } = page;
  const { probability } = candidate;
  const inHundred = Math.round(probability * 100);
  const number = probability >= 0.99 ? t('casework.match.number.most') : probability < 0.01 ? t('casework.match.number.least') : t('casework.match.number.between', { number: inHundred });
  return html`<p class="govuk-body"><strong>${t(`casework.match.likelihood.${likelihoodOf(probability)}`, { number })}</strong></p>`;
}

/** A mailbox holds no person: how many messages there are, and why they are thought to be somebody's. */
function messages({ match: { candidate } }: MatchModel, { t }: Page): Html | false {
  if (candidate.messages === undefined) return false;
  const { by, count } = candidate.messages;
  return html`<p class="govuk-body"><strong>${t(`casework.match.messages.${by}`, { count })}</strong></p>`;
}

const alwaysShown = new Set<FieldComparison['field']>(['name', 'date of birth', 'address', 'national insurance number']);

function fieldsTable({ fields, systemName }: MatchModel, page: Page): Html {
  const { t } = page;
  return wideTable({
    caption: t('casework.match.caption'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: t('casework.match.field') }, { text: t('casework.match.request') }, { text: systemName }, { text: t('casework.match.compared') }],
    rows: fields
      .filter(({ field, likeness }) => likeness !== 'not held' || alwaysShown.has(field))
      .map((field) => [{ text: fieldName(field, page) }, { text: shown(field.ours, page) }, { text: shown(field.theirs, page) }, { text: said(field, page) }]),
  });
}

function fieldName({ field }: FieldComparison, { t }: Page): string {
  return t(`casework.match.fields.${keyOf(field)}`);
}

function shown(value: string, { t }: Page): string {
  return value === '' ? t('casework.match.blank') : value === '•••' ? t('casework.match.hidden') : value;
}

/** “Close: day and month swapped.” */
function said({ likeness, how }: FieldComparison, { t }: Page): string {
  const ways = how.map((way) => t(`casework.match.how.${keyOf(way)}`)).join(', ');
  return ways === '' ? t(`casework.match.said.${keyOf(likeness)}`) : t(`casework.match.saidHow.${keyOf(likeness)}`, { how: ways });
}

/** What weighs most comes first, for and against alike. */
function reasons({ fields }: MatchModel, page: Page): Html | false {
  const { t } = page;
  const told = fields.toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight)).flatMap((field) => {
    const strength = strengthOf(field.weight);
    return strength === null ? [] : [t(`casework.match.strength.${strength}`, { field: fieldName(field, page), said: said(field, page) })];
  });
  if (told.length === 0) return false;
  return html`<h2 class="govuk-heading-m">${t('casework.match.why')}</h2><ul class="govuk-list govuk-list--bullet">${told.map((reason) => html`<li>${reason}</li>`)}</ul>`;
}

function cautions({ match: { candidate } }: MatchModel, page: Page): readonly Html[] {
  return (candidate.cautions ?? []).map((caution) => insetText({ text: page.t(`casework.match.cautions.${keyOf(caution)}`) }));
}

function earlierDecision({ earlier }: MatchModel, page: Page): Html | false {
  if (earlier === null) return false;
  const { t } = page;
  return insetText({ text: t('casework.match.earlier', { reference: earlier.reference, day: page.day(earlier.decidedOn), answer: t(`casework.match.answers.${decidedAs[earlier.state]}`) }) });
}

function others({ match, candidates, systemName }: MatchModel, page: Page): Html | false {
  if (candidates.length < 2) return false;
  const { t } = page;
  const link = (id: string, number: number, state: Match['state']): Html => {
    const words = t(`casework.match.other.${state}`, { number });
    return id === match.id ? html`<li><span aria-current="true">${t('casework.match.other.this', { number })}</span></li>` : html`<li><a class="govuk-link" href="${caseAddress(match.found.id)}/matches/${id}">${words}</a></li>`;
  };
  return html`<h2 class="govuk-heading-m">${t('casework.match.others', { system: systemName })}</h2><p class="govuk-body">${t('casework.match.several')}</p><ul class="govuk-list">${candidates.map(({ id, state }, index) => link(id, index + 1, state))}</ul>`;
}

function decideForm({ match, problem }: MatchModel, page: Page): Html {
  const { t } = page;
  const question = radios({
    name: 'answer',
    fieldset: { legend: { text: t('casework.match.question'), classes: 'govuk-fieldset__legend--m' } },
    hint: { text: t('casework.match.undo') },
    value: answerOf[match.state],
    items: answers.map((answer) => ({ value: answer, text: t(`casework.match.answers.${answer}`) })),
    ...(problem === undefined ? {} : { errorMessage: { text: t(problem) } }),
  });
  const state = html`<input type="hidden" name="state" value="${match.state}">`;
  return html`<form method="post" action="${caseAddress(match.found.id)}/matches/${match.id}">${csrfField(page)}${state}${question}${button({ text: t('casework.match.save'), preventDoubleClick: true })}</form>`;
}

function keyOf(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}
