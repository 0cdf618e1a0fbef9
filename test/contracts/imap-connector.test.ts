/** What is special about reading a mailbox: nobody is ever certain, nothing is marked as seen, and an address is a whole one. */

import { expect } from 'chai';
import { checkSystem, collectItems, findPerson } from '../../server/connected-systems/ask-system.ts';
import type { Item, MatchCandidate, SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { imapKind } from '../../server/connected-systems/imap-connector.ts';
import { questionsAbout, referenceTo, searchFor } from '../../server/connected-systems/imap/mail-questions.ts';
import { asSubject, bytesOf, shortLimits } from '../support/connected-systems.ts';
import type { DovecotServer } from '../support/real-servers/dovecot.ts';
import { describeWith } from '../support/real-servers/real-servers.ts';
import { filledMailbox, mailbox, mailboxSettings } from './kinds/imap.ts';
import { openKind } from './kinds/kind-under-test.ts';

const asked = { signal: new AbortController().signal, limits: shortLimits };
const marion = asSubject('marion-tregenza');
const known = { emails: ['Marion.Tregenza@example.org'], nino: 'QQ120457A' };

describeWith(['dovecot'], 'a mailbox', () => {
  let server: DovecotServer;
  before(async () => { server = await filledMailbox(); });

  const system = (changes: object = {}) => openKind(imapKind, { ...mailboxSettings(server, server.url), ...changes }, { description: mailbox });

  async function candidatesFor(who: SubjectIdentifiers): Promise<readonly MatchCandidate[]> {
    const answer = await findPerson(system(), who, asked);
    return answer.outcome === 'match to decide' ? answer.candidates : [];
  }

  async function messages(reference: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    const receive = async (item: Item): Promise<void> => {
      expect(await bytesOf(item)).to.equal(item.kind === 'document' ? item.byteLength : 0);
      items.push(item);
    };
    await collectItems(system(), reference, { ...asked, part: 'everything', receive });
    return items;
  }

  it('that is spoken to in the open is encrypted before anybody is named', async () => {
    expect(await checkSystem(system({ url: server.startTlsUrl }), asked)).to.deep.equal({ outcome: 'reachable' });
  });

  it('offers what there is to decide, with how many messages each would bring', async () => {
    const offered = (await candidatesFor({ ...marion, ...known })).map(({ messages: count, maskedName, maskedAddress }) => [count?.by, count?.count, maskedName, maskedAddress]);
    expect(offered).to.deep.equal([['correspondent', 2, '', 'm••••@example.org'], ['number', 1, '', ''], ['mention', 1, 'M•••• T••••', ''], ['any', 4, '', '']]);
  });

  it('gives the messages of the one that was decided for, from every folder', async () => {
    const [correspondent] = await candidatesFor({ ...marion, emails: known.emails });
    const items = await messages(correspondent?.reference ?? '');
    expect(items.map(({ title, attachments }) => [title, attachments.map((each) => each.title)])).to.deep.equal([['Mould again', ['mould.jpg']], ['Re: Mould again', []]]);
  });

  it('names a message over the size limit, and gives the others', async () => {
    const [correspondent] = await candidatesFor({ ...marion, emails: known.emails });
    const limits = { ...shortLimits, maxRecordBytes: 600 };
    const named: unknown[] = [];
    const receive = async (item: Item): Promise<void> => void named.push([item.title, item.kind === 'document' ? item.unreadable : null, await bytesOf(item) > 0]);
    const { outcome } = await collectItems(system(), correspondent?.reference ?? '', { ...asked, limits, part: 'everything', receive });
    expect([outcome, named]).to.deep.equal(['held', [['Mould again', 'too-large', false], ['Re: Mould again', undefined, true]]]);
  });

  it('does not take an address for another that ends in it', async () => {
    const all = (await candidatesFor({ ...marion, ...known })).at(-1);
    expect((await messages(all?.reference ?? '')).map(({ title }) => title)).not.to.include('Bins');
  });

  it('does not ask about a name that stands alone', async () => {
    const all = (await candidatesFor({ ...marion, ...known })).at(-1);
    expect((await messages(all?.reference ?? '')).map(({ title }) => title)).not.to.include('Prize draw');
  });

  it('says so where there is nothing to search by', async () => {
    const nobody = { names: [], dateOfBirth: '', addresses: [], systemPersonNumbers: {} };
    expect(await findPerson(system(), nobody, asked)).to.deep.equal({ outcome: 'identifier not supported' });
  });

  it('refuses a reference that it never gave', async () => {
    for (const reference of ['', 'INBOX', referenceTo([])]) {
      expect(await collectItems(system(), reference, { ...asked, part: 'everything', receive: () => Promise.resolve() })).to.deep.equal({ outcome: 'errored', reason: 'bad-answer' });
    }
  });

  it('is asked in one line, whatever a name holds', async () => {
    const who = { ...marion, names: [{ given: 'Marion', family: 'Tregenza"\r\nA1 DELETE INBOX' }] };
    expect(await findPerson(system(), who, asked)).to.deep.equal({ outcome: 'not held' });
    expect(JSON.stringify(questionsAbout('repairs-mailbox', who).map(searchFor))).not.to.match(/\\r|\\n/);
  });
});
