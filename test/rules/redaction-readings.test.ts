/** A picture is read once, and another picture is never taken for it. */

import { expect } from 'chai';
import type { GreyPage } from '../../server/redaction/engine/ocr/grey-page.ts';
import { rememberReadings } from '../../server/redaction/engine/ocr/remember-readings.ts';

const aPicture = (overrides: Partial<GreyPage> = {}): GreyPage => ({ width: 2, height: 2, grey: Uint8Array.of(0, 1, 2, 3), dotsPerInch: 150, ...overrides });

/** Counts how often it reads; fails as often as it is told to. */
function reader(failures = 0, mostKept = 2) {
  const read: GreyPage[] = [];
  const text = rememberReadings((picture) => (read.push(picture) <= failures ? Promise.reject(new Error('no reader')) : Promise.resolve(String(read.length))), mostKept);
  return { read, text };
}

describe('reading a picture', () => {
  it('happens once for the same pixels', async () => {
    const { read, text } = reader();
    expect([await text(aPicture()), await text(aPicture()), read.length]).to.deep.equal(['1', '1', 1]);
  });

  for (const [what, other] of [['other pixels', { grey: Uint8Array.of(0, 1, 2, 4) }], ['another shape', { width: 4, height: 1 }], ['other dots an inch', { dotsPerInch: 200 }]] as const) {
    it(`happens anew for ${what}`, async () => {
      const { text } = reader();
      expect([await text(aPicture()), await text(aPicture(other))]).to.deep.equal(['1', '2']);
    });
  }

  it('happens anew when it failed', async () => {
    const { text } = reader(1);
    await text(aPicture()).catch(() => undefined);
    expect(await text(aPicture())).to.equal('2');
  });

  it('happens anew for the one asked for longest ago, once there are too many', async () => {
    const { read, text } = reader();
    for (const dotsPerInch of [1, 2, 1, 3, 1, 2]) await text(aPicture({ dotsPerInch }));
    expect(read.map(({ dotsPerInch }) => dotsPerInch)).to.deep.equal([1, 2, 3, 2]);
  });
});
