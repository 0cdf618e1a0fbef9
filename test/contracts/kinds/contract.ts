/** What every kind of connector is held to, on its real system, whole and broken. */

import { expect } from 'chai';
import { askSystem, checkSystem, collectItems, findPerson } from '../../../server/connected-systems/ask-system.ts';
import type { ConnectedSystem, Item, SubjectIdentifiers } from '../../../server/connected-systems/connector.ts';
import { openBreakingLine, type BreakingLine } from '../../support/breaking-line.ts';
import { bytesOf, shortLimits } from '../../support/connected-systems.ts';
import { freePort } from '../../support/real-servers/program.ts';
import type { KindUnderTest, StartedKind } from './kind-under-test.ts';

const { signal } = new AbortController();
const asked = { signal, limits: shortLimits };
/** Enough for a line that works; one that does not is given up soon. */
const impatient = { ...shortLimits, connectMs: 400, idleMs: 300 };

interface Held {
  readonly outcome: string;
  readonly items: readonly Item[];
  readonly reason?: string;
}

/** Finds; lets an officer say yes to the first where that is to be decided; reads every document to its end. */
async function everything(system: ConnectedSystem, who: SubjectIdentifiers, { stop = signal, limits = shortLimits } = {}): Promise<Held> {
  const items: Item[] = [];
  const receive = async (item: Item): Promise<void> => {
    for (const part of [item, ...item.attachments]) await bytesOf(part);
    items.push(item);
  };
  const collecting = { signal: stop, limits, part: 'everything', receive } as const;
  const first = await askSystem(system, who, collecting);
  const [candidate] = first.outcome === 'match to decide' ? first.candidates : [];
  const answer = candidate === undefined ? first : await collectItems(system, candidate.reference, collecting);
  return { items, outcome: answer.outcome, ...('reason' in answer ? { reason: answer.reason } : {}) };
}

/** The tests of one kind; call inside a `describe`. */
export function holdToContract(kind: KindUnderTest): void {
  let started: StartedKind;
  let beforehand = '';
  before(async () => {
    started = await kind.start();
    beforehand = await started.fingerprint();
  });
  after(() => started.stop());
  const theSystem = (): ConnectedSystem => started.system();

  describe('asked who somebody is', () => finding(kind, theSystem));
  describe('asked for everything', () => fetching(kind, theSystem));
  describe('broken', () => breaking(kind, () => started));

  describe('in all this', () => {
    it('has written nothing', async () => {
      expect(await started.fingerprint()).to.equal(beforehand);
    });
  });
}

function finding({ knows, reference, ownNumber, unknown }: KindUnderTest, system: () => ConnectedSystem): void {
  const find = (different: Partial<SubjectIdentifiers>) => findPerson(system(), { ...knows, ...different }, asked);
  /** Without any number that is the person's own. */
  const unnumbered = { names: knows.names, dateOfBirth: knows.dateOfBirth, addresses: [], systemPersonNumbers: {} };
  /** What holds no persons is asked by how they are reached. */
  const reached = reference === null ? { ...unnumbered, emails: knows.emails ?? [], phones: knows.phones ?? [] } : unnumbered;

  if (reference === null) {
    it('is certain of nobody, however much agrees', async () => {
      expect(await find({})).to.have.property('outcome', 'match to decide');
    });
  } else {
    it('leaves it to an officer when name, date of birth and address agree, and no number of the person', async () => {
      expect(await find({ systemPersonNumbers: {} })).to.have.nested.property('candidates[0].reference', reference);
    });
  }

  if (ownNumber !== null) {
    it('finds a person for certain by its own number with an agreeing name and date of birth', async () => {
      const numbered = { ...unnumbered, systemPersonNumbers: { [system().key]: ownNumber } };
      expect(await findPerson(system(), numbered, asked)).to.have.property('outcome', 'found');
    });

    it('is never certain of its own number when the name is another', async () => {
      const somebodyElse = { names: [{ given: 'Somebody', family: 'Else' }], systemPersonNumbers: { [system().key]: ownNumber } };
      expect(await find(somebodyElse)).to.have.property('outcome', 'match to decide');
    });
  }

  it('leaves it to an officer when only name and date of birth agree', async () => {
    expect(await findPerson(system(), reached, asked)).to.have.property('outcome', 'match to decide');
  });

  it('masks what the officer does not need to decide', async () => {
    const answer = await findPerson(system(), reached, asked);
    const shown = JSON.stringify('candidates' in answer ? answer.candidates.map(({ maskedName, maskedDateOfBirth, maskedAddress }) => [maskedName, maskedDateOfBirth, maskedAddress]) : null);
    expect(shown).not.to.equal('null');
    expect(knows.names.some(({ family }) => shown.includes(family)) || shown.includes(knows.dateOfBirth)).to.equal(false);
  });

  it('finds nobody by a name alone', async () => {
    const byName = { ...unnumbered, dateOfBirth: '1931-01-01' };
    expect(await findPerson(system(), byName, asked)).to.have.property('outcome').that.is.oneOf(['not held', 'identifier not supported']);
  });

  it('says that a person it does not know is not held', async () => {
    expect(await everything(system(), unknown)).to.deep.equal({ items: [], outcome: 'not held' });
  });

  it('can be checked without asking about anybody', async () => {
    expect(await checkSystem(system(), asked)).to.deep.equal({ outcome: 'reachable' });
  });

  it('is not asked while it is suspended', async () => {
    const suspended = { ...system(), suspended: { sinceOn: '2026-11-20' } };
    expect(await findPerson(suspended, knows, asked)).to.deep.equal({ outcome: 'suspended', sinceOn: '2026-11-20' });
  });
}

