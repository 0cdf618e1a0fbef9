/** What a person is told has changed since they looked before: the first look says nothing, and a second one on the same visit changes nothing. */

import { expect } from 'chai';
import type { PrivacyNotice } from '../../server/connected-systems/connector.ts';
import { afterLooking, changeOf, contentTag, goneFrom, tagOf, type SeenOfSystem, type Snapshot } from '../../server/holdings/seen-holdings.ts';
import { partMayBeShownLive } from '../../server/holdings/shown-live.ts';
import { wereTold } from '../../server/holdings/were-you-told.ts';

const firstAt = '2026-11-03T10:00:00.000Z';
const minutesLater = (minutes: number): string => new Date(Date.parse(firstAt) + minutes * 60_000).toISOString();
const snapshot = (at: string, items: Readonly<Record<string, string>>): Snapshot => ({ at, parts: { repairs: items } });
const first = afterLooking(undefined, snapshot(firstAt, { tap: 'drips' }));

describe('what was seen', () => {
  it('is compared with nothing on the first visit', () => {
    expect(first.before).to.equal(null);
  });

  it('is the very same while nothing changes on one visit, so that nothing is written', () => {
    expect(afterLooking(first, snapshot(minutesLater(30), { tap: 'drips' }))).to.equal(first);
  });

  it('is the same in whatever order the system told it', () => {
    const two: SeenOfSystem = afterLooking(undefined, snapshot(firstAt, { tap: 'drips', roof: 'leaks' }));
    expect(afterLooking(two, snapshot(minutesLater(30), { roof: 'leaks', tap: 'drips' }))).to.equal(two);
  });

  it('goes on being compared with the visit before, however often the page is read', () => {
    const second = afterLooking(first, snapshot(minutesLater(600), { tap: 'drips', roof: 'leaks' }));
    const again = afterLooking(second, snapshot(minutesLater(610), { tap: 'drips', roof: 'leaks' }));
    expect([second.before?.at, again.before?.at]).to.deep.equal([firstAt, firstAt]);
  });

  it('is compared with the last visit once another begins', () => {
    const second = afterLooking(first, snapshot(minutesLater(240), { tap: 'mended' }));
    const third = afterLooking(second, snapshot(minutesLater(480), { tap: 'mended' }));
    expect(third.before?.parts).to.deep.equal({ repairs: { tap: 'mended' } });
  });

  it('tells what is new, what changed, what is as it was, and what is gone', () => {
    const before = { repairs: { tap: 'drips', roof: 'leaks', door: 'sticks' } };
    const now = { repairs: { tap: 'drips', roof: 'mended', lamp: 'out' } };
    const changes = (['tap', 'roof', 'lamp'] as const).map((item) => changeOf(before, { part: 'repairs', item, content: now.repairs[item] }));
    expect([changes, goneFrom(before, now, 'repairs'), goneFrom(before, now, 'bills')]).to.deep.equal([[null, 'changed', 'new'], 1, 0]);
  });

  describe('is kept as hashes that', () => {
    const key = (byte: number): { scope: string; bytes: Buffer } => ({ scope: 'subject', bytes: Buffer.alloc(32, byte) });
    const tap = { title: 'A tap', heldOn: null, fields: [{ label: 'Said', value: 'It drips' }] };

    it('differ from person to person', () => {
      expect(contentTag(key(1), tap)).not.to.equal(contentTag(key(2), tap));
    });

    it('differ as soon as a word does', () => {
      expect(contentTag(key(1), tap)).not.to.equal(contentTag(key(1), { ...tap, fields: [{ label: 'Said', value: 'It dripped' }] }));
    });

    it('do not take words moved from one field to the next for the same', () => {
      expect(tagOf(key(1), 'part', 'ab', 'c')).not.to.equal(tagOf(key(1), 'part', 'a', 'bc'));
    });
  });
});

describe('a person', () => {
  const notice: PrivacyNotice = { title: 'our notice', given: 'with every bill', namesSources: ['Experian'] };

  const cases: readonly (readonly [string, Parameters<typeof wereTold>[0], Parameters<typeof wereTold>[1], string])[] = [
    ['was told by the notice of the part', { privacyNotice: notice }, {}, 'our notice'],
    ['was told by the notice of the system where the part has none', {}, { privacyNotice: notice }, 'our notice'],
    ['was told of a source that the notice names, however it is written', { obtainedFrom: ['experian '], privacyNotice: notice }, {}, 'our notice'],
    ['may not have been told of a source that it does not name', { obtainedFrom: ['Experian', 'your bank'], privacyNotice: notice }, {}, 'your bank'],
    ['may not have been told where the part’s own notice is silent, whatever the system’s says', { obtainedFrom: ['Experian'], privacyNotice: { ...notice, namesSources: [] } }, { privacyNotice: notice }, 'Experian'],
    ['cannot be shown to have been told without a notice', {}, {}, ''],
  ];
  for (const [says, part, system, expected] of cases) {
    it(says, () => {
      const told = wereTold(part, system);
      expect(told.wereTold === 'yes' ? told.notice.title : told.untold.join()).to.equal(expected);
    });
  }
});

describe('a part of a system', () => {
  const cases: readonly (readonly [string, Parameters<typeof partMayBeShownLive>[0], boolean])[] = [
    ['that is ordinary', {}, true],
    ['that is sensitive and tells a little of others', { sensitivity: 'sensitive', thirdPartyRisk: 'some' }, true],
    ['that officers write freely', { isFreeText: true }, false],
    ['that tells much of others', { thirdPartyRisk: 'high' }, false],
    ['that is most sensitive', { sensitivity: 'highly sensitive' }, false],
  ];
  for (const [which, part, expected] of cases) {
    it(`${which} ${expected ? 'may' : 'may not'} be shown live`, () => {
      expect(partMayBeShownLive(part)).to.equal(expected);
    });
  }
});
