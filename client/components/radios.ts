/** A question with one answer out of a few. */
import { choiceDivider, choiceId, choiceItem, type ChoiceItem } from './choice-item.ts';
import { besideInputs, fieldGroup, type FieldGroupParams } from './field-group.ts';
import { html, type Html } from './html.ts';
import { attributes, classes, isGiven, isPresent, type Absent, type Attributes, type Options } from './params.ts';

export type RadiosParams = FieldGroupParams &
  Options<{ idPrefix: string; value: string | number; classes: string; attributes: Attributes }> & {
    readonly name: string;
    readonly items: readonly (ChoiceItem | Absent)[];
  };

function radio(params: RadiosParams, item: ChoiceItem, id: string): Html {
  const isAnswer = isGiven(params.value) && item.checked !== false && String(item.value) === String(params.value);
  return choiceItem(item, { kind: 'radios', id, name: params.name, isChecked: item.checked === true || isAnswer });
}

/** Nothing is chosen unless `value` or an item says so; residents are never given a choice made beforehand. */
export function radios(params: RadiosParams): Html {
  const idPrefix = isGiven(params.idPrefix) ? params.idPrefix : params.name;
  return fieldGroup(params, { id: idPrefix, describedBy: params.fieldset?.describedBy }, () => {
    const items = params.items.map((item, index) => {
      if (!isPresent(item)) return html``;
      if (isGiven(item.divider)) return choiceDivider('radios', item.divider);
      return radio(params, item, choiceId(item, idPrefix, index));
    });
    return html`
      <div class="${classes('govuk-radios', params.classes)}"${attributes(params.attributes)} data-module="govuk-radios">
        ${besideInputs(params, items)}
      </div>
    `;
  });
}
