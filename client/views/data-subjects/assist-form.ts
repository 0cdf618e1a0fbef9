/** The form on which an officer records what they saw: blank when it opens, and nothing but this form. */

import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { dateInput } from '../../components/date-input.ts';
import { html, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import { insetText } from '../../components/inset-text.ts';
import { radios } from '../../components/radios.ts';
import { textarea } from '../../components/textarea.ts';
import { dateParts } from '../component-words.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface AssistFormModel {
  readonly proof: { readonly id: string; readonly reference: string; readonly way: string };
  /** What was typed just now; null when the form is new. */
  readonly typed: Readonly<Record<string, string>> | null;
  readonly problems: Readonly<Record<string, string>>;
  /** Tried, and not one person for certain. */
  readonly isUnmatched: boolean;
}

export function assistFormPage(model: AssistFormModel, page: Page): Html {
  const { t } = page;
  const errors = Object.entries(model.problems).map(([field, key]) => ({ text: t(key), href: `#${field === 'birth' ? 'birth-day' : field}` }));
  const address = `/officer/assist/${model.proof.id}`;
  const body = html`<p class="govuk-body fs-strip">${t('assist.band')}</p>
<p class="govuk-body">${t('assist.chosen', { way: t(`assist.ways.${model.proof.way}`) })}</p>
${model.isUnmatched && insetText({ text: t('assist.unmatched') })}
<form method="post" action="${address}" autocomplete="off" novalidate>${csrfField(page)}${nameFields(model, page)}${placeFields(model, page)}${evidenceFields(model, page)}${button({ text: t('assist.record'), preventDoubleClick: true })}</form>
${model.isUnmatched && html`<form method="post" action="${address}/close">${csrfField(page)}${button({ text: t('assist.close'), classes: 'govuk-button--secondary' })}</form>`}
<form method="post" action="/officer/assist/finish">${csrfField(page)}${button({ text: t('assist.finish'), classes: 'govuk-button--secondary' })}</form>`;
  return staffLayout(page, { title: t('assist.formHeading'), heading: t('assist.forReference', { reference: model.proof.reference }), errors, body, backLink: '/officer/assist' });
}

interface Field {
  readonly id: string;
  readonly name: string;
  readonly classes?: string;
}

function textField(model: AssistFormModel, page: Page, { id, name, classes }: Field): Html {
  return input({
    id, name, value: model.typed?.[name] ?? '', autocomplete: 'off', spellcheck: false,
    label: { text: page.t(`assist.fields.${id}`) },
    ...(classes === undefined ? {} : { classes }),
    ...problemOf(model, page, id),
  });
}

function problemOf(model: AssistFormModel, page: Page, id: string): { errorMessage?: { text: string } } {
  const key = model.problems[id];
  return key === undefined ? {} : { errorMessage: { text: page.t(key) } };
}

function nameFields(model: AssistFormModel, page: Page): Html {
  const fields = [['given', 'given'], ['family', 'family'], ['former-given', 'formerGiven'], ['former-family', 'formerFamily']] as const;
  const birth = dateInput({
    id: 'birth',
    fieldset: { legend: { text: page.t('assist.fields.birth') } },
    items: dateParts(page.t, model.typed ?? {}),
    ...problemOf(model, page, 'birth'),
  });
  return html`${fields.map(([id, name]) => textField(model, page, { id, name }))}${birth}`;
}

function placeFields(model: AssistFormModel, page: Page): Html {
  const lines = textarea({
    id: 'lines', name: 'lines', rows: 3, value: model.typed?.['lines'] ?? '', autocomplete: 'off', spellcheck: false,
    label: { text: page.t('assist.fields.lines') }, hint: { text: page.t('assist.linesHint') },
    ...problemOf(model, page, 'lines'),
  });
  return html`${lines}${textField(model, page, { id: 'postcode', name: 'postcode', classes: 'govuk-input--width-10' })}`;
}

const kinds = ['passport', 'driving-licence', 'biometric-card', 'letters-and-worker', 'call-back', 'video'] as const;

function evidenceFields(model: AssistFormModel, page: Page): Html {
  const { t } = page;
  const organisation = textField(model, page, { id: 'organisation', name: 'organisation' });
  const kind = radios({
    name: 'evidence',
    idPrefix: 'evidence',
    fieldset: { legend: { text: t('assist.fields.evidence') } },
    hint: { text: t('assist.evidenceHint') },
    ...problemOf(model, page, 'evidence'),
    items: kinds.map((value) => ({
      value, text: t(`assist.evidence.${value}`), checked: model.typed?.['evidence'] === value,
      ...(value === 'letters-and-worker' ? { conditional: { html: organisation } } : {}),
    })),
  });
  const seen = checkboxes({
    name: 'hasSeen',
    idPrefix: 'has-seen',
    ...problemOf(model, page, 'has-seen'),
    items: [{ value: 'yes', text: t('assist.fields.has-seen') }],
  });
  return html`${kind}${seen}`;
}
