/** The demonstration's calling systems: registered once, and able to ask at once. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { callingSystem } from '../../server/consent/calling-systems.ts';
import { seedCallingSystems } from '../../server/consent/seed-calling-systems.ts';
import { readConfig } from '../../server/platform/config.ts';
import { inTransaction, openDatabase, type Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { testDatabase } from '../support/database.ts';

const handedOver = z.array(z.object({ systemId: z.string(), secret: z.string(), people: z.record(z.string(), z.string()) }));

describe('seeding the calling systems', () => {
  let worker: Database;
  let dataDir: string;
  const asked: number[] = [];

  before(async () => {
    const place = await testDatabase();
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 2, applicationName: 'test' });
    dataDir = await mkdtemp(join(tmpdir(), 'calling-'));
    const tools = { database: worker, config: readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir }) };
    const dataSubjectId = newId();
    await inTransaction(worker, {
      begin: 'begin',
      actor: { kind: 'worker', job: 'test', caseId: null },
      work: (read) => read('data_subjects').insert({ id: dataSubjectId, sealed_identity: Buffer.from('-') }),
    });
    const people = () => {
      asked.push(1);
      return Promise.resolve([{ name: 'Ann', dataSubjectId }]);
    };
    await seedCallingSystems(tools, people);
    await seedCallingSystems(tools, people);
  });

  after(async () => {
    await worker.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('does its work on the first start alone', () => {
    expect(asked).to.have.length(1);
  });

  it('hands over secrets that work, to the owner of the folder alone', async () => {
    const path = join(dataDir, 'calling-systems.json');
    expect(existsSync(path) && (statSync(path).mode & 0o077)).to.equal(0);
    for (const { systemId, secret } of handedOver.parse(JSON.parse(readFileSync(path, 'utf8')))) {
      expect(await callingSystem(worker, `Bearer ${secret}`)).to.deep.equal({ kind: 'connected-system', systemId });
    }
  });

  it('gives each system a reference of its own for one person', () => {
    const systems = handedOver.parse(JSON.parse(readFileSync(join(dataDir, 'calling-systems.json'), 'utf8')));
    expect(new Set(systems.map(({ people }) => people['Ann']))).to.have.property('size', systems.length);
  });
});
