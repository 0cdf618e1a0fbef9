/** The files that connect systems: read, filled in, and refused in words that say where. */

import { expect } from 'chai';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSystems } from '../../server/connected-systems/register.ts';
import { DescriptionRefused } from '../../server/connected-systems/datasets/read-description.ts';
import { fillSettings } from '../../server/connected-systems/connections/fill-settings.ts';
import { descriptionsFolder } from '../support/described-systems.ts';

const sources = {
  secret: (name: string) => (name === 'housing-credential' ? Promise.resolve('s3cret') : Promise.reject(new Error(`the secret ${name} is not there`))),
  setting: (name: string) => (name === 'housing-url' ? 'http://127.0.0.1:1/' : undefined),
};

describe('the files that connect systems', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connections-'));
    await copyFile(join(descriptionsFolder, 'housing.sar.yml'), join(folder, 'housing.sar.yml'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const connect = async (connection: string) => {
    await writeFile(join(folder, 'housing.connection.yml'), connection);
    return await connectSystems({ folder, outgoing: { allowed: [] }, ...sources });
  };
  const refusalOf = async (connection: string): Promise<string> => {
    try {
      await connect(connection);
    } catch (error) {
      if (error instanceof DescriptionRefused) return error.message.replace(`${folder}/`, '');
      throw error;
    }
    return 'none';
  };
  const good = 'system: housing\nconnector: subject-access-http\nsettings:\n  url: { setting: housing-url }\n  credential: { secret: housing-credential }\n';

  it('connect one system each', async () => {
    expect((await connect(good)).map(({ key }) => key)).to.deep.equal(['housing']);
  });

  it('connect none where there is none', async () => {
    expect(await connectSystems({ folder, outgoing: { allowed: [] }, ...sources })).to.deep.equal([]);
  });

  it('say since when a system is not asked', async () => {
    const [system] = await connect(`${good}suspended_since: 2026-11-03\n`);
    expect(system?.suspended).to.deep.equal({ sinceOn: '2026-11-03' });
  });

  it('are shown in the order of their positions', async () => {
    await writeFile(join(folder, 'archive.sar.yml'), 'system: archive\nkind: paper\nservice: Archive\nowner_team: Archive\nplain_name: Archive\nwhy_held: To keep it.\nlawful_basis: Public task\nsource_of_data: You\nrecipients: []\nretention: One year\nsensitivity: ordinary\nshow_in_my_data: false\nparts: {}\n');
    await writeFile(join(folder, 'archive.connection.yml'), 'system: archive\nconnector: folder-with-index\nposition: 5\nsettings: { folder: /nowhere }\n');
    expect((await connect(`${good}position: 9\n`)).map(({ key }) => key)).to.deep.equal(['archive', 'housing']);
  });

  for (const [what, connection, sentence] of [
    ['name a connector that there is not', good.replace('subject-access-http', 'telepathy'), /^housing\.connection\.yml: there is no connector called telepathy; there are .*subject-access-http/],
    ['are called after another system', good.replace('system: housing', 'system: parking'), /it connects parking; a file is called after its system/],
    ['leave a setting out', good.replace(/ {2}credential.*\n/, ''), /^housing\.connection\.yml: credential: /],
    ['have a setting that nobody knows', `${good}  passwrd: x\n`, /passwrd/],
    ['need a secret that is not there', good.replace('housing-credential', 'gone'), /the secret gone is not there/],
    ['need a setting that is not there', good.replace('housing-url', 'gone'), /there is no setting called gone/],
    ['have a word that nobody knows', `${good}suspendd: true\n`, /suspendd/],
    ['are no YAML', 'system: [', /^housing\.connection\.yml: /],
  ] as const) {
    it(`are refused when they ${what}`, async () => {
      expect(await refusalOf(connection)).to.match(sentence);
    });
  }

  it('may not climb out of the folder of secrets', async () => {
    expect(await fillSettings({ key: { secret: '../keys/master' } }, sources)).to.deep.equal({ key: { secret: '../keys/master' } });
  });

  it('are filled in however deep a secret stands', async () => {
    expect(await fillSettings({ a: [{ b: { secret: 'housing-credential' } }, 1, null] }, sources)).to.deep.equal({ a: [{ b: 's3cret' }, 1, null] });
  });
});
