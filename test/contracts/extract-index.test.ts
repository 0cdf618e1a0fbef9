/** The index of an extract in use: made behind an asking, of the extract as it is, and gone with it. */

import { expect } from 'chai';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { usualLimits, type SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import type { DatabaseDescription, FieldDescription, Identity } from '../../server/connected-systems/database-description.ts';
import { openExtract } from '../../server/connected-systems/files/extract.ts';
import { folderSource } from '../../server/connected-systems/files/folder-source.ts';
import { findInExtract, untilIndexIsMade } from '../../server/connected-systems/files/people-index.ts';
import { manyPeople } from '../support/matching/many-people.ts';

const columns: readonly (readonly [string, Identity])[] = [
  ['number', 'person number'], ['given', 'given name'], ['family', 'family name'], ['born', 'date of birth'], ['line', 'address line'], ['postcode', 'postcode'], ['nino', 'national insurance number'],
];
const fields = columns.map(([name, identity]): FieldDescription => ({ name, identity, label: name, ...(identity === 'person number' ? { isPrimaryKey: true } : {}) }));
const database: DatabaseDescription = { personTable: 'people', nameTables: [], addressTables: [], named: [], tables: [{ name: 'people', schema: '', table: 'people', shownUnder: 'people', fields, entries: [] }] };
const asking = { signal: new AbortController().signal, limits: usualLimits };
const people = [...manyPeople(60)];

describe('an extract with an index', () => {
  let folder = '';
  let indexFolder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fairsight-extract-'));
    indexFolder = path.join(folder, 'indexes', 'parking');
    await write(people.map(({ reference }) => reference));
  });

  afterEach(async () => {
    await untilIndexIsMade(indexFolder);
    await rm(folder, { recursive: true });
  });

  const write = (numbers: readonly string[]): Promise<void> => {
    const rows = people.map(({ names: [name], dateOfBirth, addresses: [home], nino }, at) => [numbers[at], name?.given, name?.family, dateOfBirth, home?.lines.join(' '), home?.postcode, nino ?? ''].join(','));
    return writeFile(path.join(folder, 'people.csv'), [columns.map(([name]) => name).join(','), ...rows, ''].join('\n'));
  };
  const [someone = people[0]] = people.filter(({ nino }) => nino !== undefined);
  const who: SubjectIdentifiers = { names: someone?.names ?? [], dateOfBirth: someone?.dateOfBirth ?? '', addresses: someone?.addresses ?? [], systemPersonNumbers: {} };

  async function find(leastBytes = 0): Promise<readonly string[]> {
    const openSource = folderSource(folder);
    const source = await openSource(asking);
    const settings = { files: {} };
    const found = await findInExtract(await openExtract(source, settings), { database, systemKey: 'parking', who }, { openSource, settings, indexFolder, leastBytes });
    await source.close();
    return found.map(({ reference }) => reference);
  }

  const isIndexed = async (): Promise<boolean> => (await readdir(indexFolder).catch((): readonly string[] => [])).includes('people.index');

  async function findUntilIndexed(): Promise<void> {
    await find();
    await untilIndexIsMade(indexFolder);
    expect(await isIndexed()).to.equal(true);
  }

  it('finds the same person before the index is there and after', async () => {
    const before = await find();
    await findUntilIndexed();
    expect([before.includes(someone?.reference ?? ''), (await find()).includes(someone?.reference ?? '')]).to.deep.equal([true, true]);
  });

  it('is read through where it is small', async () => {
    await find(1_000_000);
    expect(await readdir(folder)).to.deep.equal(['people.csv']);
  });

  it('answers from the extract as it is, never from an index of the one before', async () => {
    await findUntilIndexed();
    await write(people.map((_each, at) => `NEW${at}`));
    expect((await find()).every((reference) => reference.startsWith('NEW'))).to.equal(true);
  });

  it('takes its index with it', async () => {
    await findUntilIndexed();
    await rm(path.join(folder, 'people.csv'));
    const refusal = await find().catch((error: unknown) => error);
    expect([refusal instanceof Error, await isIndexed()]).to.deep.equal([true, false]);
  });
});
