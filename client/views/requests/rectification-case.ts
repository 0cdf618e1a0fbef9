/** What a resident says is wrong, for the officer who puts it right: the item as it was held, the words, and the decision. */

import type { Case } from '../../../server/casework/case.ts';
import type { AttachedItem, RectificationDecision, RectificationWords } from '../../../server/requests/rectification.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { caseAddress, caseFrame } from '../casework/case-frame.ts';
import type { PageError } from '../layout.ts';
import type { Page } from '../page.ts';

export interface RectificationCaseModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly mayTake: boolean;
  /** Only for whoever may decide it: nobody else reads a word. Null also once it was shredded. */
  readonly shown: { readonly item: AttachedItem; readonly words: RectificationWords; readonly decision: RectificationDecision | null } | null;
  readonly mayDecide: boolean;
  readonly typed: { readonly outcome: string; readonly words: string; readonly told: string };
  /** Keys of the language files, by field. */
  readonly problems: Readonly<Record<string, string>>;
}

export function rectificationCasePage(model: RectificationCaseModel, page: Page): Html {
  const { t } = page;
  const { found, shown } = model;
  const errors: readonly PageError[] = Object.entries(model.problems).map(([field, key]) => ({ text: t(key), href: `#${field}` }));
  const due = found.dueOn === null ? '' : page.day(found.dueOn);
  const body = html`<p class="govuk-body-l">${t('rectification.for', { service: found.services.join(', '), team: found.forTeam })}</p>
<p class="govuk-body">${t('rectification.due', { due })}</p>
${shown === null ? take(model, page) : html`${itemOf(shown, page)}${shown.decision === null ? model.mayDecide && form(model, page) : decided(shown.decision, page)}`}`;
  return caseFrame(page, { found, ownerName: model.ownerName, tab: 'overview', errors, body });
}

function take({ found, mayTake }: RectificationCaseModel, page: Page): Html {
  const { t } = page;
  if (!mayTake) return html`<p class="govuk-body">${t('rectification.notYours')}</p>`;
  return html`<form method="post" action="${caseAddress(found.id)}/take">${csrfField(page)}${button({ text: t('casework.acts.take'), preventDoubleClick: true })}</form>`;
}

function itemOf({ item, words }: NonNullable<RectificationCaseModel['shown']>, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string): object => ({ key: { text: key }, value: { text: value } });
  const evidence = words.evidence.trim() === '' ? t('rectification.noEvidence') : words.evidence;
  return html`<h2 class="govuk-heading-m">${t('rectification.item')}</h2>
${summaryList({ rows: [row(t('rectification.part'), item.part), row(t('rectification.title'), item.title), row(t('rectification.reference'), item.reference), ...item.fields.map(({ label, value }) => row(label, value)), row(t('rectification.sharedWith'), item.recipients.length === 0 ? t('rectification.sharedWithNobody') : item.recipients.join('; '))] })}
<h2 class="govuk-heading-m">${t('rectification.said')}</h2>
${summaryList({ rows: [row(t('rectification.wrong'), words.wrong), row(t('rectification.right'), words.right), row(t('rectification.evidence'), evidence)] })}`;
}

function decided({ outcome, words, told }: RectificationDecision, page: Page): Html {
  const { t } = page;
  return html`${insetText({ text: t(`rectification.outcomes.${outcome}`) })}<p class="govuk-body">${words}</p>${told !== '' && html`<p class="govuk-body">${t('rectification.toldOthers', { told })}</p>`}`;
}

function form(model: RectificationCaseModel, page: Page): Html {
  const { t } = page;
  const problem = (field: string): { errorMessage?: { text: string } } => {
    const key = model.problems[field];
    return key === undefined ? {} : { errorMessage: { text: t(key) } };
  };
  const outcomes = ['put-right', 'put-right-in-part', 'not-changed'] as const;
  return html`<h2 class="govuk-heading-m">${t('rectification.decide')}</h2>
<p class="govuk-body">${t('rectification.law')}</p>
<form method="post" action="${caseAddress(model.found.id)}/rectification" novalidate>${csrfField(page)}
${radios({ name: 'outcome', idPrefix: 'outcome', fieldset: { legend: { text: t('rectification.outcome'), classes: 'govuk-fieldset__legend--s' } }, ...problem('outcome'), items: outcomes.map((outcome) => ({ value: outcome, text: t(`rectification.outcomes.${outcome}`), checked: model.typed.outcome === outcome })) })}
${textarea({ id: 'words', name: 'words', value: model.typed.words, label: { text: t('rectification.words') }, hint: { text: t('rectification.wordsHint') }, ...problem('words') })}
${textarea({ id: 'told', name: 'told', value: model.typed.told, rows: 2, label: { text: t('rectification.told') }, hint: { text: t('rectification.toldHint') }, ...problem('told') })}
${button({ text: t('rectification.send'), preventDoubleClick: true })}</form>`;
}
