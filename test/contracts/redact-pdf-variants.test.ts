/** Proves removal on a sample of generated files; `npm run bench -- redact-pdf-leaks` tries them all. */
import { expect } from 'chai';
import { variant } from '../support/redaction/pdf-variants.ts';
import { leaksOf } from '../support/redaction/what-leaks.ts';

const sampleSize = 24;
/** Files that once leaked: letters struck twice over a line's end. */
const onceLeaked = [18, 80, 84, 125, 141];

describe('redacting a generated PDF', () => {
  for (const seed of [...onceLeaked, ...Array.from({ length: sampleSize - onceLeaked.length }, (_, i) => 1_000 + i)]) {
    const file = variant(seed);
    it(`leaves nothing in ${file.kind}`, async () => {
      expect(await leaksOf(file)).to.deep.equal({ survived: [], isRestKept: true, keptAs: ['text'] });
    });
  }
});
