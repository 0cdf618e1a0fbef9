/** A field for a password, with a button that shows it. */
import { button } from './button.ts';
import { type FieldParams } from './field.ts';
import { html, type Html } from './html.ts';
import { input } from './input.ts';
import { classes, contentOf, isGiven, scriptWords, type Attributes, type Options } from './params.ts';

export type PasswordInputParams = FieldParams &
  Options<{
    value: string;
    disabled: boolean;
    classes: string;
    autocomplete: string;
    attributes: Attributes;
    showPasswordText: string;
    hidePasswordText: string;
    showPasswordAriaLabelText: string;
    hidePasswordAriaLabelText: string;
    passwordShownAnnouncementText: string;
    passwordHiddenAnnouncementText: string;
    button: Options<{ classes: string }>;
  }>;

function scriptAttributes(params: PasswordInputParams): Attributes {
  return {
    'data-module': 'govuk-password-input',
    ...scriptWords({
      'show-password': params.showPasswordText,
      'hide-password': params.hidePasswordText,
      'show-password-aria-label': params.showPasswordAriaLabelText,
      'hide-password-aria-label': params.hidePasswordAriaLabelText,
      'password-shown-announcement': params.passwordShownAnnouncementText,
      'password-hidden-announcement': params.passwordHiddenAnnouncementText,
    }),
    ...params.formGroup?.attributes,
  };
}

function showButton(params: PasswordInputParams, id: string): Html {
  return button({
    type: 'button',
    classes: classes(
      'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
      params.button?.classes,
    ),
    text: params.showPasswordText ?? 'Show',
    attributes: { 'aria-controls': id, 'aria-label': params.showPasswordAriaLabelText ?? 'Show password', hidden: '' },
  });
}

/** The button stays hidden until a script makes it work. */
export function passwordInput(params: PasswordInputParams): Html {
  const id = isGiven(params.id) ? params.id : params.name;
  const { formGroup } = params;
  return input({
    formGroup: {
      classes: classes('govuk-password-input', formGroup?.classes),
      attributes: scriptAttributes(params),
      beforeInput: formGroup?.beforeInput,
      afterInput: { html: html`${showButton(params, id)}${contentOf(formGroup?.afterInput)}` },
    },
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    label: params.label,
    hint: params.hint,
    classes: classes('govuk-password-input__input govuk-js-password-input-input', params.classes),
    errorMessage: params.errorMessage,
    id,
    name: params.name,
    type: 'password',
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: isGiven(params.autocomplete) ? params.autocomplete : 'current-password',
    value: params.value,
    disabled: params.disabled,
    describedBy: params.describedBy,
    attributes: params.attributes,
  });
}
