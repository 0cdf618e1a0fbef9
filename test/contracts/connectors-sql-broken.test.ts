/** A database that must be refused, or that breaks in mid-answer: each has its name. */

import { expect } from 'chai';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { checkSystem, summarise } from '../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem } from '../../server/connected-systems/connector.ts';
import { seedLineOfBusiness } from '../../server/connected-systems/demo/seed-line-of-business.ts';
import { sqlConnector } from '../../server/connected-systems/sql-connector.ts';
import { asNumberedSubject, shortLimits } from '../support/connected-systems.ts';
import { emptyDatabase } from '../support/database.ts';
import { councilTaxSystem } from '../support/described-systems.ts';

const asked = { signal: new AbortController().signal, limits: shortLimits };
const who = asNumberedSubject('marion-tregenza');

function systemAt(url: string): ConnectedSystem {
  return sqlConnector({ ...councilTaxSystem, engine: 'postgresql', url, outgoing: { allowed: ['127.0.0.0/8', '::1/128'] } });
}

describe('a database of another system', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let owner: pg.Client;
  let readerUrl = '';
  let reader = '';

  before(async () => {
    database = await emptyDatabase();
    readerUrl = await seedLineOfBusiness({ url: database.url, secretsFolder: await mkdtemp(path.join(tmpdir(), 'fairsight-secrets-')) });
    reader = pg.escapeIdentifier(decodeURIComponent(new URL(readerUrl).username));
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
  });

  after(async () => {
    await owner.end();
    await database.close();
  });

  /** Grants something to the reader while the system is asked, then takes it back. */
  async function whenGranted(grant: string, revoke: string): Promise<unknown> {
    await owner.query(grant);
    try {
      return await checkSystem(systemAt(readerUrl), asked);
    } finally {
      await owner.query(revoke);
    }
  }

  it('may be read by a role that cannot write', async () => {
    expect(await checkSystem(systemAt(readerUrl), asked)).to.deep.equal({ outcome: 'reachable' });
  });

  it('is refused when the role owns it', async () => {
    expect(await checkSystem(systemAt(database.url), asked)).to.deep.equal({ outcome: 'errored', reason: 'role-can-write' });
  });

  for (const [how, privilege] of [['insert', 'insert on council_tax.payment'], ['delete', 'delete on benefits.claim'], ['truncate', 'truncate on council_tax.bill'], ['change one column', 'update (phone) on council_tax.person'], ['create tables', 'create on schema benefits']] as const) {
    it(`is refused when the role may ${how}`, async () => {
      expect(await whenGranted(`grant ${privilege} to ${reader}`, `revoke ${privilege} from ${reader}`)).to.deep.equal({ outcome: 'errored', reason: 'role-can-write' });
    });
  }

  it('is refused when the role could become one that writes', async () => {
    const writer = pg.escapeIdentifier(`${database.url.split('/').at(-1) ?? ''}_writer`);
    await owner.query(`create role ${writer}; grant usage on schema council_tax to ${writer}; grant insert on council_tax.payment to ${writer}`);
    const answer = await whenGranted(`grant ${writer} to ${reader}`, `revoke ${writer} from ${reader}`);
    await owner.query(`revoke all on schema council_tax from ${writer}; revoke all on council_tax.payment from ${writer}; drop role ${writer}`);
    expect(answer).to.deep.equal({ outcome: 'errored', reason: 'role-can-write' });
  });

  it('is refused with a wrong password', async () => {
    const address = new URL(readerUrl);
    address.password = 'wrong';
    expect(await checkSystem(systemAt(address.href), asked)).to.deep.equal({ outcome: 'errored', reason: 'refused' });
  });

  it('that keeps a table locked is errored: timed-out', async () => {
    await owner.query('begin; lock table council_tax.person in access exclusive mode');
    const answer = await summarise(systemAt(readerUrl), who, { ...asked, limits: { ...shortLimits, idleMs: 300 } });
    await owner.query('rollback');
    expect(answer).to.deep.equal({ outcome: 'errored', reason: 'timed-out' });
  });

  it('whose tables have changed is errored: bad-answer', async () => {
    await owner.query('alter table council_tax.contact_note rename column note to notes');
    const answer = await summarise(systemAt(readerUrl), who, asked);
    await owner.query('alter table council_tax.contact_note rename column notes to note');
    expect(answer).to.deep.equal({ outcome: 'errored', reason: 'bad-answer' });
  });

  it('with a field of 32 MB is errored: too-large', async () => {
    await owner.query(`insert into council_tax.contact_note (person_number, channel, note, officer, noted_on) values ('P100201', 'Test', repeat('x', 32 * 1024 * 1024), 'Nobody', '2026-11-01')`);
    const answer = await summarise(systemAt(readerUrl), who, asked);
    await owner.query(`delete from council_tax.contact_note where channel = 'Test'`);
    expect(answer).to.deep.equal({ outcome: 'errored', reason: 'too-large' });
  });

  describe('behind a line that fails', () => {
    let line: Server;
    let carry: (client: Socket) => void = () => undefined;
    const sockets = new Set<Socket>();

    before(async () => {
      line = createServer((client) => {
        sockets.add(client.on('error', () => undefined));
        carry(client);
      });
      await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
    });

    after(() => {
      for (const socket of sockets) socket.destroy();
      line.close();
    });

    function through(): ConnectedSystem {
      const address = new URL(readerUrl);
      address.port = String((line.address() as AddressInfo).port);
      return systemAt(address.href);
    }

    it('cannot be connected to when nobody answers', async () => {
      carry = () => undefined;
      const answer = await checkSystem(through(), { ...asked, limits: { ...shortLimits, connectMs: 200 } });
      expect(answer).to.deep.equal({ outcome: 'errored', reason: 'cannot-connect' });
    });

    it('is asked nothing that it refuses, which would stand in its log at every look', async () => {
      const said: Buffer[] = [];
      carry = (client) => {
        const upstream = connect(Number(new URL(readerUrl).port), '127.0.0.1');
        sockets.add(upstream.on('error', () => undefined));
        client.pipe(upstream);
        upstream.on('data', (part) => said.push(part)).pipe(client);
      };
      await summarise(through(), who, asked);
      const words = Buffer.concat(said).toString('latin1');
      expect([words.length > 1_000, words.match(/SERROR\0[^\0]*\0C[^\0]*\0M[^\0]*/g)]).to.deep.equal([true, null]);
    });

    it('is errored: dropped when the line is cut half way', async () => {
      carry = (client) => {
        const upstream = connect(Number(new URL(readerUrl).port), '127.0.0.1');
        sockets.add(upstream.on('error', () => undefined));
        client.pipe(upstream);
        let carried = 0;
        upstream.on('data', (part) => {
          carried += part.byteLength;
          if (carried > 2_000) client.destroy();
          else client.write(part);
        });
      };
      expect(await summarise(through(), who, asked)).to.deep.equal({ outcome: 'errored', reason: 'dropped' });
    });
  });
});
