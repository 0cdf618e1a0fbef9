/** A text box of several lines. */
import { besideInput, field, type FieldParams } from './field.ts';
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, type Attributes, type Options } from './params.ts';

export type TextareaParams = FieldParams &
  Options<{
    spellcheck: boolean;
    rows: number | string;
    value: string;
    disabled: boolean;
    classes: string;
    autocomplete: string;
    attributes: Attributes;
  }>;

/** Five rows unless told otherwise. */
export function textarea(params: TextareaParams): Html {
  const className = classes('govuk-textarea', params.errorMessage && 'govuk-textarea--error', params.classes);
  const spellcheck = params.spellcheck === undefined ? undefined : String(params.spellcheck);
  return field(params, ({ id, describedBy }) =>
    besideInput(
      params,
      html`
        <textarea class="${className}" id="${id}" name="${params.name}" rows="${params.rows ?? 5}"
          ${attribute('spellcheck', spellcheck)}${attribute('disabled', params.disabled)}
          ${attribute('aria-describedby', describedBy)}${attribute('autocomplete', params.autocomplete)}
          ${attributes(params.attributes)}
        >${params.value}</textarea>
      `,
    ),
  );
}
