/** Who may do what to whose things: the policies as a table, the traps they stand beside, and every route behind them. */

import { subject } from '@casl/ability';
import { expect } from 'chai';
import { abilityFor, type Person } from '../../policies/index.ts';
import { openRuleBook, type Conditions } from '../../policies/rules.ts';
import type { Action, Role, Thing } from '../../policies/vocabulary.ts';
import { routesAsListed } from '../../server/list-routes.ts';

const me = 'my-account';
const other = 'another-account';
const as = (...roles: readonly Role[]): Person => ({ roles, accountId: me, dataSubjectId: 'my-subject' });

type Row = readonly [role: Role, action: Action, thing: Thing, of: Readonly<Record<string, unknown>>, answer: boolean];

const table: readonly Row[] = [
  ['resident', 'view', 'Request', { accountId: me }, true],
  ['resident', 'view', 'Request', { accountId: other }, false],
  ['resident', 'view', 'Request', {}, false],
  ['resident', 'change', 'RequestDraft', { accountId: other }, false],
  ['resident', 'view', 'Holding', { dataSubjectId: 'my-subject' }, true],
  ['resident', 'view', 'Holding', { dataSubjectId: 'another-subject' }, false],
  ['resident', 'read', 'Disclosure', { accountId: me }, true],
  ['resident', 'read', 'Disclosure', { accountId: other }, false],
  ['resident', 'view', 'Case', { accountId: me, ownerAccountId: me }, false],
  ['resident', 'approve', 'Bundle', { state: 'submitted', isRestricted: false }, false],
  ['preparer', 'collect', 'Case', { ownerAccountId: me }, true],
  ['preparer', 'collect', 'Case', { ownerAccountId: other }, false],
  ['preparer', 'collect', 'Case', { ownerAccountId: me, isWithApprover: true }, false],
  ['preparer', 'take', 'Case', { isUnowned: true, isRestricted: false }, true],
  ['preparer', 'take', 'Case', { isUnowned: true, isRestricted: true }, false],
  ['preparer', 'mark', 'Item', { ownerAccountId: me }, true],
  ['preparer', 'mark', 'Item', { ownerAccountId: me, isWithApprover: true }, false],
  ['preparer', 'approve', 'Bundle', { state: 'submitted', isRestricted: false, ownerAccountId: me }, false],
  ['approver', 'approve', 'Bundle', { state: 'submitted', isRestricted: false, preparedBy: other }, true],
  ['approver', 'approve', 'Bundle', { state: 'submitted', isRestricted: false, preparedBy: me }, false],
  ['approver', 'approve', 'Bundle', { state: 'approved', isRestricted: false, preparedBy: other }, false],
  ['approver', 'approve', 'Bundle', { state: 'submitted', preparedBy: other, ownerAccountId: me }, false],
  ['approver', 'view', 'Case', { stage: 'blocked', isWithApprover: false, isRestricted: false }, true],
  ['approver', 'view', 'Case', { stage: 'blocked', isWithApprover: false, isRestricted: true }, false],
  ['approver', 'preview', 'Item', { stage: 'blocked', isWithApprover: false, isRestricted: false }, false],
  ['approver', 'mark', 'Item', { isWithApprover: true, isRestricted: false }, false],
  ['safeguarding-lead', 'approve', 'Bundle', { state: 'submitted', isRestricted: true, preparedBy: other }, true],
  ['safeguarding-lead', 'approve', 'Bundle', { state: 'submitted', isRestricted: true, preparedBy: me }, false],
  ['safeguarding-lead', 'view', 'Case', { isRestricted: false, ownerAccountId: other }, false],
  ['ig-manager', 'view', 'Case', { isRestricted: false, ownerAccountId: other }, true],
  ['ig-manager', 'view', 'Case', { isRestricted: true, ownerAccountId: other }, false],
  ['ig-manager', 'mark', 'Item', { isRestricted: false }, false],
  ['ig-manager', 'approve', 'Bundle', { state: 'submitted', isRestricted: false, preparedBy: other }, false],
  ['preparer', 'list', 'Rehearsal', { isKnownToOfficers: true }, true],
  ['assisting-officer', 'list', 'Rehearsal', { isKnownToOfficers: true }, false],
  ['assisting-officer', 'view', 'Case', { isUnowned: true, isRestricted: false }, false],
  ['assisting-officer', 'view', 'Request', { accountId: me }, false],
  ['councillor', 'view', 'Guidance', { isPublished: true }, true],
  ['councillor', 'view', 'Case', { isUnowned: true, isRestricted: false, ownerAccountId: me }, false],
  ['councillor', 'list', 'Queue', { accountId: me }, false],
  ['connected-system', 'check', 'ConsentCheck', { accountId: me }, true],
  ['connected-system', 'check', 'ConsentCheck', { accountId: other }, false],
  ['connected-system', 'view', 'Request', { accountId: me }, false],
  ['service-contact', 'answer', 'DataRequest', { id: me }, true],
  ['service-contact', 'view', 'DataRequest', { id: other }, false],
  ['service-contact', 'view', 'Case', { id: me, ownerAccountId: me, isUnowned: true, isRestricted: false }, false],
  ['preparer', 'message', 'DataRequest', { ownerAccountId: me }, true],
  ['preparer', 'message', 'DataRequest', { ownerAccountId: other }, false],
  ['preparer', 'answer', 'DataRequest', { ownerAccountId: me, isWithApprover: true }, false],
  ['approver', 'view', 'DataRequest', { isWithApprover: true }, true],
  ['approver', 'answer', 'DataRequest', { isWithApprover: true }, false],
  ['ig-manager', 'view', 'DataRequest', { isRestricted: false }, true],
  ['ig-manager', 'message', 'DataRequest', { isRestricted: false }, false],
  ['safeguarding-lead', 'answer', 'DataRequest', { isRestricted: true }, true],
  ['resident', 'view', 'DataRequest', { id: me, accountId: me }, false],
  ['representative', 'view', 'Request', { accountId: me }, false],
];

