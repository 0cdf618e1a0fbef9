/** Folders that somebody hostile, or only careless, dropped files into: everything is named, and nothing leads outside. */

import { expect } from 'chai';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import { checkSystem, collectItems, compareWithDescription, findPerson } from '../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem, DocumentItem, Item } from '../../server/connected-systems/connector.ts';
import { documentsOf } from '../../server/connected-systems/files/documents-by-number.ts';
import type { FileSource } from '../../server/connected-systems/files/file-source.ts';
import { folderSource } from '../../server/connected-systems/files/folder-source.ts';
import { folderKind } from '../../server/connected-systems/folder-drop-connector.ts';
import { asSubject, shortLimits } from '../support/connected-systems.ts';
import { outlookMessage, renamed, zipOf, zipOfMany, type Content } from '../support/files-made.ts';
import { describeWith, realServer } from '../support/real-servers/real-servers.ts';
import { openKind } from './kinds/kind-under-test.ts';
import { parking, parkingLayout, writeParkingFiles } from './kinds/parking-files.ts';

const number = 'PK-20455';
const asked = { signal: new AbortController().signal, limits: { ...shortLimits, maxRecordBytes: 400_000 } };

describe('a folder of documents by person', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  async function folderOf(files: Readonly<Record<string, Content>>): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'fairsight-hostile-'));
    folders.push(folder);
    await mkdir(path.join(folder, number));
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, number, name), content);
    return folder;
  }

  const systemIn = (folder: string): ConnectedSystem => openKind(folderKind, { folder, documents: { collection: 'letters' } }, { description: parking.description });

  /** Every document and what it carries, by title, with why it could not be read. */
  async function held(folder: string, person = number): Promise<Readonly<Record<string, string>>> {
    const found: Record<string, string> = {};
    const note = async (item: Item): Promise<void> => {
      if (item.kind !== 'document') return;
      const bytes = await lengthOf(item);
      found[item.title] = item.unreadable ?? `${String(bytes)} bytes`;
      for (const attachment of item.attachments) await note(attachment);
    };
    const { outcome } = await collectItems(systemIn(folder), person, { ...asked, part: 'everything', receive: note });
    return { outcome, ...found };
  }

  async function lengthOf(item: DocumentItem): Promise<number> {
    let bytes = 0;
    for await (const part of item.open()) bytes += part.byteLength;
    return bytes;
  }

  const mail = (name: string, attachment: Uint8Array): string =>
    ['From: a@example.org', 'Subject: x', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="part"', '', '--part', 'Content-Type: text/plain', '', 'See it.',
      '--part', `Content-Type: application/zip; name="${name}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${name}"`, '', Buffer.from(attachment).toString('base64'), '--part--', ''].join('\r\n');

  it('gives what lies within an archive within a message, each as a document of its own', async () => {
    const inner = await zipOf({ 'letter.txt': 'hello' });
    expect(await held(await folderOf({ 'a.eml': mail('papers.zip', inner) }))).to.include({ outcome: 'held', 'papers.zip': `${String(inner.length)} bytes`, 'letter.txt': '5 bytes' });
  });

  it('gives what an Outlook message carries', async () => {
    expect(await held(await folderOf({ 'a.msg': outlookMessage() }))).to.include({ 'dates.csv': '5 bytes' });
  });

  it('names a bomb, a locked entry and a file over the limit, and gives the rest', async () => {
    const folder = await folderOf({ 'b.zip': await zipOf({ 'bomb.txt': '0'.repeat(3_000_000), 'fine.txt': 'ok' }), 'c.zip': await zipOf({ 'locked.txt': 'x' }, { password: 'pw' }), 'large.txt': 'x'.repeat(400_001), 'z.txt': 'last' });
    expect(await held(folder)).to.include({ outcome: 'held', 'bomb.txt': 'unsafe', 'fine.txt': '2 bytes', 'locked.txt': 'encrypted', 'large.txt': 'too-large', 'z.txt': '4 bytes' });
  });

  it('goes no deeper into archives than three', async () => {
    let zip = await zipOf({ 'core.txt': 'x' });
    for (let depth = 5; depth > 0; depth -= 1) zip = await zipOf({ [`layer${String(depth)}.zip`]: zip });
    const found = await held(await folderOf({ 'layer0.zip': zip }));
    expect(found).to.include({ 'layer3.zip': 'unsafe' }).and.to.have.property('layer2.zip').that.matches(/bytes$/);
    expect(found).not.to.have.property('core.txt');
  });

  it('keeps an archive whole that has too many entries or leads outside, and unpacks nothing of it', async () => {
    const slip = renamed(await zipOf({ 'aa/bb/c.txt': 'x' }), 'aa/bb/c.txt', '../../c.txt');
    const many = zipOfMany(3_000);
    const found = await held(await folderOf({ 'many.zip': many, 'slip.zip': slip }));
    expect(found).to.deep.equal({ outcome: 'held', 'many.zip': `${String(many.length)} bytes`, 'slip.zip': `${String(slip.length)} bytes` });
  });

  it('does not open again what the caller has already, and names it', async () => {
    const folder = await folderOf({ 'a.eml': mail('papers.zip', await zipOf({ 'letter.txt': 'hello' })), 'b.zip': await zipOf({ 'fine.txt': 'ok' }) });
    const source = await folderSource(folder)(asked);
    const opened: string[] = [];
    const counted: FileSource = { ...source, open: (file) => { opened.push(file); return source.open(file); } };
    const found: string[] = [];
    const asking = { ...asked, isKnown: (reference: string) => reference.endsWith('a.eml') };
    for await (const { title, attachments } of documentsOf(counted, { folder: '', collection: 'letters', number }, asking)) found.push(title, ...attachments.map((each) => each.title));
    expect([found, opened]).to.deep.equal([['a.eml', 'b.zip', 'fine.txt'], [`${number}/b.zip`]]);
  });

  it('names a link and does not follow it', async () => {
    const folder = await folderOf({ 'a.txt': 'x' });
    await symlink('/etc/hostname', path.join(folder, number, 'link.txt'));
    expect(await held(folder)).to.deep.equal({ outcome: 'held', 'a.txt': '1 bytes', 'link.txt': 'link' });
  });

  it('names a mailbox that cannot be taken apart, and gives the rest', async () => {
    const found = await held(await folderOf({ 'old.pst': '!BDN', 'z.txt': 'last' }));
    expect(found['z.txt']).to.equal('4 bytes');
    expect(found['old.pst']).to.be.oneOf(['broken', 'no-reader']);
  });

  it('never makes a number into a path', async () => {
    const folder = await folderOf({ 'a.txt': 'x' });
    expect(await held(path.join(folder, number), '..')).to.deep.equal({ outcome: 'not held' });
    expect(await held(folder, `./${number}`)).to.deep.equal({ outcome: 'not held' });
  });

  it('lets an officer decide where only a number is known, and cannot be asked without one', async () => {
    const system = systemIn(await folderOf({ 'a.txt': 'x' }));
    expect(await findPerson(system, asSubject('kerensa-vyvyan', { systemPersonNumbers: { parking: number } }), asked)).to.have.property('outcome', 'match to decide');
    expect(await findPerson(system, asSubject('kerensa-vyvyan'), asked)).to.deep.equal({ outcome: 'identifier not supported' });
  });
});

