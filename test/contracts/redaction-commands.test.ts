/** The redaction commands as another program runs them: what they print, how they end, and what they leave behind. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import { kept, last, name, onePage, phone, show } from '../support/redaction/make-adversarial.ts';

interface Ended {
  readonly status: number | null;
  readonly lines: readonly unknown[];
}

function fairsight(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; });
    child.on('error', reject).on('close', (status) => { resolve({ status, lines: output.split('\n').filter((line) => line !== '').map((line): unknown => JSON.parse(line)) }); });
    child.stdin.on('error', () => undefined).end(input);
  });
}

describe('the commands for redaction', function () {
  this.timeout(60_000);
  let folder = '';
  const at = (file: string): string => join(folder, file);
  const write = (file: string, content: string | Uint8Array): string => {
    writeFileSync(at(file), content);
    return at(file);
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'redaction-commands-'));
    write('in.pdf', onePage({ content: show(`Seen by ${name} on ${phone}`) + last }));
    write('terms.json', JSON.stringify([name, phone]));
  });
  after(() => { rmSync(folder, { recursive: true, force: true }); });

  it('redact a PDF, after which the check finds nothing', async () => {
    const redacted = await fairsight(['redact-pdf', at('in.pdf'), at('out.pdf'), '--terms', at('terms.json')]);
    expect(redacted).to.deep.equal({ status: 0, lines: [{ clean: true, places: [] }] });
    expect(await fairsight(['check-pdf', at('out.pdf'), '--terms', at('terms.json')])).to.deep.equal({ status: 0, lines: [{ clean: true, places: [] }] });
  });

  it('take marks in points from the bottom left', async () => {
    const marks = write('marks.json', JSON.stringify([{ page: 1, rect: [50, 695, 400, 712], exemption: 'third-party' }]));
    expect((await fairsight(['redact-pdf', at('in.pdf'), at('marked.pdf'), '--terms', at('terms.json'), '--marks', marks])).status).to.equal(0);
    const check = await fairsight(['check-pdf', at('marked.pdf'), '--terms', write('kept.json', JSON.stringify([kept]))]);
    expect(check.status).to.equal(0);
  });

  it('say where a term stands, and fail', async () => {
    const { status, lines } = await fairsight(['check-pdf', at('in.pdf'), '--terms', at('terms.json')]);
    expect(status).to.equal(1);
    expect(lines[0]).to.have.property('clean', false);
    expect(lines[0]).to.have.nested.property('places[0].term').that.is.oneOf([name, phone]);
  });

  const refused: readonly (readonly [string, () => string | Uint8Array | Promise<Uint8Array>, string])[] = [
    ['an empty file', () => '', 'empty file'],
    ['a web page', () => '<html>hello</html>', 'not readable as a PDF'],
    ['half a file', () => readFileSync(at('in.pdf')).subarray(0, 60), 'not readable as a PDF'],
    ['a file with a password nobody told', locked, 'needs a password'],
  ];
  for (const [what, make, why] of refused) {
    it(`leave no output of ${what}, not even an older one`, async () => {
      write('refused.pdf', await make());
      write('old.pdf', 'an older output');
      const { status, lines } = await fairsight(['redact-pdf', at('refused.pdf'), at('old.pdf'), '--terms', at('terms.json')]);
      expect({ status, lines, isThere: existsSync(at('old.pdf')) }).to.deep.equal({ status: 1, lines: [{ clean: false, places: [], error: why }], isThere: false });
    });
  }

  const wrong: readonly (readonly [string, () => readonly string[]])[] = [
    ['a file that is not there', () => ['redact-pdf', at('none.pdf'), at('out2.pdf'), '--terms', at('terms.json')]],
    ['terms that are no list', () => ['redact-pdf', at('in.pdf'), at('out2.pdf'), '--terms', write('wrong.json', '{"a": 1}')]],
    ['terms that are no JSON', () => ['check-pdf', at('in.pdf'), '--terms', write('broken.json', '[')]],
    ['no terms', () => ['check-pdf', at('in.pdf')]],
    ['a profile nobody knows', () => ['suggest', '--profile', 'other']],
  ];
  for (const [what, args] of wrong) {
    it(`say in one sentence that there are ${what}`, async () => {
      const { status, lines } = await fairsight(args());
      expect(status).to.equal(1);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.have.property('error').that.is.a('string').and.not.empty;
      expect(existsSync(at('out2.pdf'))).to.equal(false);
    });
  }

  it('suggest a line for each line, in the order asked', async () => {
    const asked = [{ id: 1, text: 'Call Mr Ferncliffe on 07700 900456.' }, { id: 'b', text: 'Nothing here.' }].map((line) => JSON.stringify(line)).join('\n');
    const { status, lines } = await fairsight(['suggest'], asked);
    expect(status).to.equal(0);
    expect(lines).to.have.length(2);
    expect(lines[0]).to.have.property('id', 1);
    expect(lines[0]).to.have.nested.property('spans[0]').that.has.all.keys('start', 'end', 'type', 'score', 'why');
    expect(lines[1]).to.deep.equal({ id: 'b', spans: [] });
  });

  const unreadable: readonly (readonly [string, string, string])[] = [
    ['that is no question', '{"id": 1}', 'Line 2 cannot be read: text is missing or of the wrong kind.'],
    ['that is no JSON', 'Call Mr Ferncliffe', 'Line 2 is not JSON.'],
    ['that is no object', '7', 'Line 2 cannot be read: it is not one JSON object.'],
  ];
  for (const [what, line, error] of unreadable) {
    it(`fail on a line ${what}, naming it by its number alone`, async () => {
      const { status, lines } = await fairsight(['suggest'], `{"id": 1, "text": "Nothing here."}\n${line}\n`);
      expect({ status, lines }).to.deep.equal({ status: 1, lines: [{ id: 1, spans: [] }, { error }] });
    });
  }

  it('never write over the file they read, under whatever name', async () => {
    write('only.pdf', readFileSync(at('in.pdf')));
    symlinkSync(at('only.pdf'), at('link.pdf'));
    const { status, lines } = await fairsight(['redact-pdf', at('only.pdf'), at('link.pdf'), '--terms', at('terms.json')]);
    expect({ status, lines }).to.deep.equal({ status: 1, lines: [{ error: 'OUT must be another file than IN' }] });
    expect(readFileSync(at('only.pdf')).equals(readFileSync(at('in.pdf')))).to.equal(true);
  });

  it('ask for a command where none is named', async () => {
    expect(await fairsight([])).to.deep.equal({ status: 1, lines: [{ error: 'Name a command; --help lists them.' }] });
  });
});

async function locked(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  document.encrypt({ userPassword: 'nobody told us', ownerPassword: 'nor this' });
  return document.save();
}
