/** What a program that reads strangers' files may do, tried with a program that tells; and what is left of its files when its process dies. */

import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { newWorkingFolder, removeWorkingFolder, sweepWorkingFolders } from '../../server/connected-systems/files/working-folder.ts';
import { mediaTypes } from '../../server/connected-systems/files/media-types.ts';
import { checkFile, type FileCheck } from '../../server/intake/check-file.ts';
import { installedOffice, type OfficePrograms } from '../../server/intake/office.ts';
import { silentLog } from '../../server/platform/log.ts';
import { workbook, zipOf } from '../support/files-made.ts';

describe('the office program', () => {
  let folder: string;
  let programs: OfficePrograms;
  const warned: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'office-test-'));
    const office = join(folder, 'soffice');
    await writeFile(office, '#!/bin/sh\nfor a; do [ "$before" = --outdir ] && out=$a; before=$a; done\n{ echo "memory $(ulimit -v) seconds $(ulimit -t)"; cat /proc/net/dev; } > "$out/document.pdf"\n');
    await chmod(office, 0o700);
    programs = { office: [office], unshare: 'unshare' };
  });
  after(() => rm(folder, { recursive: true }));

  const told = async (mode: 'production' | 'test', changes: Partial<OfficePrograms> = {}): Promise<string | null> => {
    const office = installedOffice({ config: { mode }, log: { ...silentLog, warn: (event) => void warned.push(event) } }, { ...programs, ...changes });
    const pdf = await office?.pdfOf(Buffer.from('x'), 'txt');
    return pdf === null || pdf === undefined ? null : Buffer.from(pdf).toString('utf8');
  };

  it('has limits to its memory and its time', async () => {
    expect(await told('test')).to.contain('memory 2500000 seconds 60');
  });

  it('converts nothing for a council where it would keep the network, and says so', async () => {
    expect([await told('production', { unshare: 'false' }), warned]).to.deep.equal([null, ['office-has-no-empty-network']]);
  });

  it('converts for a demonstration all the same', async () => {
    expect(await told('test', { unshare: 'false' })).to.contain('memory');
  });
});

describe('a working folder', () => {
  const machine = hostname().replace(/[^A-Za-z0-9]/g, '');
  const made: string[] = [];
  const madeBy = async (owner: string): Promise<string> => {
    const folder = join(tmpdir(), `fairsight-work-${owner}-test${String(made.length)}`);
    await mkdir(folder);
    await writeFile(join(folder, 'letter.txt'), 'About her.');
    made.push(folder);
    return folder;
  };
  const isThere = async (folder: string): Promise<boolean> => (await readdir(tmpdir())).some((name) => folder.endsWith(name));
  const endedPid = (): number => spawnSync('true').pid;

  afterEach(() => Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

  it('is swept when its process has died', async () => {
    const folder = await madeBy(`${machine}-${String(endedPid())}`);
    await sweepWorkingFolders();
    expect(await isThere(folder)).to.equal(false);
  });

  it('is swept when an earlier process had the number of this one', async () => {
    const folder = await madeBy(`${machine}-${String(process.pid)}`);
    await sweepWorkingFolders();
    expect(await isThere(folder)).to.equal(false);
  });

  it('is kept while it is used', async () => {
    const folder = await newWorkingFolder();
    made.push(folder);
    await sweepWorkingFolders();
    expect(await isThere(folder)).to.equal(true);
    await removeWorkingFolder(folder);
    expect(await isThere(folder)).to.equal(false);
  });

  it('of another machine is kept for a day', async () => {
    const [fresh, old] = [await madeBy('elsewhere-7'), await madeBy('elsewhere-8')];
    const longAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(old, longAgo, longAgo);
    await sweepWorkingFolders();
    expect([await isThere(fresh), await isThere(old)]).to.deep.equal([true, false]);
  });
});

describe('a file that is said to be an archive', () => {
  const looked = async (mediaType: string, bytes: Uint8Array): Promise<FileCheck['refusedBecause']> => {
    const open = async function* () { yield await Promise.resolve(bytes); };
    return (await checkFile({ scanner: null, maySkipScanning: true }, { mediaType, byteCount: bytes.length, open })).refusedBecause;
  };

  it('is refused when other bytes stand before it', async () => {
    const bomb = await zipOf({ 'content.xml': '0'.repeat(3_000_000) });
    expect(await looked(mediaTypes.ods, Buffer.concat([Buffer.from('hello '), bomb]))).to.equal('broken');
  });

  it('is looked into when its first bytes say that it is another kind', async () => {
    const bomb = await zipOf({ 'content.xml': '0'.repeat(3_000_000) });
    expect(await looked(mediaTypes.ods, Buffer.concat([Buffer.from('GIF89a'), bomb]))).to.equal('unsafe');
  });

  it('is looked into when it holds macros', async () => {
    expect(await looked('application/vnd.ms-excel.sheet.macroEnabled.12', await zipOf({ zeros: '0'.repeat(3_000_000) }))).to.equal('unsafe');
  });

  it('is let out when it is what it says', async () => {
    expect(await looked(mediaTypes.xlsx, await workbook())).to.equal(null);
  });

  it('is let out when it is a picture and no archive at all', async () => {
    expect(await looked(mediaTypes.docx, Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'))).to.equal(null);
  });
});
