/** The formats that files come in, each as its writers write it and as somebody hostile would. */

import { expect } from 'chai';
import iconv from 'iconv-lite';
import { csvHeadings, csvTable } from '../../server/connected-systems/files/csv-table.ts';
import { excelSheets } from '../../server/connected-systems/files/excel-workbook.ts';
import { openDocumentSheets } from '../../server/connected-systems/files/open-document-sheets.ts';
import { archivedFiles } from '../../server/connected-systems/files/outlook-archive.ts';
import { readOutlookMessage } from '../../server/connected-systems/files/outlook-message.ts';
import { singerRows } from '../../server/connected-systems/files/singer-lines.ts';
import { textOfSheets } from '../../server/connected-systems/files/spreadsheet-text.ts';
import { decodedText } from '../../server/connected-systems/files/text-encoding.ts';
import { unpackingBudget, usualUnpackingLimits } from '../../server/connected-systems/files/unpacking-limits.ts';
import { openZip } from '../../server/connected-systems/files/zip-archive.ts';
import { openDocument, outlookMessage, renamed, workbook, zipOf, zipOfMany } from '../support/files-made.ts';

async function* inParts(bytes: Uint8Array, partBytes = 7): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += partBytes) yield await Promise.resolve(bytes.subarray(at, at + partBytes));
}

async function all<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const each of stream) found.push(each);
  return found;
}

const reasonOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no fault', (fault: unknown) => (fault instanceof Error && 'reason' in fault ? fault.reason : fault));
const csv = (bytes: Uint8Array, encoding?: string) => all(csvTable(decodedText(inParts(bytes), encoding)));

describe('a table in a CSV file', () => {
  const names = 'name,note\r\nSiân Górski,"said ""yes"", then\r\nleft; at once"\r\n';
  for (const encoding of ['utf8', 'utf8-bom', 'windows-1252', 'iso-8859-1', 'utf16le-bom', 'utf16be-bom']) {
    it(`is read from ${encoding} without being told`, async () => {
      const [plain = '', bom] = encoding.split('-bom');
      const rows = await csv(iconv.encode(names, plain, { addBOM: bom !== undefined }));
      expect(rows).to.deep.equal([{ name: 'Siân Górski', note: 'said "yes", then\r\nleft; at once' }]);
    });
  }

  it('is read in the encoding of its settings where bytes alone could not tell', async () => {
    expect(await csv(iconv.encode('name\r\nŁucja Żak\r\n', 'windows-1250'), 'windows-1250')).to.deep.equal([{ name: 'Łucja Żak' }]);
  });

  it('is never read with marks in place of letters', async () => {
    expect(await reasonOf(csv(iconv.encode('name\r\nSiân\r\n', 'windows-1252'), 'utf-8'))).to.equal('bad-answer');
  });

  it('says how a name is written only when the first such name comes', async () => {
    const plain = 'name\r\n' + 'Anne\r\n'.repeat(30_000);
    expect((await csv(iconv.encode(`${plain}Siân\r\n`, 'windows-1252'))).at(-1)).to.deep.equal({ name: 'Siân' });
  });

  for (const delimiter of [',', ';', '\t', '|']) {
    it(`is taken apart at ${JSON.stringify(delimiter)} without being told`, async () => {
      const text = ['a', 'b', 'c'].join(delimiter) + '\n' + ['1', '"x,y;z|w\t"', ''].join(delimiter) + '\n';
      expect(await csv(Buffer.from(text))).to.deep.equal([{ a: '1', b: 'x,y;z|w\t', c: null }]);
    });
  }

  it('keeps a formula as the text it is', async () => {
    expect(await csv(Buffer.from('a\r\n"=HYPERLINK(""http://example.org"")"\r\n'))).to.deep.equal([{ a: '=HYPERLINK("http://example.org")' }]);
  });

  for (const [how, text] of [['two columns of one name', 'a,a\n1,2\n'], ['a column without a name', 'a,\n1,2\n'], ['a row too long', 'a,b\n1,2,3\n'], ['a row too short', 'a,b\n1\n'], ['quotes that never close', `a\n"${'x'.repeat(300_000)}`]] as const) {
    it(`is refused with ${how}`, async () => {
      expect(await reasonOf(csv(Buffer.from(text)))).to.equal('bad-answer');
    });
  }

  it('tells its columns without being read', async () => {
    expect(await csvHeadings(decodedText(inParts(Buffer.from('a;b\n1;2\n'))))).to.deep.equal(['a', 'b']);
  });
});

