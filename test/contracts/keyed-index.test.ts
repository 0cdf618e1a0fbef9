/** The keyed index beside an extract: finds whom it should, shows nothing, and is of the extract as it is. */

import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KeyedIndexSource } from '../../server/connected-systems/matching/build-keyed-index.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import { deleteKeyedIndex, openKeyedIndex } from '../../server/connected-systems/matching/keyed-index.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';
import { manyPeople, recordOf, type InventedPerson } from '../support/matching/many-people.ts';
import { recallAtTen, sampling, systemKey, trialsOf } from '../support/matching/trials.ts';

const howMany = 2_500;
const fewPeople = 20;

describe('the keyed index of an extract', () => {
  const sample: InventedPerson[] = [];
  let folder = '';
  let read = 0;

  const aSource = (changes: Partial<KeyedIndexSource> = {}): KeyedIndexSource => ({ folder, key, version: 'first', people: everybody, ...changes });
  const key = randomBytes(32);

  async function* everybody(): AsyncGenerator<PersonRecord, void, undefined> {
    read += 1;
    for (const person of sampling(manyPeople(howMany), 10, sample)) yield recordOf(person);
  }

  async function* nobodyAfterAll(): AsyncGenerator<PersonRecord, void, undefined> {
    yield { reference: 'P1', names: [], dateOfBirth: null, addresses: [] };
    throw new Error('the extract broke off');
  }

  async function* few(): AsyncGenerator<PersonRecord, void, undefined> {
    read += 1;
    for (const person of manyPeople(fewPeople)) yield recordOf(person);
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fairsight-index-'));
    await (await openKeyedIndex(aSource())).close();
  });

  after(() => rm(folder, { recursive: true }));

  it('shows the right person among ten when two or three fields are wrong', async () => {
    const index = await openKeyedIndex(aSource());
    const { recall } = await recallAtTen(trialsOf(sample.slice(0, howMany / 10)), async (who) => judgeMatch(systemKey, who, await index.find(who, systemKey)));
    await index.close();
    expect(recall).to.be.at.least(0.98);
  });

  it('knows how many people the extract has', async () => {
    const index = await openKeyedIndex(aSource());
    await index.close();
    expect(index.people).to.equal(howMany);
  });

  it('reads the extract once for one version of it', async () => {
    const before = read;
    for (const index of [await openKeyedIndex(aSource()), await openKeyedIndex(aSource())]) await index.close();
    expect(read).to.equal(before);
  });

  it('looks at nobody else for somebody found by a number of their own', async () => {
    const index = await openKeyedIndex(aSource());
    const person = sample.find(({ nino }) => nino !== undefined);
    const found = await index.find({ names: person?.names ?? [], dateOfBirth: person?.dateOfBirth ?? '', addresses: person?.addresses ?? [], systemPersonNumbers: {}, nino: person?.nino ?? '' }, systemKey);
    await index.close();
    expect(found.map(({ reference }) => reference)).to.deep.equal([person?.reference]);
  });

  it('has nothing in it that can be read', async () => {
    const bytes = await readFile(path.join(folder, 'people.index'));
    const [person] = sample;
    const words = [person?.names[0]?.family, person?.dateOfBirth, person?.addresses[0]?.postcode, person?.reference, 'given', 'Penhallow'].filter((word) => word !== undefined && word !== null);
    expect(words.filter((word) => bytes.includes(word) || bytes.includes(word.toLowerCase()))).to.deep.equal([]);
  });

  it('is made again when the extract has changed', async () => {
    const source = aSource({ folder: path.join(folder, 'changing'), people: few });
    await (await openKeyedIndex(source)).close();
    const changed = await openKeyedIndex({ ...source, version: 'second', people: () => toAsync([{ reference: 'P1', names: [], dateOfBirth: null, addresses: [] }]) });
    await changed.close();
    expect(changed.people).to.equal(1);
  });

  it('is built once for two who ask at the same time', async () => {
    const before = read;
    const source = aSource({ folder: path.join(folder, 'twice'), people: few });
    for (const index of await Promise.all([openKeyedIndex(source), openKeyedIndex(source)])) await index.close();
    expect(read - before).to.equal(1);
  });

  it('leaves the one before, and nothing half made, when an extract breaks off', async () => {
    const own = path.join(folder, 'broken');
    await (await openKeyedIndex(aSource({ folder: own, people: few }))).close();
    const failed = await openKeyedIndex(aSource({ folder: own, version: 'second', people: nobodyAfterAll })).catch((error: unknown) => error);
    expect(failed).to.have.property('message', 'the extract broke off');
    expect(await readdir(own)).to.deep.equal(['people.index']);
    expect(await openKeyedIndex(aSource({ folder: own })).then(async (index) => (await index.close(), index.people))).to.equal(fewPeople);
  });

  it('refuses a row that was changed', async () => {
    const own = path.join(folder, 'changed');
    const one = { reference: 'P1', names: [{ given: 'Ann', family: 'Carne' }], dateOfBirth: '1980-02-03', addresses: [] };
    await (await openKeyedIndex(aSource({ folder: own, people: () => toAsync([one]) }))).close();
    const bytes = await readFile(path.join(own, 'people.index'));
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    await writeFile(path.join(own, 'people.index'), bytes);
    const index = await openKeyedIndex(aSource({ folder: own }));
    const asked = await index.find({ names: one.names, dateOfBirth: one.dateOfBirth, addresses: [], systemPersonNumbers: {} }, systemKey).catch((error: unknown) => error);
    await index.close();
    expect(asked).to.be.instanceOf(Error);
  });

  it('goes with its extract', async () => {
    const own = path.join(folder, 'gone');
    await (await openKeyedIndex(aSource({ folder: own, people: few }))).close();
    await deleteKeyedIndex(own);
    expect(await readdir(own)).to.deep.equal([]);
  });
});

async function* toAsync(people: readonly PersonRecord[]): AsyncGenerator<PersonRecord, void, undefined> {
  yield* people;
}
