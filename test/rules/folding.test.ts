/** What is folded and what is not: copies of the same bytes, and messages that a later one quotes in full. */

import { expect } from 'chai';
import fc from 'fast-check';
import { copiesAmong, foldsAmong, type Foldable } from '../../server/casework/folding.ts';
import { messageFactsOf, plainSubject } from '../../server/casework/message-facts.ts';
import { foldsInThread, threadsAmong, type ThreadMessage } from '../../server/casework/threads.ts';

function aFoldable(id: string, changes: Partial<Foldable> = {}): Foldable {
  return { id, number: Number(id), kind: 'document', sha256: 'same', byteCount: 10, isRead: false, isKeptApart: false, keptItemId: null, because: null, ...changes };
}

describe('copies of the same bytes', () => {
  const kept = (items: readonly Foldable[]): Record<string, string> => Object.fromEntries(copiesAmong(items).map(({ itemId, keptItemId }) => [itemId, keptItemId]));

  it('stand behind the first that came', () => {
    expect(kept([aFoldable('2'), aFoldable('1'), aFoldable('3', { sha256: 'other' })])).to.deep.equal({ 2: '1' });
  });

  it('stand behind the one that was read already, whichever came first', () => {
    expect(kept([aFoldable('1'), aFoldable('2', { isRead: true })])).to.deep.equal({ 1: '2' });
  });

  it('never move from the one that others stand behind', () => {
    expect(kept([aFoldable('1', { isRead: true, keptItemId: '2', because: 'same-bytes' }), aFoldable('2'), aFoldable('3', { isRead: true })])).to.deep.equal({ 1: '2', 3: '2' });
  });

  it('are not looked for among records, which may say the same of two events, nor among empty files', () => {
    expect(kept([aFoldable('1', { kind: 'record' }), aFoldable('2', { kind: 'record' }), aFoldable('3', { byteCount: 0 }), aFoldable('4', { byteCount: 0 })])).to.deep.equal({});
  });

  it('stay apart where an officer said so', () => {
    expect(kept([aFoldable('1'), aFoldable('2', { isKeptApart: true })])).to.deep.equal({});
  });

  it('always leave one of each to be worked on, and fold nothing into what is folded itself', () => {
    const item = fc.record({ sha256: fc.constantFrom('a', 'b', 'c'), isRead: fc.boolean(), isKeptApart: fc.boolean() });
    fc.assert(fc.property(fc.array(item, { maxLength: 12 }), (rows) => {
      const items = rows.map((row, index) => aFoldable(String(index + 1), row));
      const folds = foldsAmong(items);
      const folded = new Set(folds.map(({ itemId }) => itemId));
      return folds.every(({ keptItemId }) => !folded.has(keptItemId)) && new Set(items.map(({ sha256 }) => sha256)).size === new Set(items.filter(({ id }) => !folded.has(id)).map(({ sha256 }) => sha256)).size;
    }));
  });

  it('are worked on by themselves again when the one they stood behind is gone', () => {
    expect(foldsAmong([aFoldable('2', { keptItemId: '1', because: 'same-bytes' })])).to.deep.equal([]);
  });
});

const first = 'Could we move the visit to Tuesday?\nI am away on Monday.';
const second = `Tuesday is fine.\n\nOn Mon, 4 May 2020, A wrote:\n> Could we move the visit to\n> Tuesday?\n> I am away on Monday.`;
const third = `Thank you both.\n\nOn Tue, 5 May 2020, B wrote:\n> Tuesday is fine.\n>\n> On Mon, 4 May 2020, A wrote:\n>> Could we move the visit to\n>> Tuesday?\n>> I am away on Monday.`;

function aMessage(itemId: string, changes: Partial<ThreadMessage> = {}): ThreadMessage {
  return { itemId, number: Number(itemId), messageId: `m${itemId}`, follows: [], subject: 'visit', attachments: [], isKeptApart: false, body: '', ...changes };
}

describe('a thread of e-mails', () => {
  const one = aMessage('1', { body: first });
  const two = aMessage('2', { body: second, follows: ['m1'] });
  const three = aMessage('3', { body: third, follows: ['m2'] });
  const kept = (messages: readonly ThreadMessage[], isCollected = true): Record<string, string> =>
    Object.fromEntries(foldsInThread(messages, () => isCollected).map(({ itemId, keptItemId }) => [itemId, keptItemId]));

  it('is read as its last message, where that one quotes all the others', () => {
    expect(kept([one, two, three])).to.deep.equal({ 1: '3', 2: '3' });
  });

  it('keeps a message that is quoted only in part', () => {
    expect(kept([aMessage('1', { body: `${first}\nP.S. Her number is 01632 960 111.` }), two, three])).to.deep.equal({ 2: '3' });
  });

  it('keeps a message whose words a later one says by itself, without quoting it', () => {
    expect(kept([aMessage('1', { body: 'Yes.' }), aMessage('2', { body: 'Yes. I will.', follows: ['m1'] })])).to.deep.equal({});
  });

  it('keeps the earlier of two that do not name one another, whatever they quote', () => {
    expect(kept([one, aMessage('2', { body: second })])).to.deep.equal({});
  });

  it('keeps a message whose attachment would be lost, and folds it where that is collected by itself', () => {
    const carrying = aMessage('1', { body: first, attachments: ['abc'] });
    expect([kept([carrying, two], false), kept([carrying, two], true)]).to.deep.equal([{}, { 1: '2' }]);
  });

  it('keeps what an officer wants apart', () => {
    expect(kept([{ ...one, isKeptApart: true }, two])).to.deep.equal({});
  });

  it('reads the words under a line that says whose they are, where no client marked them', () => {
    expect(kept([one, aMessage('2', { follows: ['m1'], body: `Fine.\n\n-----Original Message-----\nFrom: A\nSubject: visit\n\n${first}` })])).to.deep.equal({ 1: '2' });
  });

  it('is found by the ids that messages name, under one subject', () => {
    const groups = threadsAmong([one, two, three, aMessage('4', { subject: 'rent', follows: ['m1'] }), aMessage('5', { follows: ['gone'] }), aMessage('6', { follows: ['gone'] })]);
    expect(groups.map((group) => group.map(({ itemId }) => itemId).sort().join()).sort()).to.deep.equal(['1,2,3', '5,6']);
  });

  it('ends, even where messages claim to follow one another', () => {
    const circle = [aMessage('1', { body: second, follows: ['m2'] }), aMessage('2', { body: second, follows: ['m1'] })];
    expect(foldsInThread(circle, () => true)).to.have.length.of.at.most(1);
  });

  it('takes ids, subject and attachments from the message itself', async () => {
    const eml = 'Message-ID: <B@example.org>\r\nIn-Reply-To: <a@example.org>\r\nReferences: <root@example.org>\r\n <a@example.org>\r\nSubject: RE: Ateb: Fwd: The  Visit\r\n\r\nBody';
    expect(await messageFactsOf(Buffer.from(eml))).to.deep.equal({ messageId: 'b@example.org', follows: ['root@example.org', 'a@example.org'], subject: 'the visit', attachments: [] });
    expect(plainSubject('Reply slip')).to.equal('reply slip');
  });
});