describe('the policies', () => {
  for (const [role, action, thing, of, answer] of table) {
    it(`${answer ? 'let' : 'do not let'} a ${role} ${action} a ${thing} with ${JSON.stringify(of)}`, () => {
      expect(abilityFor(as(role)).can(action, subject(thing, { ...of }))).to.equal(answer);
    });
  }

  it('keep what any role forbids forbidden, whichever role comes first', () => {
    const own = subject('Bundle', { state: 'submitted', isRestricted: false, preparedBy: me, ownerAccountId: me });
    expect([abilityFor(as('approver', 'preparer')).can('approve', own), abilityFor(as('preparer', 'approver')).can('approve', own)]).to.deep.equal([false, false]);
  });

  it('give somebody without a role nothing', () => {
    expect(abilityFor(as()).rules).to.deep.equal([]);
  });

  it('show a resident who is bound to nobody no holding, not even one of nobody', () => {
    const unbound = abilityFor({ roles: ['resident'], accountId: me, dataSubjectId: null });
    expect([unbound.can('view', subject('Holding', { dataSubjectId: null })), unbound.can('view', subject('Holding', {}))]).to.deep.equal([false, false]);
  });
});

describe('a rule', () => {
  const empty: Readonly<Record<string, unknown>> = { nothing: {}, 'an undefined condition': { accountId: undefined }, 'a null condition': { accountId: null }, 'an empty condition': { accountId: '' } };
  for (const [name, conditions] of Object.entries(empty)) {
    it(`is refused with ${name}, which would match what it should not`, () => {
      // What a slip in a policy would hand over, past the compiler.
      expect(() => openRuleBook().rules.can('view', 'Request', conditions as Conditions)).to.throw(RangeError);
    });
  }
});

describe('the routes', () => {
  const routes = routesAsListed();

  it('are there', () => {
    expect(routes).to.have.length.above(60);
  });

  it('each ask for permission, or say why they need none', () => {
    expect(routes.filter(({ action, who }) => (who === 'anyone' ? !/^open: .{8,}/.test(action) : !/^[a-z]+ [A-Z]\w+$/.test(action))).map(({ path }) => path)).to.deep.equal([]);
  });

  it('under /api are for connected systems alone', () => {
    expect(routes.filter(({ path, who }) => path.startsWith('/api/') !== (who === 'connected-system')).map(({ path }) => path)).to.deep.equal([]);
  });

  it('under /officer and /councillor are for staff alone, and no others are', () => {
    expect(routes.filter(({ path, who }) => /^\/(?:officer|councillor)(?:\/|$)/.test(path) !== (who === 'staff')).map(({ path }) => path)).to.deep.equal([]);
  });

  it('for service contacts stand under /reply alone, and none is for anybody else but its start', () => {
    const underReply = routes.filter(({ path }) => /^\/reply(?:\/|$)/.test(path));
    expect(routes.filter(({ who, path }) => who === 'service-contact' && !path.startsWith('/reply')).map(({ path }) => path)).to.deep.equal([]);
    expect([...new Set(underReply.filter(({ who }) => who !== 'service-contact').map(({ path }) => path))]).to.deep.equal(['/reply/:token']);
  });

  it('that are guarded for people ask how they signed in, but for a resident’s own account', () => {
    const withoutStepUp = routes.filter(({ who, stepUp }) => (who === 'resident' || who === 'staff') && stepUp === '-').map(({ path }) => path);
    expect([...new Set(withoutStepUp)]).to.deep.equal(['/account', '/account/proof', '/account/contact']);
  });

  it('stand once each', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });
});
