/** The check finds a removed term in every form it could still be written in, and only there. */

import { expect } from 'chai';
import { patternsFor, presentInBytes, readableIn } from '../../server/redaction/engine/check/written-forms.ts';

const patterns = (term: string) => [patternsFor(term)].filter((found) => found !== null);
const inText = (term: string, text: string): boolean => readableIn(text, patterns(term)).length > 0;
const inBytes = (term: string, text: string): boolean => presentInBytes(Buffer.from(text, 'latin1'), patterns(term)).length > 0;

describe('what the check finds in text', () => {
  const found: readonly (readonly [term: string, text: string])[] = [
    ['Marguerite Okonjo', 'seen by MARGUERITE OKONJO today'],
    ['Marguerite Okonjo', 'seen by Marguerite\n- Okonjo today'],
    ['Marguerite Okonjo', 'ojnokO etireugraM'],
    ['Zoë Ó Briain', 'told ZOE O’BRIAIN'],
    ['Bo Li', 'to Bo Li.'],
    ['07700 900123', 'on 07700-900-123'],
    ['straße 12', 'in der Straße 12'],
    ['a+b (c)', 'so A+B (C) it is'],
  ];
  for (const [term, text] of found) it(`finds ${term} in ${JSON.stringify(text)}`, () => expect(inText(term, text)).to.equal(true));

  const missed: readonly (readonly [term: string, text: string])[] = [
    ['Bo Li', 'the bolivar'],
    ['Ann', 'Joanna'],
    ['Marguerite Okonjo', 'Marguerite said that she knows no Okonjo'],
    ['...', 'and so on...'],
  ];
  for (const [term, text] of missed) it(`does not find ${term} in ${JSON.stringify(text)}`, () => expect(inText(term, text)).to.equal(false));
});

describe('what the check finds in raw bytes', () => {
  for (const text of ['/T (marguerite okonjo)', 'M_a_r_g_u_e_r_i_t_e OKONJO', 'M\0a\0r\0g\0u\0e\0r\0i\0t\0e\0 \0O\0k\0o\0n\0j\0o\0']) {
    it(`finds a name in ${JSON.stringify(text)}`, () => expect(inBytes('Marguerite Okonjo', text)).to.equal(true));
  }

  it('finds letters beyond ASCII in either case', () => expect(inBytes('straßen', 'STRAßEN')).to.equal(true));

  it('leaves a term that is too short to be told from chance', () => expect(inBytes('Li', 'Li')).to.equal(false));

  it('leaves characters that stand too far apart', () => expect(inBytes('Okonjo', 'Ok....onjo')).to.equal(false));
});
