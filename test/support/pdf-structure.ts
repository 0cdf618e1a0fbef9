/** Reads a PDF's structure tree the way a screen reader does, with a library that did not write it. */

import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString, type PDFObject } from '@cantoo/pdf-lib';

export interface StructureElement {
  readonly tag: string;
  readonly alternative: string | null;
  readonly scope: string | null;
  /** True where words or a picture of the page hang directly on it. */
  readonly hasContent: boolean;
  readonly children: readonly StructureElement[];
}

export interface ReadPdf {
  readonly pageCount: number;
  readonly title: string | undefined;
  readonly lang: string | null;
  readonly isMarked: boolean;
  readonly root: readonly StructureElement[];
  readonly bookmarks: readonly string[];
  /** Actions of links, such as `GoToR document-014.pdf`. */
  readonly links: readonly string[];
}

function textOf(object: PDFObject | undefined): string | null {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : null;
}

function nameOf(object: PDFObject | undefined): string | null {
  return object instanceof PDFName ? object.decodeText() : null;
}

function dictionaries(pdf: PDFDocument, object: PDFObject | undefined): readonly PDFDict[] {
  const list = object instanceof PDFArray ? object.asArray() : object === undefined ? [] : [object];
  return list.map((entry) => pdf.context.lookup(entry)).filter((entry) => entry instanceof PDFDict);
}

function readElement(pdf: PDFDocument, element: PDFDict): StructureElement {
  const kids = element.lookup(PDFName.of('K'));
  const listed = kids instanceof PDFArray ? kids.asArray() : [];
  const children = dictionaries(pdf, kids).filter((kid) => kid.get(PDFName.of('S')) !== undefined);
  const attributes = element.lookup(PDFName.of('A'));
  return {
    tag: nameOf(element.lookup(PDFName.of('S'))) ?? '',
    alternative: textOf(element.lookup(PDFName.of('Alt'))),
    scope: attributes instanceof PDFDict ? nameOf(attributes.lookup(PDFName.of('Scope'))) : null,
    hasContent: listed.length > children.length,
    children: children.map((child) => readElement(pdf, child)),
  };
}

function readBookmarks(pdf: PDFDocument, parent: PDFDict | undefined): readonly string[] {
  const titles: string[] = [];
  let entry = parent?.lookup(PDFName.of('First'));
  while (entry instanceof PDFDict) {
    titles.push(textOf(entry.lookup(PDFName.of('Title'))) ?? '', ...readBookmarks(pdf, entry));
    entry = entry.lookup(PDFName.of('Next'));
  }
  return titles;
}

function readLinks(pdf: PDFDocument): readonly string[] {
  return pdf.getPages().flatMap((page) =>
    dictionaries(pdf, page.node.Annots()).flatMap((annotation) => {
      const action = annotation.lookup(PDFName.of('A'));
      if (!(action instanceof PDFDict)) return [];
      const parts = [nameOf(action.lookup(PDFName.of('S'))), textOf(action.lookup(PDFName.of('F'))), textOf(action.lookup(PDFName.of('D')))];
      return [parts.filter((part) => part !== null).join(' ')];
    }),
  );
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { catalog } = pdf;
  const tree = catalog.lookup(PDFName.of('StructTreeRoot'));
  const outlines = catalog.lookup(PDFName.of('Outlines'));
  const marks = catalog.lookup(PDFName.of('MarkInfo'));
  return {
    pageCount: pdf.getPageCount(),
    title: pdf.getTitle(),
    lang: textOf(catalog.lookup(PDFName.of('Lang'))),
    isMarked: marks instanceof PDFDict && String(marks.lookup(PDFName.of('Marked'))) === 'true',
    root: tree instanceof PDFDict ? dictionaries(pdf, tree.lookup(PDFName.of('K'))).map((element) => readElement(pdf, element)) : [],
    bookmarks: readBookmarks(pdf, outlines instanceof PDFDict ? outlines : undefined),
    links: readLinks(pdf),
  };
}

/** Every element in reading order. */
export function flatten(elements: readonly StructureElement[]): readonly StructureElement[] {
  return elements.flatMap((element) => [element, ...flatten(element.children)]);
}
