/** A question with any number of answers. */
import { choiceDivider, choiceId, choiceItem, type ChoiceItem } from './choice-item.ts';
import { besideInputs, fieldGroup, type FieldGroupParams } from './field-group.ts';
import { html, type Html } from './html.ts';
import { attributes, classes, isGiven, isPresent, type Absent, type Attributes, type Options } from './params.ts';

export type CheckboxItem = ChoiceItem & Options<{ name: string; behaviour: 'exclusive' }>;

export type CheckboxesParams = FieldGroupParams &
  Options<{
    describedBy: string;
    idPrefix: string;
    values: readonly (string | number)[];
    classes: string;
    attributes: Attributes;
  }> & { readonly name: string; readonly items: readonly (CheckboxItem | Absent)[] };

interface Place {
  readonly id: string;
  readonly describedBy: string;
}

function checkbox(params: CheckboxesParams, item: CheckboxItem, { id, describedBy }: Place): Html {
  const isAnswer =
    item.checked !== false && item.value !== undefined && params.values !== undefined && params.values.includes(item.value);
  return choiceItem(item, {
    kind: 'checkboxes',
    id,
    name: isGiven(item.name) ? item.name : params.name,
    isChecked: item.checked === true || isAnswer,
    describedBy: params.fieldset === undefined ? describedBy : undefined,
    behaviour: item.behaviour,
  });
}

/** Without a fieldset each box is described by the hint and error of the whole. */
export function checkboxes(params: CheckboxesParams): Html {
  const idPrefix = isGiven(params.idPrefix) ? params.idPrefix : params.name;
  const before = isGiven(params.fieldset?.describedBy) ? params.fieldset.describedBy : params.describedBy;
  return fieldGroup(params, { id: idPrefix, describedBy: before }, (describedBy) => {
    const items = params.items.map((item, index) => {
      if (!isPresent(item)) return html``;
      if (isGiven(item.divider)) return choiceDivider('checkboxes', item.divider);
      return checkbox(params, item, { id: choiceId(item, idPrefix, index), describedBy });
    });
    return html`
      <div class="${classes('govuk-checkboxes', params.classes)}"${attributes(params.attributes)} data-module="govuk-checkboxes">
        ${besideInputs(params, items)}
      </div>
    `;
  });
}
