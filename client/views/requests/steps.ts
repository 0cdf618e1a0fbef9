/** The steps of asking for a copy: one question a page, in order, and the check before sending. */

import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { dateInput } from '../../components/date-input.ts';
import { html, type Hole, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { contactFields } from '../data-subjects/contact.ts';
import { residentLayout, type PageError } from '../layout.ts';
import type { Page } from '../page.ts';

export interface TypedDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export interface StepModel {
  readonly step: 'what' | 'services' | 'dates' | 'help' | 'contact' | 'check';
  /** Null before the first answer is kept. */
  readonly draftId: string | null;
  readonly version: number;
  readonly scope: 'everything' | 'some' | null;
  readonly services: readonly string[];
  readonly knownServices: readonly string[];
  readonly dates: 'all' | 'between' | null;
  readonly from: TypedDate;
  readonly to: TypedDate;
  readonly help: string;
  readonly hasContact: boolean;
  /** What was posted of the contact question when it has a problem. */
  readonly typedContact: Readonly<Record<string, string>>;
  /** The days of `from` and `to`, once they are days. */
  readonly fromOn: string | null;
  readonly toOn: string | null;
  /** How many items the live view shows already; null when nobody has looked. */
  readonly alreadyShown: number | null;
  readonly backLink: string | null;
  /** Keys of the language files, by field. */
  readonly problems: Readonly<Record<string, string>>;
}

export function stepPage(model: StepModel, page: Page): Html {
  const { t } = page;
  const errors: readonly PageError[] = Object.entries(model.problems).map(([field, key]) => ({ text: t(key), href: `#${field}` }));
  const action = model.draftId === null ? '/requests/new' : `/requests/new/${model.draftId}/${model.step}`;
  const isCheck = model.step === 'check';
  const body = html`<form method="post" action="${action}" novalidate>${csrfField(page)}
<input type="hidden" name="version" value="${model.version}">
${model.step === 'what' && isOffered(model) && html`<input type="hidden" name="offered" value="yes">`}
${question(model, page)}
${button({ text: t(isCheck ? 'requests.check.send' : 'requests.continue'), preventDoubleClick: true })}</form>`;
  return residentLayout(page, {
    title: 'your-request',
    step: t(`requests.step.${model.step}`),
    ...(isCheck ? { heading: t('requests.check.heading') } : {}),
    errors,
    body,
    backLink: model.backLink ?? '/requests',
  });
}

function question(model: StepModel, page: Page): Hole {
  switch (model.step) {
    case 'what':
      return whatQuestion(model, page);
    case 'services':
      return servicesQuestion(model, page);
    case 'dates':
      return datesQuestion(model, page);
    case 'help':
      return helpQuestion(model, page);
    case 'contact':
      return contactFields({ typed: model.typedContact, problems: model.problems, isKept: model.hasContact }, page);
    case 'check':
      return checkAnswers(model, page);
  }
}

function legend(text: string): { text: string; classes: string; isPageHeading: true } {
  return { text, classes: 'govuk-fieldset__legend--l', isPageHeading: true };
}

function problem(model: StepModel, field: string, page: Page): { errorMessage?: { text: string } } {
  const key = model.problems[field];
  return key === undefined ? {} : { errorMessage: { text: page.t(key) } };
}

function whatQuestion(model: StepModel, page: Page): Html {
  const { t } = page;
  const already = model.alreadyShown ?? 0;
  const shown = isOffered(model) && insetText({
    html: html`${t('requests.what.already', { count: already })} <a class="govuk-link" href="/information?asking=yes">${t('requests.what.alreadyLink')}</a>`,
  });
  return html`${radios({
    name: 'scope',
    idPrefix: 'scope',
    fieldset: { legend: legend(t('requests.what.heading')) },
    hint: { text: t('requests.what.hint') },
    ...problem(model, 'scope', page),
    items: [
      { value: 'everything', text: t('requests.what.everything'), checked: model.scope === 'everything' },
      { value: 'some', text: t('requests.what.some'), checked: model.scope === 'some' },
    ],
  })}${shown}`;
}

/** True where the person was told that they can see some of it now. */
function isOffered({ alreadyShown }: StepModel): boolean {
  return alreadyShown !== null && alreadyShown > 0;
}

function servicesQuestion(model: StepModel, page: Page): Html {
  const { t } = page;
  return checkboxes({
    name: 'services',
    idPrefix: 'services',
    fieldset: { legend: legend(t('requests.services.heading')) },
    hint: { text: t('requests.services.hint') },
    ...problem(model, 'services', page),
    items: model.knownServices.map((service) => ({ value: service, text: service, checked: model.services.includes(service) })),
  });
}

function datesQuestion(model: StepModel, page: Page): Html {
  const { t } = page;
  const box = (name: 'from' | 'to', value: TypedDate): Html => dateInput({
    id: name,
    namePrefix: name,
    fieldset: { legend: { text: t(`requests.dates.${name}`), classes: 'govuk-fieldset__legend--s' } },
    hint: { text: t('requests.dates.hint') },
    ...problem(model, `${name}-day`, page),
    items: [
      { name: 'day', label: t('requests.dates.day'), classes: 'govuk-input--width-2', value: value.day },
      { name: 'month', label: t('requests.dates.month'), classes: 'govuk-input--width-4', value: value.month },
      { name: 'year', label: t('requests.dates.year'), classes: 'govuk-input--width-4', value: value.year },
    ],
  });
  return radios({
    name: 'dates',
    idPrefix: 'dates',
    fieldset: { legend: legend(t('requests.dates.heading')) },
    ...problem(model, 'dates', page),
    items: [
      { value: 'all', text: t('requests.dates.all'), checked: model.dates === 'all' },
      { value: 'between', text: t('requests.dates.between'), checked: model.dates === 'between', conditional: { html: html`${box('from', model.from)}${box('to', model.to)}` } },
    ],
  });
}

function helpQuestion(model: StepModel, page: Page): Html {
  const { t } = page;
  return textarea({
    id: 'help',
    name: 'help',
    value: model.help,
    label: { text: t('requests.help.heading'), classes: 'govuk-label--l', isPageHeading: true },
    hint: { text: t('requests.help.hint') },
    ...problem(model, 'help', page),
  });
}

function checkAnswers(model: StepModel, page: Page): Html {
  const { t } = page;
  const row = (step: string, key: string, value: string): object => ({
    key: { text: t(key) },
    value: { text: value },
    actions: { items: [{ href: `/requests/new/${model.draftId ?? ''}/${step}`, text: t('requests.check.change'), visuallyHiddenText: t(key) }] },
  });
  const dates = model.dates === 'between' && model.fromOn !== null && model.toOn !== null
    ? t('requests.check.between', { from: page.day(model.fromOn), to: page.day(model.toOn) })
    : t('requests.dates.all');
  return summaryList({
    rows: [
      row('what', 'requests.check.what', t(model.scope === 'some' ? 'requests.what.some' : 'requests.what.everything')),
      ...(model.scope === 'some' ? [row('services', 'requests.check.services', model.services.join(', '))] : []),
      row('dates', 'requests.check.dates', dates),
      row('help', 'requests.check.help', model.help.trim() === '' ? t('requests.check.nothing') : model.help),
      { key: { text: t('requests.check.contact') }, value: { text: t('requests.check.contactKept') } },
    ],
  });
}
