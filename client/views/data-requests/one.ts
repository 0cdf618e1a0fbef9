/** One data request as its officer sees it: how it stands, what may be done, and every letter as it was delivered. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { caseFrame, caseAddress } from '../casework/case-frame.ts';
import { problem } from '../component-words.ts';
import type { Page } from '../page.ts';
import { fileList, uploadForm, whereField, whoField } from './answer-forms.ts';
import { listPath } from './list.ts';
import type { DataRequestModel, LetterShown } from './models.ts';
import { errorsOf, exchangesOf } from './reply.ts';
import { standingWords } from './standing-words.ts';

export function dataRequestPage(model: DataRequestModel, page: Page): Html {
  const { t } = page;
  const refusals = model.refused.map(({ name, why }) => ({ text: t(`reply.files.refused.${why}`, { name }), href: '#files' }));
  const [first = '', ...rest] = standingWords(model.standing, page);
  const body = html`<p class="govuk-body"><strong>${first}</strong></p>${rest.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
${facts(model, page)}${exchangesOf(model.exchanges, page)}${leftLying(model, page)}${model.mayAct && acts(model, page)}${lettersOf(model, page)}`;
  return caseFrame(page, {
    found: model.found, ownerName: model.ownerName, tab: 'collect', heading: t('data-requests.one.heading', { system: model.systemName }),
    errors: [...refusals, ...errorsOf(model.problems, page)], backLink: `${caseAddress(model.found.id)}/collect`, body,
  });
}

function facts(model: DataRequestModel, page: Page): Html {
  const { t } = page;
  const { lookFor, contact, answer, answered } = model;
  const row = (key: string, value: string) => value !== '' && { key: { text: t(`data-requests.one.${key}`) }, value: { text: value } };
  return summaryList({
    rows: [
      row('reference', model.reference),
      row('asked', page.day(model.askedOn)),
      row('contact', contact === null ? '' : `${contact.name}, ${contact.email}`),
      row('given', [...lookFor.names, lookFor.dateOfBirth === '' ? '' : page.day(lookFor.dateOfBirth), ...lookFor.addresses, lookFor.personNumber ?? ''].filter((each) => each !== '').join('; ')),
      row('answered', answered === null ? '' : t('casework.item.at', { day: page.day(answered.on), time: page.time(answered.at) })),
      row('saidBy', answer?.saidBy ?? ''),
      row('lookedIn', answer?.lookedIn ?? ''),
    ],
  });
}

function acts(model: DataRequestModel, page: Page): Html | false {
  const { state, isRestricted } = model.standing;
  if (state !== 'waiting' && state !== 'asked back') return false;
  const press = (act: 'chase' | 'link'): Html => html`<form method="post" action="${at(model)}/${act}">${csrfField(page)}${button({ text: page.t(`data-requests.one.${act}`), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  return html`${state === 'asked back' && replyForm(model, page)}
${!isRestricted && html`<div class="govuk-button-group">${state === 'waiting' && press('chase')}${press('link')}</div>`}
${recordForm(model, page)}${closeForm(model, page)}`;
}

/** What was sent and did not come into the case may be the only copy there is. */
function leftLying({ standing: { state }, uploads }: DataRequestModel, page: Page): Html | false {
  if (state === 'waiting' || state === 'asked back' || uploads.length === 0) return false;
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('data-requests.one.leftLying')}</h2><p class="govuk-body">${t('data-requests.one.leftLyingWhy')}</p>
<ul class="govuk-list govuk-list--bullet">${uploads.map(({ name }) => html`<li>${name}</li>`)}</ul>`;
}

function at(model: DataRequestModel): string {
  return `${listPath}/${model.id}`;
}

function replyForm(model: DataRequestModel, page: Page): Html {
  const { t } = page;
  const field = textarea({ name: 'words', rows: 5, value: model.typed['words'] ?? '', label: { text: t('data-requests.one.replyLabel') }, hint: { text: t('data-requests.one.replyHint') }, ...fieldProblem(model, page, 'words') });
  return html`<form method="post" action="${at(model)}/reply" novalidate>${csrfField(page)}${field}${button({ text: t('data-requests.one.reply'), preventDoubleClick: true })}</form>`;
}

/** What came by telephone, by post or in person: the only way where no link is sent. */
function recordForm(model: DataRequestModel, page: Page): Html {
  const { t } = page;
  const refused = model.refused.map(({ name, why }) => ({ text: t(`reply.files.refused.${why}`, { name }) }));
  const outcome = radios({
    name: 'outcome', fieldset: { legend: { text: t('data-requests.one.outcome') } }, value: model.typed['outcome'] ?? '', ...fieldProblem(model, page, 'outcome'),
    items: [{ value: 'held', text: t('data-requests.one.outcomeHeld') }, { value: 'not held', text: t('data-requests.one.outcomeNotHeld') }],
  });
  const record = html`<form method="post" action="${at(model)}/record" novalidate>${csrfField(page)}${outcome}${whoField({ ...model, of: 'data-requests.one.who' }, page)}${whereField({ ...model, of: 'data-requests.one.where' }, page)}${button({ text: t('data-requests.one.record'), preventDoubleClick: true })}</form>`;
  const form = html`${uploadForm({ action: `${at(model)}/files`, fields: csrfField(page), refused, problem: model.problems['files'] }, page)}${fileList({ files: model.uploads, removeAt: `${at(model)}/files`, fields: csrfField(page) }, page)}${record}`;
  const isOpen = model.standing.isRestricted || model.uploads.length > 0 || refused.length > 0 || ['files', 'outcome', 'saidBy', 'lookedIn'].some((field) => model.problems[field] !== undefined);
  return details({ summaryText: t('data-requests.one.recordSummary'), html: form, open: isOpen });
}

function closeForm(model: DataRequestModel, page: Page): Html {
  const { t } = page;
  const field = textarea({ name: 'because', rows: 2, value: model.typed['because'] ?? '', label: { text: t('data-requests.one.because', { system: model.systemName }) }, ...fieldProblem(model, page, 'because') });
  const form = html`<form method="post" action="${at(model)}/close" novalidate>${csrfField(page)}${field}${button({ text: t('data-requests.one.close'), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  return details({ summaryText: t('data-requests.one.closeSummary'), html: form, open: model.problems['because'] !== undefined });
}

function fieldProblem({ problems }: Pick<DataRequestModel, 'problems'>, page: Page, name: string): { errorMessage?: NonNullable<ReturnType<typeof problem>> } {
  const told = problem(page.t, problems[name] === undefined ? undefined : page.t(problems[name]));
  return told === undefined ? {} : { errorMessage: told };
}

function lettersOf({ letters }: DataRequestModel, page: Page): Html {
  const { t } = page;
  const heading = html`<h2 class="govuk-heading-m">${t('data-requests.one.letters')}</h2>`;
  if (letters.length === 0) return html`${heading}<p class="govuk-body">${t('data-requests.one.noLetters')}</p>`;
  return html`${heading}${letters.map((letter) => letterOf(letter, page))}`;
}

function letterOf({ kind, to, state, why, text, on, at: when }: LetterShown, page: Page): Html {
  const { t } = page;
  const moment = t('casework.item.at', { day: page.day(on), time: page.time(when) });
  const told = why === null ? t(`data-requests.one.states.${state.replace(' ', '-')}`, { to, moment }) : t(`data-requests.one.why.${why}`, { to, moment });
  return html`<p class="govuk-body">${state === 'failed' ? html`<strong>${told}</strong>` : told}</p>${details({ summaryText: t(`data-requests.one.kinds.${kind}`), html: html`<div class="fs-as-written">${text}</div>` })}`;
}