describe('an extract', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fairsight-extract-'));
    await writeParkingFiles(folder, number);
  });
  after(() => rm(folder, { recursive: true }));
  const system = (different: object = {}): ConnectedSystem => openKind(folderKind, { folder, ...parkingLayout, ...different }, parking);

  it('says which columns nobody has described, and which are gone', async () => {
    await writeFile(path.join(folder, 'notices_20261122.csv'), 'notice_number;holder_number;street;contravention;issued;amount;paid;dashcam\r\n');
    await utimes(path.join(folder, 'notices_20261122.csv'), new Date('2100-01-01'), new Date('2100-01-01'));
    expect(await compareWithDescription(system(), asked)).to.deep.equal({ outcome: 'compared', drift: { unknown: ['notice.dashcam'], gone: ['notice.warden'] } });
    await rm(path.join(folder, 'notices_20261122.csv'));
  });

  it('gives the columns that an officer classed as personal, also where older files are without them', async () => {
    const newer = path.join(folder, 'notices_20261122.csv');
    await writeFile(newer, `notice_number;holder_number;street;contravention;issued;amount;paid;warden;dashcam\r\nPCN-9;${number};Fore Street;Parked on a corner;20/11/2026;35.00;;A. Bray;clip 7\r\n`);
    await utimes(newer, new Date('2100-01-01'), new Date('2100-01-01'));
    const decided = system().including?.([{ place: 'notice.dashcam', plainName: 'Camera clip' }]) ?? system();
    const clips: string[] = [];
    const receive = (item: Item): Promise<void> => Promise.resolve(void (item.kind === 'record' && clips.push(...item.fields.flatMap(({ label, value }) => (label === 'Camera clip' ? [value] : [])))));
    const { outcome } = await collectItems(decided, number, { ...asked, part: 'records', receive });
    const compared = await compareWithDescription(decided, asked);
    await rm(newer);
    expect([outcome, clips, compared]).to.deep.equal(['held', ['clip 7'], { outcome: 'compared', drift: { unknown: ['notice.dashcam'], gone: [] } }]);
  });

  it('says that it is old, and is answered from all the same', async () => {
    const old = new Date('2026-11-01T03:00:00Z');
    await utimes(path.join(folder, 'permits_20261121.csv'), old, old);
    const stale = system({ expected_every_days: 7 });
    expect(await stale.freshness?.(asked)).to.deep.equal({ writtenAt: old, expectedEveryDays: 7 });
    expect(await checkSystem(stale, asked)).to.deep.equal({ outcome: 'reachable', stale: { writtenAt: old, expectedEveryDays: 7 } });
    expect(await findPerson(stale, asSubject('kerensa-vyvyan', { systemPersonNumbers: { parking: number } }), asked)).to.have.property('outcome', 'found');
  });

  it('gives the newer of two rows under one key', async () => {
    const newer = path.join(folder, 'permits_20261122.csv');
    await writeFile(newer, 'permit_number;holder_number;zone;vehicle;issued;expires;fee;note\r\nRP-90377;PK-20455;E;ZZ19 KRV;01/04/2026;31/03/2027;48.00;Moved\r\n');
    const zones: string[] = [];
    await collectItems(system(), number, { ...asked, part: 'records', receive: (item) => Promise.resolve(void (item.kind === 'record' && item.collection === 'permits' && zones.push(item.fields.find(({ label }) => label === 'Zone')?.value ?? ''))) });
    expect(zones).to.deep.equal(['B', 'E']);
    await rm(newer);
  });

  it('keeps a name as it was written in Windows-1252', async () => {
    const who = { names: [{ given: 'Wojciech', family: 'Górski' }], dateOfBirth: '1988-10-19', addresses: [], systemPersonNumbers: { parking: 'PK-10002' } };
    expect(await findPerson(system(), who, asked)).to.have.nested.property('person.reference', 'PK-10002');
  });

  for (const [how, settings] of [['no layout', { folder: '/x' }], ['a collection nobody described', { folder: '/x', extract: { files: { bill: 'b.csv' } } }], ['an encoding there is none of', { folder: '/x', extract: { encoding: 'klingon' } }], ['a pattern that leads elsewhere', { folder: '/x', extract: { files: { permit: '../x.csv' } } }]] as const) {
    it(`is not opened with ${how}`, () => {
      expect(() => openKind(folderKind, settings, parking)).to.throw();
    });
  }
});

describeWith(['openssh'], 'the SFTP server of the tests', () => {
  it('refuses every write, so that reading alone is what the connector could do', async () => {
    const server = await realServer('openssh');
    const client = new SftpClient();
    await client.connect({ host: server.host, port: server.port, username: server.username, privateKey: server.privateKey });
    const refusal = await client.put(Buffer.from('x'), 'written.txt').catch((fault: unknown) => fault);
    await client.end();
    expect(String(refusal)).to.match(/permission denied/i);
  });
});
