/** A text box that says how much room is left. */
import { hint } from './hint.ts';
import { html, type Html } from './html.ts';
import { classes, contentOf, isGiven, scriptWords, type Attributes, type Options } from './params.ts';
import { textarea, type TextareaParams } from './textarea.ts';

type PluralForms = Readonly<Record<string, string>>;

export type CharacterCountParams = TextareaParams &
  Options<{
    countType: 'characters' | 'words';
    maxlength: number | string;
    maxwords: number | string;
    threshold: number | string;
    countMessage: Options<{ classes: string }>;
    textareaDescriptionText: string;
    charactersUnderLimitText: PluralForms;
    charactersAtLimitText: string;
    charactersOverLimitText: PluralForms;
    wordsUnderLimitText: PluralForms;
    wordsAtLimitText: string;
    wordsOverLimitText: PluralForms;
  }>;

function countTypeOf(params: CharacterCountParams): 'characters' | 'words' | undefined {
  return params.countType ?? (isGiven(params.maxwords) ? 'words' : undefined);
}

function limitOf(params: CharacterCountParams): number | string | undefined {
  return isGiven(params.maxwords) ? params.maxwords : params.maxlength;
}

function limitSentence(params: CharacterCountParams): string | undefined {
  const limit = limitOf(params);
  if (!isGiven(limit)) return undefined;
  const kind = countTypeOf(params) === 'words' ? 'words' : 'characters';
  return (params.textareaDescriptionText ?? `You can enter up to %{count} ${kind}`).replace('%{count}', String(limit));
}

function scriptAttributes(params: CharacterCountParams): Attributes {
  const description = params.textareaDescriptionText;
  const limits = {
    'data-maxlength': params.maxlength,
    'data-maxwords': params.maxwords,
    'data-threshold': params.threshold,
    'data-count-type': countTypeOf(params),
  };
  return {
    'data-module': 'govuk-character-count',
    ...Object.fromEntries(Object.entries(limits).filter(([, value]) => isGiven(value))),
    ...scriptWords({
      'textarea-description': isGiven(limitOf(params)) || !isGiven(description) ? undefined : { other: description },
      'characters-under-limit': params.charactersUnderLimitText,
      'characters-at-limit': params.charactersAtLimitText,
      'characters-over-limit': params.charactersOverLimitText,
      'words-under-limit': params.wordsUnderLimitText,
      'words-at-limit': params.wordsAtLimitText,
      'words-over-limit': params.wordsOverLimitText,
    }),
    ...params.formGroup?.attributes,
  };
}

/** The limit is a help, not a wall: the server checks it again. */
export function characterCount(params: CharacterCountParams): Html {
  const id = isGiven(params.id) ? params.id : params.name;
  const message = hint({
    text: limitSentence(params),
    id: `${id}-info`,
    classes: classes('govuk-character-count__message', params.countMessage?.classes),
  });
  const { formGroup } = params;
  return textarea({
    id,
    name: params.name,
    describedBy: `${id}-info`,
    rows: params.rows,
    spellcheck: params.spellcheck,
    value: params.value,
    formGroup: {
      classes: classes('govuk-character-count', formGroup?.classes),
      attributes: scriptAttributes(params),
      beforeInput: formGroup?.beforeInput,
      afterInput: { html: html`${message}${contentOf(formGroup?.afterInput)}` },
    },
    classes: classes('govuk-js-character-count', params.classes),
    label: params.label,
    hint: params.hint,
    errorMessage: params.errorMessage,
    attributes: params.attributes,
  });
}
