/** Says what is wrong with one item that is held: the item as it stands, and three questions under it. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { textarea } from '../../components/textarea.ts';
import { fieldsOf } from '../holdings/item.ts';
import { residentLayout, type PageError } from '../layout.ts';
import type { Page } from '../page.ts';

export interface WrongModel {
  readonly address: string;
  /** Sent twice, it is filed once. */
  readonly formId: string;
  /** Null while its system does not answer: nothing can be said to be wrong that nobody can see. */
  readonly item: { readonly service: string; readonly team: string; readonly title: string; readonly fields: readonly { readonly label: string; readonly value: string }[] } | null;
  readonly typed: { readonly wrong: string; readonly right: string; readonly evidence: string };
  /** Keys of the language files, by field. */
  readonly problems: Readonly<Record<string, string>>;
}

export function wrongPage(model: WrongModel, page: Page): Html {
  const { t } = page;
  const errors: readonly PageError[] = Object.entries(model.problems).map(([field, key]) => ({ text: t(key), href: `#${field}` }));
  const body = html`${itemOf(model, page)}
<form method="post" action="/information/items/${model.address}/wrong" novalidate>${csrfField(page)}
<input type="hidden" name="form" value="${model.formId}">
${question('wrong', model, page)}${question('right', model, page)}${question('evidence', model, page)}
<p class="govuk-body">${t('requests.wrong.otherWays', { phone: page.council.phone })}</p>
${button({ text: t('requests.wrong.send'), preventDoubleClick: true })}</form>`;
  return residentLayout(page, { title: 'your-information', heading: t('requests.wrong.heading'), errors, body, backLink: `/information/items/${model.address}` });
}

function itemOf({ item }: WrongModel, page: Page): Html {
  const { t } = page;
  if (item === null) return insetText({ text: t('requests.wrong.notSaved') });
  return html`<h2 class="govuk-heading-m">${item.title}</h2>${fieldsOf(item)}
<p class="govuk-body">${t('requests.wrong.goesTo', { team: item.team })}</p>`;
}

function question(field: 'wrong' | 'right' | 'evidence', { typed, problems }: WrongModel, page: Page): Html {
  const { t } = page;
  const problem = problems[field];
  return textarea({
    id: field,
    name: field,
    value: typed[field],
    rows: field === 'evidence' ? 3 : 4,
    label: { text: t(`requests.wrong.${field}.label`), classes: 'govuk-label--m' },
    hint: { text: t(`requests.wrong.${field}.hint`) },
    ...(problem === undefined ? {} : { errorMessage: { text: t(problem) } }),
  });
}
