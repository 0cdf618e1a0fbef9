/** The frame of one form field: its label, help and error around the control. */
import { errorMessage, type ErrorMessageParams } from './error-message.ts';
import { hint, type HintParams } from './hint.ts';
import { html, type Hole, type Html } from './html.ts';
import { label, type LabelParams } from './label.ts';
import { attributes, classes, contentOf, idList, type Attributes, type Content, type Options } from './params.ts';

export type FormGroupParams = Options<{
  classes: string;
  attributes: Attributes;
  beforeInput: Content;
  afterInput: Content;
}>;

/** What input, textarea, select and file upload have in common. Without an `id` the name serves. */
export type FieldParams = Options<{
  id: string;
  describedBy: string;
  label: LabelParams;
  hint: HintParams;
  errorMessage: ErrorMessageParams;
  formGroup: FormGroupParams;
}> & { readonly name: string };

export interface Control {
  readonly id: string;
  /** Ids for `aria-describedby`; empty when nothing describes the field. */
  readonly describedBy: string;
}

/** Draws the frame; `draw` gives the control inside it. */
export function field(params: FieldParams, draw: (control: Control) => Hole): Html {
  const id = params.id !== undefined && params.id !== '' ? params.id : params.name;
  const hintId = params.hint && `${id}-hint`;
  const errorId = params.errorMessage && `${id}-error`;
  const describedBy = idList(params.describedBy, hintId, errorId);
  return formGroup(
    params,
    html`${label({ ...params.label, for: id })}${params.hint && hint({ ...params.hint, id: hintId })}${
      params.errorMessage && errorMessage({ ...params.errorMessage, id: errorId })
    }${draw({ id, describedBy })}`,
  );
}

/** The control with whatever the page puts before and after it. */
export function besideInput(params: FieldParams, control: Html): Html {
  return html`${contentOf(params.formGroup?.beforeInput)}${control}${contentOf(params.formGroup?.afterInput)}`;
}

/** The outermost element of every field and every group of fields. */
export function formGroup(
  params: Options<{ errorMessage: unknown; formGroup: Options<{ classes: string; attributes: Attributes }> }>,
  inner: Html,
): Html {
  const group = params.formGroup;
  const error = params.errorMessage ? 'govuk-form-group--error' : undefined;
  return html`<div class="${classes('govuk-form-group', error, group?.classes)}"${attributes(group?.attributes)}>${inner}</div>`;
}
