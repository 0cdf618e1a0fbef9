/** Proves on the adversarial files that what is removed is gone, by our check and by tools we did not write. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkPdf } from '../../server/redaction/engine/check/check-pdf.ts';
import { redactPdf } from '../../server/redaction/engine/pdf/redact-pdf.ts';
import { standardLabels, type RedactionOutcome } from '../../server/redaction/engine/pdf/redaction-order.ts';
import { adversarialFiles, adversarialFolder } from '../support/redaction/adversarial-files.ts';

const redact = (bytes: Uint8Array, terms: readonly string[]): Promise<RedactionOutcome> => redactPdf({ bytes, terms, marks: [], labels: standardLabels });

const oracleTools = ['pdftotext', 'pdfimages', 'pdftoppm', 'qpdf', 'mutool', 'tesseract'];
const hasOracles = oracleTools.every((tool) => spawnSync('which', [tool]).status === 0);

describe('redacting the adversarial PDFs', () => {
  let folder = '';
  before(() => { folder = mkdtempSync(join(tmpdir(), 'redacted-')); });
  after(() => { rmSync(folder, { recursive: true, force: true }); });

  for (const { file, terms, feature } of adversarialFiles) {
    it(`finds the terms in the untouched ${file}: ${feature}`, async () => {
      expect((await checkPdf(readFileSync(join(adversarialFolder, file)), terms)).clean).to.equal(false);
    });

    it(`leaves ${file} clean`, async () => {
      const outcome = await redact(readFileSync(join(adversarialFolder, file)), terms);
      if (!outcome.redacted) throw new Error(`refused: ${outcome.why}`);
      writeFileSync(join(folder, file), outcome.pdf);
      expect((await checkPdf(outcome.pdf, terms)).places).to.deep.equal([]);
    });
  }

  it('satisfies tools that share nothing with us, and keeps what must stay', function () {
    if (!hasOracles) this.skip();
    this.timeout(120_000);
    const report = execFileSync('node', [join(adversarialFolder, '../verify-leaks.mjs'), join(adversarialFolder, 'manifest.json'), folder], { encoding: 'utf8' });
    expect(report).to.contain(`${String(adversarialFiles.length)} clean, 0 leaking, 0 missing; collateral loss in 0`);
  });

  it('leaves a gap that does not tell a long name from a short one', function () {
    if (!hasOracles) this.skip();
    expect(gapAfter(join(folder, '15_width_leak.pdf'))).to.be.closeTo(gapAfter(join(folder, '23_width_leak_short.pdf')), 0.5);
  });
});

/** Points between the end of "from" and the start of "who". */
function gapAfter(path: string): number {
  const words = [...execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8' }).matchAll(/xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)</g)];
  const edge = (word: string, group: number): number => Number(words.find((match) => match[3] === word)?.[group]);
  return edge('who', 1) - edge('from', 2);
}
