/** What describes a system: datasets as Fides writes them, the way they are walked, and what a request needs beside them. */

import { expect } from 'chai';
import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { datasetsOf, type Dataset } from '../../server/connected-systems/datasets/dataset.ts';
import { planWalk } from '../../server/connected-systems/datasets/dataset-graph.ts';
import { describeSystem } from '../../server/connected-systems/datasets/describe-system.ts';
import { DescriptionRefused, readDatasets, readDescribedSystem, readSarDescription } from '../../server/connected-systems/datasets/read-description.ts';
import { councilTaxSystem, descriptionsFolder } from '../support/described-systems.ts';

interface WrittenField {
  readonly name: string;
  readonly identity?: string;
  readonly to?: string;
  readonly from?: string;
  readonly both?: string;
  readonly fields?: readonly object[];
}

function written({ name, identity, to, from, both, fields }: WrittenField): object {
  const refer = (field: string, direction?: string): object => ({ dataset: 'd', field, ...(direction === undefined ? {} : { direction }) });
  const references = [...(to === undefined ? [] : [refer(to, 'to')]), ...(from === undefined ? [] : [refer(from, 'from')]), ...(both === undefined ? [] : [refer(both)])];
  return { name, ...(fields === undefined ? {} : { fields }), fides_meta: { ...(identity === undefined ? {} : { identity }), ...(references.length === 0 ? {} : { references }) } };
}

function aDataset(collections: Readonly<Record<string, readonly WrittenField[]>>, more: Readonly<Record<string, object>> = {}): readonly Dataset[] {
  return datasetsOf({ dataset: [{ fides_key: 'd', collections: Object.entries(collections).map(([name, fields]) => ({ name, fields: fields.map(written), ...more[name] })) }] });
}

const known = new Set(['email']);
const orderOf = (datasets: readonly Dataset[]): readonly string[] => planWalk(datasets, known).steps.map(({ collection }) => collection.name);

describe('a dataset', () => {
  it('is read with fields within fields under their whole path', () => {
    const [dataset] = aDataset({ person: [{ name: 'home', fields: [{ name: 'city', data_categories: ['user.contact.address.city'] }] }] });
    expect(dataset?.collections[0]?.fields.map(({ path, dataCategories }) => [path, dataCategories])).to.deep.equal([['home', []], ['home.city', ['user.contact.address.city']]]);
  });

  it('is read as older files write it', () => {
    const [dataset] = datasetsOf({ dataset: [{ fides_key: 'd', collections: [{ name: 'person', fields: [{ name: 'mail', fidesops_meta: { identity: 'email', primary_key: true } }] }] }] });
    expect(dataset?.collections[0]?.fields[0]).to.deep.include({ identity: 'email', isPrimaryKey: true });
  });

  it('is refused with the place of what is wrong', () => {
    expect(() => datasetsOf({ dataset: [{ fides_key: 'd', collections: [{ name: 'person', fields: [{ name: 7 }] }] }] })).to.throw(/collections[^]*fields/);
  });
});

describe('the walk through datasets', () => {
  it('begins where an identifier that we know stands, and goes on to what it leads to', () => {
    expect(orderOf(aDataset({ bill: [{ name: 'number', from: 'account.bill' }], account: [{ name: 'person', from: 'person.id' }, { name: 'bill' }], person: [{ name: 'mail', identity: 'email' }, { name: 'id' }] }))).to.deep.equal(['person', 'account', 'bill']);
  });

  it('never leads back, so that an account does not lead to whoever else holds it', () => {
    const { steps } = planWalk(aDataset({ person: [{ name: 'mail', identity: 'email' }, { name: 'account', both: 'account.id' }], account: [{ name: 'id' }] }), known);
    expect(steps.map(({ collection, entries }) => [collection.name, entries.map(({ by }) => by)])).to.deep.equal([['person', ['identity']], ['account', ['reference']]]);
  });

  it('enters a collection by every way that leads to it', () => {
    const { steps } = planWalk(aDataset({ person: [{ name: 'mail', identity: 'email' }, { name: 'home', to: 'address.id' }, { name: 'work', to: 'address.id' }], address: [{ name: 'id' }] }), known);
    expect(steps[1]?.entries.map((entry) => (entry.by === 'reference' ? entry.from.path : ''))).to.deep.equal(['home', 'work']);
  });

  it('reads a collection after the one it asks to wait for', () => {
    const fields = { person: [{ name: 'mail', identity: 'email' }], other: [{ name: 'mail', identity: 'email' }] };
    expect(orderOf(aDataset(fields, { person: { fides_meta: { after: ['d.other'] } } }))).to.deep.equal(['other', 'person']);
  });

  it('passes by what is not to be read', () => {
    expect(orderOf(aDataset({ person: [{ name: 'mail', identity: 'email' }], log: [{ name: 'mail', identity: 'email' }] }, { log: { fides_meta: { skip_processing: true } } }))).to.deep.equal(['person']);
  });

  it('names what cannot be reached', () => {
    expect(planWalk(aDataset({ person: [{ name: 'mail', identity: 'email' }], island: [{ name: 'id' }] }), known).problems).to.deep.equal([{ kind: 'no way in', collection: 'd.island' }]);
  });

  it('names a reference to nothing', () => {
    expect(planWalk(aDataset({ person: [{ name: 'mail', identity: 'email' }, { name: 'x', to: 'gone.id' }] }), known).problems).to.deep.equal([{ kind: 'refers to nothing', field: 'd.person.x', to: 'd.gone.id' }]);
  });

  it('names a ring of references, and ends', () => {
    const { steps, problems } = planWalk(aDataset({ a: [{ name: 'mail', identity: 'email' }, { name: 'x', to: 'b.id' }, { name: 'id' }], b: [{ name: 'id' }, { name: 'x', to: 'c.id' }], c: [{ name: 'id' }, { name: 'x', to: 'a.id' }] }), known);
    expect([steps.length, problems]).to.deep.equal([3, [{ kind: 'cycle', collections: ['d.a', 'd.b', 'd.c'] }]]);
  });

  it('names collections that wait for one another, and ends', () => {
    const both = { a: [{ name: 'mail', identity: 'email' }], b: [{ name: 'mail', identity: 'email' }] };
    const { steps, problems } = planWalk(aDataset(both, { a: { fides_meta: { after: ['d.b'] } }, b: { fides_meta: { after: ['d.a'] } } }), known);
    expect([steps.length, problems.map(({ kind }) => kind)]).to.deep.equal([2, ['waits for itself']]);
  });

  it('enters each collection once, and only from what came before it, whatever refers to what', () => {
    const names = ['a', 'b', 'c', 'd', 'e'] as const;
    const reference = fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names), direction: fc.constantFrom('to', 'from', 'both') });
    fc.assert(fc.property(fc.array(reference, { maxLength: 12 }), fc.constantFrom(...names), (references, first) => {
      const fieldsOf = (name: string): readonly WrittenField[] => [
        { name: 'id', ...(name === first ? { identity: 'email' } : {}) },
        ...references.filter(({ from }) => from === name).map(({ to, direction }, index): WrittenField => ({ name: `f${String(index)}`, [direction]: `${to}.id` })),
      ];
      const { steps } = planWalk(aDataset(Object.fromEntries(names.map((name) => [name, fieldsOf(name)]))), known);
      const seen = new Set<string>();
      for (const { collection, entries } of steps) {
        expect(seen.has(collection.name)).to.equal(false);
        for (const entry of entries) if (entry.by === 'reference') expect(seen.has(entry.from.collection)).to.equal(true);
        seen.add(collection.name);
      }
    }));
  });
});

