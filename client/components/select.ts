/** A list to choose one thing from; staff pages only, residents are given radios. */
import { besideInput, field, type FieldParams } from './field.ts';
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, isGiven, isPresent, type Absent, type Attributes, type Options } from './params.ts';

export type SelectItem = Options<{
  value: string | number | boolean;
  text: string;
  selected: boolean;
  disabled: boolean;
  attributes: Attributes;
}>;

export type SelectParams = FieldParams &
  Options<{ value: string | number; disabled: boolean; classes: string; attributes: Attributes }> & {
    readonly items: readonly (SelectItem | Absent)[];
  };

function option(item: SelectItem, chosen: string | number | undefined): Html {
  const own = item.value ?? item.text;
  const isSelected = item.selected ?? (isGiven(chosen) && String(own) === String(chosen));
  return html`
    <option${item.value !== undefined && attributes({ value: item.value })}${attribute('selected', isSelected)}
      ${attribute('disabled', item.disabled)}${attributes(item.attributes)}
    >
      ${item.text}
    </option>
  `;
}

/** An option without a value is chosen by its text. */
export function select(params: SelectParams): Html {
  const className = classes('govuk-select', params.classes, params.errorMessage && 'govuk-select--error');
  return field(params, ({ id, describedBy }) =>
    besideInput(
      params,
      html`
        <select class="${className}" id="${id}" name="${params.name}"${attribute('disabled', params.disabled)}
          ${attribute('aria-describedby', describedBy)}${attributes(params.attributes)}
        >
          ${params.items.filter(isPresent).map((item) => option(item, params.value))}
        </select>
      `,
    ),
  );
}
