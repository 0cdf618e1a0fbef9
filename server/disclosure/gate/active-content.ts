/** Finds what could act when a PDF is opened, or carry another file along. */

import { PDFArray, PDFDict, PDFName, PDFStream, type PDFDocument, type PDFObject } from '@cantoo/pdf-lib';

const forbiddenKeys = new Set(['JS', 'JavaScript', 'OpenAction', 'AA', 'EmbeddedFile', 'EmbeddedFiles', 'AF', 'EF', 'XFA', 'AcroForm', 'RichMediaContent', 'PieceInfo', 'Collection']);
const forbiddenActions = new Set(['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'ResetForm', 'Rendition', 'Movie', 'Sound', 'RichMediaExecute', 'GoToE', 'URI']);
const forbiddenTypes = new Set(['EmbeddedFile', 'Filespec']);

function* dictionariesIn(object: PDFObject): Generator<PDFDict> {
  if (object instanceof PDFStream) yield* dictionariesIn(object.dict);
  else if (object instanceof PDFArray) for (const entry of object.asArray()) yield* dictionariesIn(entry);
  else if (object instanceof PDFDict) {
    yield object;
    for (const value of object.values()) yield* dictionariesIn(value);
  }
}

function nameIn(dictionary: PDFDict, key: string): string | null {
  const value = dictionary.get(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : null;
}

/** The names of what was found, each once; an answer's files need none of them. */
export function activeContentIn(pdf: PDFDocument): readonly string[] {
  const found = new Set<string>();
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    for (const dictionary of dictionariesIn(object)) {
      for (const key of dictionary.keys()) if (forbiddenKeys.has(key.decodeText())) found.add(key.decodeText());
      // `S` names an action only where no `Type` says otherwise: a structure element has one too.
      const action = nameIn(dictionary, 'S');
      if (action !== null && forbiddenActions.has(action)) found.add(action);
      const type = nameIn(dictionary, 'Type');
      if (type !== null && forbiddenTypes.has(type)) found.add(type);
    }
  }
  return [...found].sort();
}
