/** Sealed values open in one place only, and keys that were destroyed stay destroyed. */

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { KeyShredded, openKeyStore, type KeyStore } from '../../server/platform/keys.ts';
import { blindIndex, sealText, unsealText, type Place, type SealingKey } from '../../server/platform/sealing.ts';
import { openSealedFiles } from '../../server/platform/sealed-files.ts';

const key: SealingKey = { scope: 'case:one', bytes: Buffer.alloc(32, 1) };
const place: Place = { table: 'items', column: 'sealed_title', id: 'one' };
const outcomeOf = async (work: () => unknown): Promise<string> => Promise.resolve().then(work).then(() => 'opened', () => 'refused');

describe('a sealed value', () => {
  const sealed = sealText(key, place, 'Home visit, 3 May');

  it('opens where it belongs', () => {
    expect(unsealText(key, place, sealed)).to.equal('Home visit, 3 May');
  });

  const elsewhere: Readonly<Record<string, readonly [SealingKey, Place]>> = {
    'in another row': [key, { ...place, id: 'two' }],
    'in another column': [key, { ...place, column: 'sealed_facts' }],
    'in another table': [key, { ...place, table: 'marks' }],
    'with the key of another case': [{ scope: 'case:two', bytes: Buffer.alloc(32, 2) }, place],
    'under the name of another case, though the key is the same': [{ ...key, scope: 'case:two' }, place],
  };
  for (const [where, [otherKey, otherPlace]] of Object.entries(elsewhere)) {
    it(`does not open ${where}`, async () => {
      expect(await outcomeOf(() => unsealText(otherKey, otherPlace, sealed))).to.equal('refused');
    });
  }

  it('does not open with any one bit changed', async () => {
    const outcomes = await Promise.all(Array.from(sealed, (_byte, index) => {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      return outcomeOf(() => unsealText(key, place, changed));
    }));
    expect(new Set(outcomes)).to.deep.equal(new Set(['refused']));
  });

  it('does not open cut short', async () => {
    expect(await outcomeOf(() => unsealText(key, place, sealed.subarray(0, 20)))).to.equal('refused');
  });

  it('never uses a nonce twice in a hundred thousand', () => {
    const nonces = new Set<string>();
    for (let count = 0; count < 100_000; count += 1) nonces.add(sealText(key, place, '').subarray(1, 13).toString('latin1'));
    expect(nonces.size).to.equal(100_000);
  });
});

describe('a blind index', () => {
  it('is one for a value however it is spaced and cased', () => {
    expect(blindIndex(key, 'name', '  ANN   Teague ')).to.deep.equal(blindIndex(key, 'name', 'ann teague'));
  });

  it('differs by use, so that two indexes cannot be joined', () => {
    expect(blindIndex(key, 'name', 'ann')).not.to.deep.equal(blindIndex(key, 'alias', 'ann'));
  });

  it('differs by key', () => {
    expect(blindIndex(key, 'name', 'ann')).not.to.deep.equal(blindIndex({ scope: 'case:one', bytes: Buffer.alloc(32, 3) }, 'name', 'ann'));
  });
});

describe('a sealed file', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealed-'));
  });

  after(() => rm(folder, { recursive: true }));

  it('comes back whole, part by part', async () => {
    const files = openSealedFiles(folder);
    const plain = Buffer.alloc(700_000, 'a letter ');
    const { fileId, byteCount } = await files.write(key, [plain]);
    expect([byteCount, (await files.readAll(key, fileId)).equals(plain)]).to.deep.equal([700_000, true]);
  });

  it('does not open under the key of another case', async () => {
    const files = openSealedFiles(folder);
    const { fileId } = await files.write(key, [Buffer.from('secret')]);
    expect(await outcomeOf(() => files.readAll({ ...key, scope: 'case:two' }, fileId))).to.equal('refused');
  });

  it('does not open under the id of another file', async () => {
    const files = openSealedFiles(folder);
    const [one, two] = [await files.write(key, [Buffer.from('one')]), await files.write(key, [Buffer.from('two')])];
    await cp(join(folder, one.fileId.slice(0, 2), one.fileId), join(folder, two.fileId.slice(0, 2), two.fileId));
    expect(await outcomeOf(() => files.readAll(key, two.fileId))).to.equal('refused');
  });

  it('is not reached by a name that leads elsewhere', async () => {
    expect(await outcomeOf(() => openSealedFiles(folder).readAll(key, '../../../../etc/passwd'))).to.equal('refused');
  });
});

describe('listing sealed files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'listed-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function listed(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const some of openSealedFiles(folder).writtenBefore(new Date(Date.now() + 60_000), 10)) found.push(...some);
    return found;
  }

  it('finds none before the first was written', async () => {
    await rm(folder, { recursive: true });
    expect(await listed()).to.deep.equal([]);
  });

  it('leaves alone what is not ours', async () => {
    await mkdir(join(folder, 'lost+found'));
    const { fileId } = await openSealedFiles(folder).write(key, [Buffer.from('ours')]);
    expect(await listed()).to.deep.equal([fileId]);
  });

  it('fails where it cannot look, and does not call it empty', async () => {
    await writeFile(join(folder, 'ab'), 'no folder');
    expect(await listed().catch((error: unknown) => error)).to.have.property('code', 'ENOTDIR');
  });
});

describe('the key store', () => {
  let folder: string;
  let keys: KeyStore;

  const open = (): Promise<KeyStore> => openKeyStore({ keysFolder: join(folder, 'keys'), tombstonesFolder: join(folder, 'tombstones'), wrappingKey: Buffer.alloc(32, 9) });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
    keys = await open();
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('gives one scope one key, whoever asks first', async () => {
    const [one, other] = await Promise.all([keys.keyFor('case:one'), (await open()).keyFor('case:one')]);
    expect(one.bytes.equals(other.bytes)).to.equal(true);
  });

  it('gives no key of a case that was shredded', async () => {
    await keys.keyFor('case:one');
    await keys.shred('case:one');
    expect(await keys.keyFor('case:one').catch((error: unknown) => error)).to.be.instanceOf(KeyShredded);
  });

  it('gives none even after the keys were restored from an old copy', async () => {
    await keys.keyFor('case:one');
    await cp(join(folder, 'keys'), join(folder, 'copy'), { recursive: true });
    await keys.shred('case:one');
    await cp(join(folder, 'copy'), join(folder, 'keys'), { recursive: true });
    expect(await (await open()).keyFor('case:one').catch((error: unknown) => error)).to.be.instanceOf(KeyShredded);
  });

  it('destroys a restored key again, and says how many', async () => {
    await keys.keyFor('case:one');
    await keys.keyFor('case:two');
    await cp(join(folder, 'keys'), join(folder, 'copy'), { recursive: true });
    await keys.shred('case:one');
    await cp(join(folder, 'copy'), join(folder, 'keys'), { recursive: true });
    expect([await keys.applyTombstones(), await keys.applyTombstones()]).to.deep.equal([1, 0]);
  });

  it('does not unwrap the key of one case under the name of another', async () => {
    await keys.keyFor('case:one');
    await cp(join(folder, 'keys', 'case.one.key'), join(folder, 'keys', 'case.two.key'));
    expect(await outcomeOf(async () => (await open()).keyFor('case:two'))).to.equal('refused');
  });

  it('refuses a scope that leads elsewhere', async () => {
    expect(await outcomeOf(() => keys.keyFor('case:../../secrets'))).to.equal('refused');
  });
});
