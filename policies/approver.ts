/** What an approver may do: see what another officer prepared, approve exactly those files, or return them. */

import type { Person, Rules } from './rules.ts';

export function approver(person: Person, { can, cannot }: Rules): void {
  can(['list', 'search'], 'Queue', { accountId: person.accountId });
  can('list', 'Clearance', { accountId: person.accountId });
  can('view', 'Case', { isWithApprover: true });
  can('view', 'Case', { stage: 'blocked', isRestricted: false });
  can(['list', 'view', 'preview'], 'Item', { isWithApprover: true });
  can(['view', 'preview'], 'Bundle', { isWithApprover: true });
  can('view', 'DataRequest', { isWithApprover: true });
  can(['approve', 'return'], 'Bundle', { state: 'submitted' });
  can('release', 'Bundle', { state: 'approved' });
  can('list', 'Rehearsal', { isKnownToOfficers: true });
  can('view', 'Purpose', { isKnownToOfficers: true });
  can('view', 'Notice', { isKnownToOfficers: true });

  cannot(['approve', 'return'], 'Bundle', { preparedBy: person.accountId }).because('you-prepared-it');
  cannot(['approve', 'return'], 'Bundle', { ownerAccountId: person.accountId }).because('you-prepared-it');
}
