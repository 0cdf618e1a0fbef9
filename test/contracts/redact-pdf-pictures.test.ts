/** Proves removal from pictures: whichever way they lie, however small, hidden, cropped or faint they are. */
import { expect } from 'chai';
import { checkPdf } from '../../server/redaction/engine/check/check-pdf.ts';
import { readPdf } from '../../server/redaction/engine/pdf/read-pdf.ts';
import { redactPdf } from '../../server/redaction/engine/pdf/redact-pdf.ts';
import { standardLabels } from '../../server/redaction/engine/pdf/redaction-order.ts';
import { readEveryWay } from '../../server/redaction/engine/ocr/read-every-way.ts';
import { toGrey } from '../../server/redaction/engine/pdf/render-page.ts';
import { kept, name } from '../support/redaction/make-adversarial.ts';
import { imagesIn } from '../support/redaction/images-in.ts';
import { largeCoveredScan, makePicturedPdfs } from '../support/redaction/pictured-pdfs.ts';

const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
const pictured = await makePicturedPdfs();
const secrets = ['marguerite', 'okonjo', 'tilbury', '900461'];

describe('redacting a PDF whose only secret is in', () => {
  for (const { kind, terms, bytes } of pictured) {
    it(`${kind}: leaves no picture that shows it`, async () => {
      const outcome = await redactPdf({ bytes, terms, marks: [], labels: standardLabels });
      if (!outcome.redacted) throw new Error(`refused: ${outcome.why} ${JSON.stringify(outcome.places)}`);
      const shown: string[] = [];
      for (const image of await imagesIn(outcome.pdf)) shown.push(plain((await readEveryWay({ ...image, grey: toGrey(image), dotsPerInch: 150 })).map(({ text }) => text).join(' ')));
      expect(secrets.filter((secret) => shown.some((text) => text.includes(secret)))).to.deep.equal([]);
      const reading = await readPdf(outcome.pdf);
      expect(reading.read && plain(reading.pages.map(({ text }) => text).join(' '))).to.contain(plain(kept));
    });
  }
});

describe('the check of a PDF nobody redacted', () => {
  /** What nobody can see any more is not shown by any reader either: the alternate is only in the file. */
  const unseen = new Set(['an alternate of an empty picture']);
  for (const { kind, terms, bytes } of pictured) {
    if (!unseen.has(kind)) it(`finds ${kind}`, async () => { expect((await checkPdf(bytes, terms)).clean).to.equal(false); });
  }

  it('finds what a very large scan shows under a cover', async () => {
    expect((await checkPdf(await largeCoveredScan(), [name])).clean).to.equal(false);
  });
});
