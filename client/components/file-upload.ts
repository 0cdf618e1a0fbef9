/** A field with which a person sends files. */
import { besideInput, field, type Control, type FieldParams } from './field.ts';
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, scriptWords, type Attributes, type Options } from './params.ts';

export type FileUploadParams = FieldParams &
  Options<{
    disabled: boolean;
    multiple: boolean;
    javascript: boolean;
    chooseFilesButtonText: string;
    noFileChosenText: string;
    multipleFilesChosenText: Readonly<Record<string, string>>;
    dropInstructionText: string;
    enteredDropZoneText: string;
    leftDropZoneText: string;
    classes: string;
    attributes: Attributes;
    wrapperClasses: string;
    wrapperAttributes: Attributes;
  }>;

function control(params: FileUploadParams, { id, describedBy }: Control): Html {
  const className = classes('govuk-file-upload', params.classes, params.errorMessage && 'govuk-file-upload--error');
  return html`
    <input class="${className}" id="${id}" name="${params.name}" type="file"${attribute('disabled', params.disabled)}
      ${attribute('multiple', params.multiple)}${attribute('aria-describedby', describedBy)}
      ${attributes(params.attributes)}
    >
  `;
}

function dropZone(params: FileUploadParams, inner: Html): Html {
  const spoken = scriptWords({
    'choose-files-button': params.chooseFilesButtonText,
    'no-file-chosen': params.noFileChosenText,
    'multiple-files-chosen': params.multipleFilesChosenText,
    'drop-instruction': params.dropInstructionText,
    'entered-drop-zone': params.enteredDropZoneText,
    'left-drop-zone': params.leftDropZoneText,
  });
  return html`
    <div class="${classes('govuk-file-upload-wrapper', params.wrapperClasses)}" data-module="govuk-file-upload"
      ${attributes(spoken)}${attributes(params.wrapperAttributes)}
    >
      ${inner}
    </div>
  `;
}

/** The form around it must be `multipart/form-data`. With `javascript` it becomes a place to drop files. */
export function fileUpload(params: FileUploadParams): Html {
  return field(params, (place) => {
    const plain = control(params, place);
    return besideInput(params, params.javascript === true ? dropZone(params, plain) : plain);
  });
}
