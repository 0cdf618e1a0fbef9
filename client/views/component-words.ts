/** The words that stock components would otherwise say in English, in the reader's language. */
import type { AccordionParams } from '../components/accordion.ts';
import type { CharacterCountParams } from '../components/character-count.ts';
import type { DatePartParams } from '../components/date-input.ts';
import type { ErrorMessageParams } from '../components/error-message.ts';
import type { FileUploadParams } from '../components/file-upload.ts';
import type { Translate } from './page.ts';

/** A field's error; undefined when there is none, so that it can be passed as it is. */
export function problem(t: Translate, text: string | undefined): ErrorMessageParams | undefined {
  return text === undefined || text === '' ? undefined : { text, visuallyHiddenText: t('layout.errors.prefix') };
}

/** To be spread into `fileUpload({ javascript: true, … })`. */
export function fileUploadWords(t: Translate): Partial<FileUploadParams> {
  return {
    chooseFilesButtonText: t('layout.files.choose'),
    noFileChosenText: t('layout.files.none'),
    multipleFilesChosenText: { one: t('layout.files.one'), other: t('layout.files.other') },
    dropInstructionText: t('layout.files.drop'),
    enteredDropZoneText: t('layout.files.entered'),
    leftDropZoneText: t('layout.files.left'),
  };
}

/** To be spread into `characterCount({ maxlength, … })`. */
export function characterCountWords(t: Translate): Partial<CharacterCountParams> {
  return {
    textareaDescriptionText: t('layout.characters.limit'),
    charactersUnderLimitText: { one: t('layout.characters.underOne'), other: t('layout.characters.underOther') },
    charactersAtLimitText: t('layout.characters.at'),
    charactersOverLimitText: { one: t('layout.characters.overOne'), other: t('layout.characters.overOther') },
  };
}

/** To be spread into `accordion({ … })`; what was open is not remembered in the browser. */
export function accordionWords(t: Translate): Partial<AccordionParams> {
  return {
    rememberExpanded: false,
    hideAllSectionsText: t('layout.sections.hideAll'),
    hideSectionText: t('layout.sections.hide'),
    hideSectionAriaLabelText: t('layout.sections.hideThis'),
    showAllSectionsText: t('layout.sections.showAll'),
    showSectionText: t('layout.sections.show'),
    showSectionAriaLabelText: t('layout.sections.showThis'),
  };
}

/** The three boxes of `dateInput`, named in the reader's language: to be given as its `items`. */
export function dateParts(
  t: Translate,
  values: Readonly<Record<string, string | number | undefined>> = {},
): readonly DatePartParams[] {
  return [
    { name: 'day', label: t('layout.date.day'), value: values['day'], classes: 'govuk-input--width-2' },
    { name: 'month', label: t('layout.date.month'), value: values['month'], classes: 'govuk-input--width-4', inputmode: 'text' },
    { name: 'year', label: t('layout.date.year'), value: values['year'], classes: 'govuk-input--width-4' },
  ];
}
