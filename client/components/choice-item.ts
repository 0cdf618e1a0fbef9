/** One radio or one checkbox, with what opens under it. */
import { hint, type HintParams } from './hint.ts';
import { html, type Hole, type Html } from './html.ts';
import { label, type LabelParams } from './label.ts';
import {
  attribute,
  attributes,
  classes,
  hasContent,
  hasMarkup,
  idList,
  type Absent,
  type Attributes,
  type Options,
} from './params.ts';

export type ChoiceItem = Options<{
  text: string;
  html: Html;
  id: string;
  value: string | number;
  label: Options<{ classes: string; attributes: Attributes }>;
  hint: HintParams;
  divider: string;
  checked: boolean;
  conditional: Options<{ html: Html | Absent }>;
  disabled: boolean;
  attributes: Attributes;
}>;

export interface Choice {
  readonly kind: 'radios' | 'checkboxes';
  readonly id: string;
  readonly name: string;
  readonly isChecked: boolean;
  readonly describedBy?: string | undefined;
  readonly behaviour?: string | undefined;
}

/** The first id carries no number, so that an error summary can link to it. */
export function choiceId(item: ChoiceItem, idPrefix: string, index: number): string {
  if (item.id !== undefined && item.id !== '') return item.id;
  return index === 0 ? idPrefix : `${idPrefix}-${index + 1}`;
}

function labelOf(item: ChoiceItem, kind: Choice['kind']): LabelParams {
  const className = classes(`govuk-${kind}__label`, item.label?.classes);
  return { text: item.text, html: item.html, classes: className, attributes: item.label?.attributes };
}

/** The control, its label and hint, then the part that shows only when it is chosen. */
export function choiceItem(item: ChoiceItem, choice: Choice): Html {
  const { kind, id, isChecked } = choice;
  const conditionalId = `conditional-${id}`;
  const hidden = isChecked ? undefined : `govuk-${kind}__conditional--hidden`;
  const opened: Html | Absent = item.conditional?.html;
  const conditional: Hole =
    hasMarkup(opened) &&
    html`<div class="${classes(`govuk-${kind}__conditional`, hidden)}" id="${conditionalId}">${opened}</div>`;
  const hintId = hasContent(item.hint) ? `${id}-item-hint` : undefined;
  const hintClass = classes(`govuk-${kind}__hint`, item.hint?.classes);
  const type = kind === 'radios' ? 'radio' : 'checkbox';
  return html`
    <div class="govuk-${kind}__item">
      <input class="govuk-${kind}__input" id="${id}" name="${choice.name}" type="${type}" value="${item.value}"
        ${attribute('checked', isChecked)}${attribute('disabled', item.disabled)}
        ${attribute('data-aria-controls', hasMarkup(opened) && conditionalId)}
        ${attribute('data-behaviour', choice.behaviour)}
        ${attribute('aria-describedby', idList(choice.describedBy, hintId))}${attributes(item.attributes)}
      >
      ${label({ ...labelOf(item, kind), for: id })}
      ${hintId !== undefined && hint({ ...item.hint, id: hintId, classes: hintClass })}
    </div>
    ${conditional}
  `;
}

/** The word between two groups of choices, such as “or”. */
export function choiceDivider(kind: 'radios' | 'checkboxes', word: string): Html {
  return html`<div class="govuk-${kind}__divider">${word}</div>`;
}
