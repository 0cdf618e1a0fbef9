/** The names of files that somebody outside sends. */

import { expect } from 'chai';
import { shownName } from '../../server/data-requests/shown-name.ts';

describe('the name of an uploaded file', () => {
  for (const [what, given, shown] of [
    ['turns the reading direction', 'a\u202efdp.exe', 'afdp.exe'],
    ['has a NUL in it', 'a.txt\u0000.exe', 'a.txt.exe'],
    ['breaks the line', 'a\r\nX-Evil: 1.txt', 'aX-Evil: 1.txt'],
    ['is Welsh', ' llythyr Siân ŵ.pdf ', 'llythyr Siân ŵ.pdf'],
  ] as const) {
    it(`that ${what} is shown plainly`, () => {
      expect(shownName(given)).to.equal(shown);
    });
  }

  it('that is endless is shown with its beginning and its end', () => {
    expect(shownName(`${'a'.repeat(3_000)}.docx`)).to.have.length(120).and.to.match(/^a+…a+\.docx$/);
  });
});
