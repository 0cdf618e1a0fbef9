/** A statement in one packet: who it is asked as, what it cannot do, and what it leaves behind. */

import { expect } from 'chai';
import type { ResidentActor, StaffActor } from '../../server/platform/actor.ts';
import { asActorOnce, openDatabase, type Database } from '../../server/platform/database.ts';
import { SessionChanged } from '../../server/platform/errors.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const nobody = { idHash: '', version: 0 };
const ann: ResidentActor = { kind: 'resident', accountId: 'ann', dataSubjectId: null, isCheckedByOfficer: false, session: nobody };
const ben: StaffActor = { kind: 'staff', accountId: 'ben', roles: ['preparer'], session: nobody };

const whoAsks = "select current_setting('fairsight.account', true) as account";

describe('a statement in one packet', () => {
  let place: TestDatabase;
  let database: Database;

  before(async () => {
    place = await testDatabase();
  });

  beforeEach(() => {
    database = openDatabase({ url: place.urlOf('app'), maxConnections: 1, applicationName: 'test' });
  });

  afterEach(() => database.close());
  after(() => place.close());

  const accountAsking = async (actor: ResidentActor | StaffActor): Promise<string | undefined> => {
    const rows = await asActorOnce(database, actor, (read) => read.raw<{ account: string }>(whoAsks));
    return rows[0]?.account;
  };

  it('is asked as the one who asks', async () => {
    expect(await accountAsking(ann)).to.equal('ann');
  });

  it('is asked as each of those who ask at once on one connection', async () => {
    expect(await Promise.all([accountAsking(ann), accountAsking(ben), accountAsking(ann)])).to.deep.equal(['ann', 'ben', 'ann']);
  });

  it('leaves nobody behind on its connection', async () => {
    await accountAsking(ann);
    const left = await database.pool.query<{ account: string | null }>(whoAsks);
    expect(left.rows[0]?.account ?? '').to.equal('');
  });

  it('cannot write', async () => {
    const written = asActorOnce(database, ann, (read) => read.raw("insert into safe_contacts (account_id, sealed_contact) values ('ann', '')"));
    expect(await written.catch((error: unknown) => String(error))).to.match(/read-only transaction/);
  });

  it('leaves its connection able to write', async () => {
    await accountAsking(ann);
    const state = await database.pool.query<{ transaction_read_only: string }>('show transaction_read_only');
    expect(state.rows[0]?.transaction_read_only).to.equal('off');
  });

  it('is refused when the session changed, before it reads', async () => {
    const ended = { ...ann, session: { idHash: 'ab'.repeat(32), version: 1 } };
    expect(await accountAsking(ended).catch((error: unknown) => error)).to.be.instanceOf(SessionChanged);
  });

  it('is asked again on the same connection after one was refused', async () => {
    await accountAsking({ ...ann, session: { idHash: 'ab'.repeat(32), version: 1 } }).catch(() => undefined);
    expect(await accountAsking(ann)).to.equal('ann');
  });

  it('is refused when it is asked after something was awaited: the connection may be somebody else\'s by then', async () => {
    const late = asActorOnce(database, ann, async (read) => {
      await Promise.resolve();
      return read.raw(whoAsks);
    });
    expect(await late.catch((error: unknown) => String(error))).to.contain('too late');
  });

  it('gives its connection back when it could not even be asked', async () => {
    const unasked = asActorOnce(database, ann, () => { throw new RangeError('no such place'); });
    expect(await unasked.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
    expect(await accountAsking(ann)).to.equal('ann');
  });

  it('says what is wrong with the statement', async () => {
    const asked = asActorOnce(database, ann, (read) => read.raw('select no_such_thing'));
    expect(await asked.catch((error: unknown) => String(error))).to.contain('no_such_thing');
  });
});