function fetching({ knows }: KindUnderTest, system: () => ConnectedSystem): void {
  let items: readonly Item[] = [];
  before(async () => {
    ({ items } = await everything(system(), knows));
  });

  it('gives several items, of the collections it describes', () => {
    const described = system().describe().collections.map(({ key }) => key);
    expect(items).to.have.lengthOf.above(1);
    expect(described).to.include.members(items.map(({ collection }) => collection));
  });

  it('gives every item a reference of its own, the same each time', async () => {
    const references = items.map(({ reference }) => reference);
    expect(new Set(references).size).to.equal(references.length);
    expect((await everything(system(), knows)).items.map(({ reference }) => reference)).to.deep.equal(references);
  });

  it('gives the oldest first among items of one kind', () => {
    const daysByKind = new Map<string, string[]>();
    for (const { kind, collection, title, heldOn } of items) {
      const alike = kind === 'record' ? `${collection} ${title}` : collection;
      if (heldOn !== null) daysByKind.set(alike, [...(daysByKind.get(alike) ?? []), heldOn]);
    }
    for (const days of daysByKind.values()) expect(days).to.deep.equal(days.toSorted());
  });

  it('hands over nothing that passes the size limit, and names it or is errored: too-large', async () => {
    const answer = await everything(system(), knows, { limits: { ...shortLimits, maxRecordBytes: 8 } });
    const isNamed = answer.items.length > 0 && answer.items.every((item) => item.kind === 'document' && item.unreadable === 'too-large');
    expect(answer.outcome === 'held' ? isNamed : answer).to.satisfy((told: unknown) => told === true || (typeof told === 'object' && told !== null && 'reason' in told && told.reason === 'too-large'));
  });
}

function breaking(kind: KindUnderTest, started: () => StartedKind): void {
  it('stops before it begins when its caller has stopped', async () => {
    const stopped = AbortSignal.abort(new Error('the server is stopping'));
    const refusal = await findPerson(started().system(), kind.knows, { ...asked, signal: stopped }).catch((reason: unknown) => reason);
    expect(refusal).to.have.property('message', 'the server is stopping');
  });

  for (const [how, reason] of Object.entries(kind.breaks)) {
    it(`is errored: ${reason} when it ${how}`, async () => {
      const broken = await started().broken?.(how);
      if (broken === undefined) throw new Error(`nothing breaks it so that it ${how}`);
      const { outcome, reason: given } = await everything(broken.system, kind.knows, { limits: reason === 'timed-out' ? impatient : shortLimits });
      await broken.mend?.();
      expect([outcome, given]).to.deep.equal(['errored', reason]);
    });
  }

  if (kind.needsCredential) {
    it('is errored: refused with a wrong credential', async () => {
      expect(await checkSystem(started().system({ isWrongCredential: true }), asked)).to.deep.equal({ outcome: 'errored', reason: 'refused' });
    });
  }

  if (kind.isOverNetwork) describe('behind a line that fails', () => failingLine(kind, started));
}

function failingLine({ knows }: KindUnderTest, started: () => StartedKind): void {
  let line: BreakingLine;
  /** Bytes of finding her and fetching everything. */
  let whole = 0;

  before(async () => {
    const { place } = started();
    if (place === null) throw new Error('a system over a network has a place');
    line = await openBreakingLine(place);
    await everything(through(), knows);
    whole = line.carried();
  });
  afterEach(() => line.untilLeft());
  after(() => line.close());

  const through = (): ConnectedSystem => started().system({ place: line.place });
  const midAnswer = (how: 'cut' | 'silence'): void => line.breakOff({ how, afterBytes: Math.floor(whole * 0.8) });

  it('is errored: cannot-connect when nobody listens', async () => {
    const nobody = started().system({ place: { host: '127.0.0.1', port: await freePort() } });
    expect(await checkSystem(nobody, asked)).to.deep.equal({ outcome: 'errored', reason: 'cannot-connect' });
  });

  it('is errored when whoever listens says nothing', async () => {
    line.breakOff({ how: 'silence', afterBytes: 0 });
    const answer = await checkSystem(through(), { signal, limits: impatient });
    expect(answer).to.have.property('reason').that.is.oneOf(['cannot-connect', 'timed-out']);
  });

  it('is errored: dropped when it is cut in mid-answer', async () => {
    midAnswer('cut');
    // A busy machine hears late of a line that is gone; whoever waits long enough does.
    const patient = { ...shortLimits, idleMs: 10_000, wholeMs: 20_000 };
    expect(await everything(through(), knows, { limits: patient })).to.include({ outcome: 'errored', reason: 'dropped' });
  });

  it('is errored: timed-out when it falls silent in mid-answer', async () => {
    midAnswer('silence');
    expect(await everything(through(), knows, { limits: impatient })).to.include({ outcome: 'errored', reason: 'timed-out' });
  });

  it('lets go of the connection when its caller stops in mid-answer', async () => {
    midAnswer('silence');
    const stopping = new AbortController();
    const asking = everything(through(), knows, { stop: stopping.signal }).catch((reason: unknown) => reason);
    await line.untilBroken();
    stopping.abort(new Error('the server is stopping'));
    expect(await asking).to.have.property('message', 'the server is stopping');
    await line.untilLeft();
  });
}