describe('a table in Singer messages', () => {
  const read = (lines: readonly unknown[]) => all(singerRows(decodedText(inParts(Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))))));
  const schema = { type: 'SCHEMA', stream: 'permit', schema: { properties: { id: {}, fee: {} } } };

  it('gives the rows of its streams, every value as text', async () => {
    const rows = await read([schema, { type: 'RECORD', stream: 'permit', record: { id: 7, fee: null, zones: ['A'] } }, { type: 'STATE', value: {} }]);
    expect(rows).to.deep.equal([{ table: 'permit', row: { id: '7', fee: null, zones: '["A"]' } }]);
  });

  for (const [how, lines] of [['a row before its schema', [{ type: 'RECORD', stream: 'permit', record: {} }]], ['a message that may hide rows', [schema, { type: 'BATCH', stream: 'permit' }]], ['a line that is no message', [schema, 7]]] as const) {
    it(`is refused with ${how}`, async () => {
      expect(await reasonOf(read(lines))).to.equal('bad-answer');
    });
  }
});

describe('a ZIP archive', () => {
  const opened = async (bytes: Uint8Array, limits = usualUnpackingLimits) => {
    const zip = await openZip(bytes, unpackingBudget(limits));
    return zip.opened ? zip.entries.map(({ name, unreadable }) => [name, unreadable]) : zip.why;
  };

  it('gives its entries, and names the one that is locked', async () => {
    const locked = await zipOf({ 'a.txt': 'x' }, { password: 'pw' });
    expect([await opened(await zipOf({ 'b.txt': 'y' })), await opened(locked)]).to.deep.equal([[['b.txt', null]], [['a.txt', 'encrypted']]]);
  });

  it('gives the bytes of an entry as they were', async () => {
    const zip = await openZip(await zipOf({ 'b.txt': 'yes' }), unpackingBudget());
    const [entry] = zip.opened ? zip.entries : [];
    expect(entry === undefined ? null : Buffer.concat(await all(entry.open())).toString()).to.equal('yes');
  });

  it('does not unpack what would become far more than it is', async () => {
    expect(await opened(await zipOf({ bomb: '0'.repeat(4_000_000) }))).to.deep.equal([['bomb', 'unsafe']]);
  });

  it('is refused whole when a name leads out of it', async () => {
    expect(await opened(renamed(await zipOf({ 'aa/bb/c.txt': 'x' }), 'aa/bb/c.txt', '../../c.txt'))).to.equal('unsafe');
  });

  it('is refused whole when it has ten thousand entries, in less than a second', async () => {
    const beganAt = performance.now();
    expect(await opened(zipOfMany(10_000))).to.equal('too-large');
    expect(performance.now() - beganAt).to.be.lessThan(1_000);
  });

  it('counts the entries and bytes of all archives within one', async () => {
    expect(await opened(await zipOf({ a: 'x'.repeat(600), b: 'y'.repeat(600) }), { ...usualUnpackingLimits, maxTotalBytes: 1_000 })).to.deep.equal([['a', null], ['b', 'too-large']]);
  });

  it('finds out an entry that lies about its size', async () => {
    const zip = Buffer.from(await zipOf({ 'a.txt': 'x'.repeat(5_000) }));
    const at = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(10, at + 24);
    expect(await opened(zip)).to.deep.equal([['a.txt', 'broken']]);
  });

  it('is named broken when it ends too soon', async () => {
    expect(await opened((await zipOf({ a: 'x' })).subarray(0, 40))).to.equal('broken');
  });
});

