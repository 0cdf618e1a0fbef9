/** The frame of several controls that answer one question: radios, checkboxes and dates. */
import { errorMessage, type ErrorMessageParams } from './error-message.ts';
import { formGroup } from './field.ts';
import { fieldset, type FieldsetParams } from './fieldset.ts';
import { hint, type HintParams } from './hint.ts';
import { html, type Html } from './html.ts';
import { contentOf, idList, type Attributes, type Content, type Options } from './params.ts';

export type GroupFrameParams = Options<{
  classes: string;
  attributes: Attributes;
  beforeInputs: Content;
  afterInputs: Content;
}>;

export type FieldGroupParams = Options<{
  fieldset: FieldsetParams;
  hint: HintParams;
  errorMessage: ErrorMessageParams;
  formGroup: GroupFrameParams;
}>;

export interface GroupFrame {
  /** Stands before `-hint` and `-error`. */
  readonly id: string;
  /** Ids that describe the group before its own hint and error. */
  readonly describedBy?: string | undefined;
  readonly role?: string | undefined;
}

/** Draws the frame; `draw` is told which ids describe the group. */
export function fieldGroup(params: FieldGroupParams, frame: GroupFrame, draw: (describedBy: string) => Html): Html {
  const hintId = params.hint && `${frame.id}-hint`;
  const errorId = params.errorMessage && `${frame.id}-error`;
  const describedBy = idList(frame.describedBy, hintId, errorId);
  const inner = html`${params.hint && hint({ ...params.hint, id: hintId })}${
    params.errorMessage && errorMessage({ ...params.errorMessage, id: errorId })
  }${draw(describedBy)}`;
  if (params.fieldset === undefined) return formGroup(params, inner);
  const { legend, classes, attributes } = params.fieldset;
  return formGroup(params, fieldset({ describedBy, classes, role: frame.role, attributes, legend, html: inner }));
}

/** The controls with whatever the page puts before and after them. */
export function besideInputs(params: FieldGroupParams, controls: readonly Html[]): Html {
  return html`${contentOf(params.formGroup?.beforeInputs)}${controls}${contentOf(params.formGroup?.afterInputs)}`;
}
