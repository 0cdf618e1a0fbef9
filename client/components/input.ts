/** A text input of one line. */
import { field, type Control, type FieldParams } from './field.ts';
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, hasContent, type Attributes, type Options } from './params.ts';

export type AffixParams = Options<{ text: string; html: Html; classes: string; attributes: Attributes }>;

export type InputParams = FieldParams &
  Options<{
    type: string;
    inputmode: string;
    value: string | number;
    disabled: boolean;
    prefix: AffixParams;
    suffix: AffixParams;
    classes: string;
    autocomplete: string;
    pattern: string;
    spellcheck: boolean;
    autocapitalize: string;
    inputWrapper: Options<{ classes: string; attributes: Attributes }>;
    attributes: Attributes;
  }>;

function control(params: InputParams, { id, describedBy }: Control): Html {
  const className = classes('govuk-input', params.classes, params.errorMessage && 'govuk-input--error');
  const spellcheck = params.spellcheck === undefined ? undefined : String(params.spellcheck);
  return html`
    <input class="${className}" id="${id}" name="${params.name}" type="${params.type ?? 'text'}"
      ${attribute('spellcheck', spellcheck)}${attribute('value', params.value)}${attribute('disabled', params.disabled)}
      ${attribute('aria-describedby', describedBy)}${attribute('autocomplete', params.autocomplete)}
      ${attribute('autocapitalize', params.autocapitalize)}${attribute('pattern', params.pattern)}
      ${attribute('inputmode', params.inputmode)}${attributes(params.attributes)}
    >
  `;
}

function affix(params: AffixParams | undefined, place: 'prefix' | 'suffix'): Html | false {
  if (params === undefined || !hasContent(params)) return false;
  return html`
    <div class="${classes(`govuk-input__${place}`, params.classes)}" aria-hidden="true"${attributes(params.attributes)}>
      ${contentOf(params)}
    </div>
  `;
}

/** Codes and numbers: give `inputmode: 'numeric'` and a width class, not `type: 'number'`. */
export function input(params: InputParams): Html {
  return field(params, (place) => {
    const { beforeInput, afterInput } = params.formGroup ?? {};
    const around = [params.prefix, params.suffix, beforeInput, afterInput];
    if (!around.some(hasContent)) return control(params, place);
    const wrapper = params.inputWrapper;
    return html`
      <div class="${classes('govuk-input__wrapper', wrapper?.classes)}"${attributes(wrapper?.attributes)}>
        ${contentOf(beforeInput)}${affix(params.prefix, 'prefix')}${control(params, place)}
        ${affix(params.suffix, 'suffix')}
        ${contentOf(afterInput)}
      </div>
    `;
  });
}
