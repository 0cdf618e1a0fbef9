/** What three systems of the demo council hold, opened from the files that connect them: joint accounts, former partners, people of one name. */

import { expect } from 'chai';
import { cp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import { askSystem, findPerson, summarise } from '../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem, Item } from '../../server/connected-systems/connector.ts';
import { startHousingService } from '../../server/connected-systems/demo/housing-service.ts';
import { seedLineOfBusiness } from '../../server/connected-systems/demo/seed-line-of-business.ts';
import { connectSystems } from '../../server/connected-systems/register.ts';
import { aDocumentsFolder, asNumberedSubject, bytesOf, shortLimits } from '../support/connected-systems.ts';
import { emptyDatabase } from '../support/database.ts';
import { descriptionsFolder } from '../support/described-systems.ts';

const credential = 'only-for-tests';
const asked = { signal: new AbortController().signal, limits: shortLimits };

describe('the demo council’s connected systems', () => {
  let systems: readonly ConnectedSystem[] = [];
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let housing: Server;
  let folder = '';

  before(async () => {
    folder = await aDocumentsFolder();
    database = await emptyDatabase();
    const lineOfBusinessUrl = await seedLineOfBusiness({ url: database.url, secretsFolder: path.join(folder, 'secrets') });
    housing = await startHousingService({ port: 0, credential });
    const address = housing.address();
    const housingUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
    const values: Readonly<Record<string, string>> = { 'line-of-business-url': lineOfBusinessUrl, 'housing-url': housingUrl, 'housing-credential': credential, 'documents-folder': folder };
    const connected = path.join(folder, 'systems');
    for (const file of await readdir(descriptionsFolder)) {
      if (/^(council-tax|housing|childrens-social-care)\./.test(file)) await cp(path.join(descriptionsFolder, file), path.join(connected, file));
    }
    systems = await connectSystems({
      folder: connected,
      outgoing: { allowed: ['localhost', '127.0.0.0/8'] },
      secret: (name) => Promise.resolve(values[name] ?? ''),
      setting: (name) => values[name],
    });
  });

  after(async () => {
    housing.close();
    await rm(folder, { recursive: true });
    await database.close();
  });

  function system(key: string): ConnectedSystem {
    const found = systems.find((candidate) => candidate.key === key);
    if (found === undefined) throw new RangeError(key);
    return found;
  }

  async function everything(key: string, who: Parameters<typeof askSystem>[1]): Promise<{ readonly items: readonly Item[]; readonly outcome: string }> {
    const items: Item[] = [];
    const { outcome } = await askSystem(system(key), who, {
      ...asked,
      part: 'everything',
      receive: async (item) => {
        for (const part of [item, ...item.attachments]) await bytesOf(part);
        items.push(item);
      },
    });
    return { items, outcome };
  }

  it('tells two people of one name and year of birth apart', async () => {
    const answer = await findPerson(system('council-tax'), asNumberedSubject('sarah-pascoe-november'), asked);
    expect(answer).to.have.nested.property('person.reference', 'P100204');
  });

  it('shows of a joint account nothing of the other holder', async () => {
    const { items } = await everything('council-tax', asNumberedSubject('kerensa-vyvyan'));
    expect(JSON.stringify(items)).not.to.match(/Tobias|Ropewalk|07700 900106|00-00-00|P100206/);
  });

  it('shows a bill to whoever it was addressed to, and not to somebody who had left', async () => {
    const amended = 'bill/B26-09-70100205';
    const references = async (who: string): Promise<readonly string[]> => (await everything('council-tax', asNumberedSubject(who))).items.map(({ reference }) => reference);
    expect(await references('kerensa-vyvyan')).to.include(amended);
    expect(await references('tobias-vyvyan')).not.to.include(amended);
  });

  it('gives a former partner no trace of where the protected person went', async () => {
    const held = await Promise.all(systems.map(({ key }) => everything(key, asNumberedSubject('stefan-brandt'))));
    expect(held.some(({ items }) => items.length > 0)).to.equal(true);
    expect(JSON.stringify(held)).not.to.match(/Herons Reach|ZZ99 6HR|H-40125|P100208/);
  });

  it('summarises records without opening a document', async () => {
    const summary = await summarise(system('housing'), asNumberedSubject('marion-tregenza'), asked);
    expect(summary).to.have.property('records').with.lengthOf(5);
  });

  it('never shows social care live', () => {
    expect(systems.filter((candidate) => !candidate.describe().isShownLive).map(({ key }) => key)).to.deep.equal(['childrens-social-care']);
  });

  it('gives a letter with the length it declares', async () => {
    const { items } = await everything('housing', asNumberedSubject('marion-tregenza'));
    expect(items.filter(({ kind }) => kind === 'document')).to.have.lengthOf(1);
  });

  it('lists what an e-mail carries as documents of their own', async () => {
    const { items } = await everything('childrens-social-care', asNumberedSubject('rhiannon-addo'));
    expect(items.flatMap(({ attachments }) => attachments.map(({ title }) => title))).to.deep.equal(['dates.csv']);
  });

  it('names the people whom a structured field names', async () => {
    const { items } = await everything('childrens-social-care', asNumberedSubject('rhiannon-addo'));
    expect(items[0]?.peopleNamed[0]).to.deep.equal({ name: 'Dawn Kessell', role: 'third-party', relation: 'mother' });
  });

  it('throws on what its caller could not store, rather than blaming the system', async () => {
    const collecting = askSystem(system('housing'), asNumberedSubject('marion-tregenza'), {
      ...asked,
      part: 'everything',
      receive: async () => Promise.reject(new Error('the disk is full')),
    });
    expect(await collecting.catch((fault: unknown) => fault)).to.have.property('message', 'the disk is full');
  });
});
