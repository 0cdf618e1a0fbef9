/** Files made for tests: archives, spreadsheets and Outlook messages, whole and hostile. */

import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js';

export type Content = string | Uint8Array;

export async function zipOf(files: Readonly<Record<string, Content>>, options: { readonly password?: string } = {}): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, content] of Object.entries(files)) await writer.add(name, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content), options);
  return writer.close();
}

/** The same archive with one name put in place of another of the same length, wherever it stands. */
export function renamed(zip: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1');
}

/** As many names as asked, all for the same bytes: made by hand, because ten thousand take a library seconds. */
export function zipOfMany(count: number): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    const name = Buffer.from(`f${String(n).padStart(6, '0')}`);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, name);
    centrals.push(central, name);
    at += local.length + name.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const sheetHead = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A workbook of two sheets, the second hidden; `doctype` goes before the first sheet. */
export async function workbook({ doctype = '', cell = 'Kerensa &amp; Tobias', rows: more = '', shared = 'x' }: { readonly doctype?: string; readonly cell?: string; readonly rows?: string; readonly shared?: string } = {}): Promise<Uint8Array> {
  const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="s"><v>0</v></c><c r="D1" t="inlineStr"><is><t>Sum</t></is></c></row>
    <row r="2"><c r="A2" t="inlineStr"><is><t>${cell}</t></is></c><c r="B2" s="1"><v>45000</v></c><c r="D2"><f>HYPERLINK("https://evil.example.org")</f><v>12.5</v></c></row>${more}`;
  return zipOf({
    '[Content_Types].xml': `${sheetHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${sheetHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${sheetHead}<workbook ${main}><sheets><sheet name="Visits" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${sheetHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/><Relationship Id="rId2" Target="worksheets/sheet2.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>`,
    'xl/sharedStrings.xml': `${sheetHead}<sst ${main}><si><r><t>Vis</t></r><r><t>ited</t></r></si><si><t>${shared}</t></si></sst>`,
    'xl/styles.xml': `${sheetHead}<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${sheetHead}${doctype}<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': `${sheetHead}<worksheet ${main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Only here</t></is></c></row></sheetData></worksheet>`,
  });
}

/** An OpenDocument spreadsheet whose last row claims to repeat a million times. */
export async function openDocument(cells = '<table:table-cell><text:p>Kerensa<text:s/><text:span>Vyvyan</text:span></text:p></table:table-cell>', repeated = 1): Promise<Uint8Array> {
  const names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `${sheetHead}<office:document-content ${names}><office:body><office:spreadsheet><table:table table:name="People"><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="${String(repeated)}">${cells}</table:table-row><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
  });
}

/** An Outlook message with one attachment. */
export function outlookMessage({ subject = 'About Saturday', body = 'See the note.\r\n', attached = 'a;b\r\n' } = {}): Uint8Array {
  const text = (value: string): Buffer => Buffer.from(value, 'utf16le');
  const properties = (head: number): Buffer => Buffer.alloc(head);
  const entry = (name: string, bytes: Buffer) => ({ name, type: TypeEnum.DOCUMENT, length: bytes.length, binaryProvider: () => new Uint8Array(bytes) });
  const top = [
    entry('__properties_version1.0', properties(32)),
    entry('__substg1.0_001A001F', text('IPM.Note')),
    entry('__substg1.0_0037001F', text(subject)),
    entry('__substg1.0_1000001F', text(body)),
    entry('__substg1.0_0C1A001F', text('Nicola Frayne')),
    entry('__substg1.0_0C1F001F', text('nicola.frayne@example.org')),
  ];
  const attachment = [entry('__properties_version1.0', properties(8)), entry('__substg1.0_3707001F', text('dates.csv')), entry('__substg1.0_37010102', Buffer.from(attached))];
  const folderAt = top.length + 1;
  return burn([
    { name: 'Root Entry', type: TypeEnum.ROOT, length: 0, children: [...top.map((_, at) => at + 1), folderAt] },
    ...top,
    { name: '__attach_version1.0_#00000000', type: TypeEnum.DIRECTORY, length: 0, children: attachment.map((_, at) => folderAt + 1 + at) },
    ...attachment,
  ]);
}
