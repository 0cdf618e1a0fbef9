/** What is kept of a posted form: text and lists of text, without what the database cannot hold. */

import { expect } from 'chai';
import { postedFields } from '../../server/platform/forms.ts';

describe('the fields of a posted form', () => {
  it('lose the one character that PostgreSQL cannot hold, in lists too', () => {
    expect(postedFields({ one: 'a\u0000b', many: ['c\u0000', 'd'] })).to.deep.equal({ one: 'ab', many: ['c', 'd'] });
  });

  it('lose whatever is nested', () => {
    expect(postedFields({ nested: { a: 'b' }, mixed: ['a', { b: 'c' }], plain: 'x' })).to.deep.equal({ plain: 'x' });
  });

  it('are none when nothing was posted', () => {
    expect(postedFields(undefined)).to.deep.equal({});
  });
});
