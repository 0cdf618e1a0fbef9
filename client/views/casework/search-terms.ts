/** What else to search with: the terms that officers added, each with how it is known, and the form for another. */

import { searchTermKinds, type SearchTermKind } from '../../../server/casework/search-term.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { input, type InputParams } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import { select } from '../../components/select.ts';
import { textarea } from '../../components/textarea.ts';
import type { PageError } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseAddress } from './case-frame.ts';
import type { Moment } from './search-record.ts';

export interface TermShown {
  readonly id: string;
  readonly kind: SearchTermKind;
  readonly value: string;
  /** Where the account is. */
  readonly systemName: string | null;
  readonly source: string;
  /** Null for somebody whose name is not known any more. */
  readonly addedBy: string | null;
  readonly added: Moment & object;
}

export interface TermsModel {
  readonly terms: readonly TermShown[];
  readonly systems: readonly { readonly id: string; readonly name: string }[];
  readonly mayChange: boolean;
}

/** The form as it was sent, with a sentence for each field that could not be taken. */
export interface AddingTerm {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

interface SectionModel {
  readonly found: { readonly id: string };
  readonly terms: TermsModel;
  readonly adding?: AddingTerm;
}

export function termErrors(adding: AddingTerm | undefined, page: Page): readonly PageError[] {
  return Object.entries(adding?.problems ?? {}).map(([name, problem]) => ({ text: page.t(problem), href: `#term-${name}` }));
}

export function termsSection(model: SectionModel, page: Page): Html {
  const { t } = page;
  const { terms, mayChange } = model.terms;
  const list = terms.length === 0 ? html`<p class="govuk-body">${t('casework.terms.none')}</p>` : termsTable(model, page);
  return html`<section aria-labelledby="terms"><h2 class="govuk-heading-m" id="terms">${t('casework.terms.heading')}</h2><p class="govuk-body">${t('casework.terms.why')}</p>${list}${mayChange && adder(model, page)}</section>`;
}

function termsTable({ found, terms: { terms, mayChange } }: SectionModel, page: Page): Html {
  const { t } = page;
  const columns = ['kind', 'value', 'source', 'added', ...(mayChange ? ['act'] : [])];
  const rows = terms.map((term) => [
    { text: t(`casework.terms.kinds.${term.kind}`) },
    { text: term.systemName === null ? term.value : t('casework.terms.at', { reference: term.value, system: term.systemName }) },
    { text: term.source },
    { text: t('casework.terms.added', { who: term.addedBy ?? t('searches.somebody'), day: page.day(term.added.on), time: page.time(term.added.at) }) },
    ...(mayChange ? [{ html: removal(found.id, term, page) }] : []),
  ]);
  return wideTable({ caption: t('casework.terms.caption'), captionClasses: 'govuk-visually-hidden', head: columns.map((column) => ({ text: t(`casework.terms.columns.${column}`) })), rows });
}

function removal(caseId: string, term: TermShown, page: Page): Html {
  return html`<form method="post" action="${caseAddress(caseId)}/collect/terms/${term.id}/remove">${csrfField(page)}${button({ text: page.t('casework.terms.remove', { value: term.value }), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
}

/** A page that looks again by itself would lose what is being typed: there the form has an address of its own. */
function adder(model: SectionModel, page: Page): Html {
  const { t } = page;
  const at = `${caseAddress(model.found.id)}/collect/terms`;
  if (page.refreshSeconds !== undefined) return html`<p class="govuk-body"><a class="govuk-link" href="${at}#term-kind">${t('casework.terms.add')}</a></p>`;
  const { adding = { typed: {}, problems: {} }, terms } = model;
  const source = input({ ...fieldOf('source', { adding, page }), hint: { text: t('casework.terms.sourceHint') } });
  const form = html`<form method="post" action="${at}" novalidate>${csrfField(page)}${kindQuestion(terms.systems, { adding, page })}${source}${button({ text: t('casework.terms.addIt'), preventDoubleClick: true })}</form>`;
  return details({ summaryText: t('casework.terms.add'), html: form, open: model.adding !== undefined });
}

interface Form {
  readonly adding: AddingTerm;
  readonly page: Page;
}

function kindQuestion(systems: TermsModel['systems'], form: Form): Html {
  const { adding, page } = form;
  const { t } = page;
  return radios({
    name: 'kind',
    idPrefix: 'term-kind',
    fieldset: { legend: { text: t('casework.terms.fields.kind'), classes: 'govuk-fieldset__legend--s' } },
    ...problemOf('kind', form),
    items: searchTermKinds.map((kind) => ({ value: kind, text: t(`casework.terms.kinds.${kind}`), checked: adding.typed['kind'] === kind, conditional: { html: fieldsOf(kind, { ...form, systems }) } })),
  });
}

function fieldsOf(kind: SearchTermKind, form: Form & { readonly systems: TermsModel['systems'] }): Html {
  const { t } = form.page;
  const systemChoices = [{ value: '', text: t('casework.terms.chooseSystem') }, ...form.systems.map(({ id, name }) => ({ value: id, text: name }))];
  switch (kind) {
    case 'email':
      return input({ ...fieldOf('email', form), type: 'email' });
    case 'phone':
      return input({ ...fieldOf('phone', form), type: 'tel', classes: 'govuk-input--width-20' });
    case 'account-reference':
      return html`${select({ ...fieldOf('systemId', form), items: systemChoices })}${input({ ...fieldOf('reference', form), classes: 'govuk-input--width-20' })}`;
    case 'person-number':
      return html`${select({ ...fieldOf('numberSystemId', form), items: systemChoices })}${input({ ...fieldOf('number', form), classes: 'govuk-input--width-20' })}`;
    case 'nino':
      return input({ ...fieldOf('nino', form), hint: { text: t('casework.terms.ninoHint') }, classes: 'govuk-input--width-10' });
    case 'nhs-number':
      return input({ ...fieldOf('nhsNumber', form), hint: { text: t('casework.terms.nhsHint') }, classes: 'govuk-input--width-10' });
    case 'former-name':
      return html`${input(fieldOf('given', form))}${input(fieldOf('family', form))}`;
    case 'former-address':
      return html`${textarea({ ...fieldOf('lines', form), rows: 3 })}${input({ ...fieldOf('postcode', form), classes: 'govuk-input--width-10' })}`;
  }
}

/** Nothing of another person is offered by the browser of an officer. */
function fieldOf(name: string, form: Form): Pick<InputParams, 'name' | 'id' | 'autocomplete' | 'spellcheck' | 'errorMessage'> & { readonly label: { readonly text: string }; readonly value: string } {
  const label = { text: form.page.t(`casework.terms.fields.${name}`) };
  return { name, id: `term-${name}`, label, value: form.adding.typed[name] ?? '', autocomplete: 'off', spellcheck: false, ...problemOf(name, form) };
}

function problemOf(name: string, { adding, page }: Form): { readonly errorMessage?: { readonly text: string } } {
  const problem = adding.problems[name];
  return problem === undefined ? {} : { errorMessage: { text: page.t(problem) } };
}
