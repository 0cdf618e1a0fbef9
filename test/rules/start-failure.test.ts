/** What a person is told when a start fails while the disk has no room. */
import { expect } from 'chai';
import { reasonOf } from '../../server/platform/bootstrap/start-failure.ts';

const lineGone = new Error('Connection terminated unexpectedly');
const roomy = { freeBytes: 50_000_000_000, databaseLog: 'LOG: ready\n' };

describe('a start that failed', () => {
  it('is explained by its own error where there is room', () => {
    expect(reasonOf(lineGone, roomy)).to.equal(lineGone);
  });

  const full: readonly (readonly [string, unknown, typeof roomy])[] = [
    ['the database fell for want of room', lineGone, { ...roomy, databaseLog: 'PANIC:  could not write to file "pg_wal/xlogtemp.42": No space left on device\n' }],
    ['too little room is left for the database to go on', lineGone, { ...roomy, freeBytes: 15_000_000 }],
    ['a file of ours could not be written', Object.assign(new Error('write failed'), { code: 'ENOSPC' }), roomy],
  ];
  for (const [what, error, surroundings] of full) {
    it(`is explained by the full disk when ${what}`, () => {
      expect(reasonOf(error, surroundings)).to.include({ name: 'OneSentence', message: 'The disk is full: free about 500 MB and start again.' });
    });
  }
});