describe('the description of a system', () => {
  const sar = readSarDescription(join(descriptionsFolder, 'council-tax.sar.yml'));
  const datasets = readDatasets(join(descriptionsFolder, 'council-tax.dataset.yml'));
  const problemsOf = (changed: object): readonly string[] => describeSystem(datasets, { ...sar, ...changed }).problems.map(({ kind, place }) => `${kind}: ${place}`);

  it('of council tax has no loose end', () => {
    expect(describeSystem(datasets, sar).problems).to.deep.equal([]);
  });

  it('of council tax begins at the person', () => {
    expect(councilTaxSystem.database.tables.map(({ name }) => name)[0]).to.equal('person');
  });

  it('names a dataset that is not there', () => {
    expect(problemsOf({ datasets: ['penhallow_council_tax', 'gone'] })).to.deep.equal(['no such dataset: gone']);
  });

  it('names a collection that nobody has described', () => {
    expect(problemsOf({ tables: Object.fromEntries(Object.entries(sar.tables).filter(([name]) => name !== 'bill')) })).to.deep.equal(['not described: bill']);
  });

  it('names a field that is not there', () => {
    expect(problemsOf({ fields: { ...sar.fields, 'bill.gone': { label: 'Gone' } } })).to.deep.equal(['no such field: bill.gone']);
  });

  it('names a part that is not there', () => {
    expect(problemsOf({ tables: { ...sar.tables, bill: { table: 'council_tax.bill', part: 'gone' } } })).to.deep.equal(['no such part: gone']);
  });

  it('asks for what matching needs of a person', () => {
    expect(problemsOf({ fields: Object.fromEntries(Object.entries(sar.fields).filter(([place]) => place !== 'person.family_name')) })).to.deep.equal(['no identity: person: family name']);
  });

  it('refuses addresses that do not hang on the person', () => {
    expect(problemsOf({ person: { ...sar.person, addresses: ['benefit_income'] } })).to.deep.equal(['not entered from the person: benefit_income']);
  });
});

describe('the files that describe a system', () => {
  let folder = '';
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'descriptions-')); });
  afterEach(() => rm(folder, { recursive: true }));

  const refusalOf = async (name: string, text: string, read: (file: string) => unknown): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, text);
    try {
      read(file);
    } catch (error) {
      if (error instanceof DescriptionRefused) return error.message.replace(`${folder}/`, '');
      throw error;
    }
    return 'none';
  };

  it('are refused by name when they are no YAML', async () => {
    expect(await refusalOf('a.dataset.yml', 'dataset: [', readDatasets)).to.match(/^a\.dataset\.yml: /);
  });

  it('are refused when a few lines would swell without end', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, index) => `a${String(index + 1)}: &a${String(index + 1)} [${Array.from({ length: 9 }, () => `*a${String(index)}`).join(', ')}]`)];
    expect(await refusalOf('a.dataset.yml', lines.join('\n'), readDatasets)).to.match(/alias/i);
  });

  it('are refused for a word nobody knows, so that a slip of the pen does not hide a field', async () => {
    const sar = { ...readSarDescription(join(descriptionsFolder, 'council-tax.sar.yml')), sensitivty: 'ordinary' };
    expect(await refusalOf('a.sar.yml', stringify(sar), readSarDescription)).to.include('sensitivty');
  });

  it('are read as one system', () => {
    expect(readDescribedSystem(descriptionsFolder, 'council-tax').description.plainName).to.equal('Council tax and benefits');
  });
});