describe('a spreadsheet', () => {
  it('of Excel shows what its cells showed, hidden sheets too, and never a formula', async () => {
    const text = textOfSheets(await excelSheets(await workbook()));
    expect(text).to.equal('Sheet: Visits\n\nName: Kerensa & Tobias\nVisited: 2023-03-15\nSum: 12.5\n\nSheet: Notes (hidden)\n\nColumn 1: Only here');
  });

  it('of OpenDocument shows its words, and an endless empty row once', async () => {
    expect(textOfSheets(await openDocumentSheets(await openDocument()))).to.equal('Sheet: People\n\nName: Kerensa Vyvyan');
  });

  it('of OpenDocument is refused when a row with words repeats a million times', async () => {
    expect(await reasonOf(openDocument(undefined, 1_000_000).then(openDocumentSheets))).to.equal('too-large');
  });

  it('of Excel is refused when its rows are padded with more empty cells than are read', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => `<row r="${row + 9}"><c r="XFD${row + 9}" t="b"><v>1</v></c></row>`).join('');
    expect(await reasonOf(workbook({ rows }).then(excelSheets))).to.equal('too-large');
  });

  it('of Excel is refused when one long text is said in a thousand cells', async () => {
    const rows = '<row r="9">' + '<c t="s"><v>1</v></c>'.repeat(1_000) + '</row>';
    expect(await reasonOf(workbook({ rows, shared: 'x'.repeat(30_000) }).then(excelSheets))).to.equal('too-large');
  });

  it('of OpenDocument is refused when a long text repeats a thousand times', async () => {
    expect(await reasonOf(openDocument(`<table:table-cell table:number-columns-repeated="1000"><text:p>${'x'.repeat(30_000)}</text:p></table:table-cell>`).then(openDocumentSheets))).to.equal('too-large');
  });

  it('is refused when one long heading would be said again in a thousand rows', () => {
    const rows = Array.from({ length: 1_001 }, (_, row) => [row === 0 ? 'x'.repeat(30_000) : 'yes']);
    expect(() => textOfSheets([{ name: 'Long', isHidden: false, rows }])).to.throw('more than is read');
  });

  it('is refused when it declares entities', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    expect(await reasonOf(workbook({ doctype: bomb, cell: '&b;' }).then(excelSheets))).to.equal('bad-answer');
  });
});

describe('a message of Outlook', () => {
  it('gives who wrote what, and what it carries', () => {
    const { headers, body, attachments } = readOutlookMessage(outlookMessage());
    expect(headers).to.deep.equal(['From: Nicola Frayne <nicola.frayne@example.org>', 'Subject: About Saturday']);
    expect(body.trim()).to.equal('See the note.');
    expect(attachments.map(({ name, mediaType, bytes }) => [name, mediaType, Buffer.from(bytes).toString()])).to.deep.equal([['dates.csv', 'text/csv', 'a;b\r\n']]);
  });

  it('is refused when its chain of sectors bites its own tail', () => {
    const file = Buffer.from(outlookMessage({ body: 'x'.repeat(9_000) }));
    const table = (file.readUInt32LE(76) + 1) * 512;
    for (let at = table; at < table + 512; at += 4) if (file.readUInt32LE(at) < 0xfffffff0) file.writeUInt32LE((at - table) / 4, at);
    expect(() => readOutlookMessage(file)).to.throw('not one of Outlook');
  });

  it('is refused when it ends too soon', () => {
    expect(() => readOutlookMessage(outlookMessage().subarray(0, 700))).to.throw('not one of Outlook');
  });
});

describe('a mailbox of Outlook', () => {
  it('is named when it cannot be taken apart', async () => {
    const reason = await reasonOf(all(archivedFiles(inParts(Buffer.from('!BDN and nothing behind it'), 64), new AbortController().signal)));
    expect(reason).to.be.oneOf(['bad-answer', 'unexpected']);
  });

  it('is refused when it is larger than is taken', async () => {
    expect(await reasonOf(all(archivedFiles(inParts(Buffer.alloc(100)), new AbortController().signal, { maxBytes: 50, maxMs: 1_000 })))).to.equal('too-large');
  });
});
