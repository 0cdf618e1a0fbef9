/** What a safeguarding lead may do: work on restricted cases, and see why a person is protected. */

import type { Person, Rules } from './rules.ts';

export function safeguardingLead(person: Person, { can, cannot }: Rules): void {
  can(['list', 'search'], 'Queue', { accountId: person.accountId });
  can(['view', 'take', 'record', 'change', 'collect', 'message'], 'Case', { isRestricted: true });
  can(['list', 'view', 'mark', 'preview', 'confirm'], 'Item', { isRestricted: true });
  can(['decide', 'mark'], 'RedactionMark', { isRestricted: true });
  can(['view', 'decide'], 'Match', { isRestricted: true });
  can('list', 'DataRequest', { accountId: person.accountId });
  can(['view', 'message', 'decide', 'answer'], 'DataRequest', { isRestricted: true });
  can(['view', 'preview', 'submit', 'release'], 'Bundle', { isRestricted: true });
  can('list', 'Rehearsal', { isKnownToOfficers: true });
  can('list', 'Clearance', { accountId: person.accountId });
  can(['approve', 'return'], 'Bundle', { state: 'submitted', isRestricted: true });

  cannot(['approve', 'return'], 'Bundle', { preparedBy: person.accountId }).because('you-prepared-it');
  cannot(['approve', 'return'], 'Bundle', { ownerAccountId: person.accountId }).because('you-prepared-it');
  cannot('mark', 'Item', { isWithApprover: true }).because('with-the-approver');
  cannot(['decide', 'mark'], 'RedactionMark', { isWithApprover: true }).because('with-the-approver');
  cannot(['message', 'decide', 'answer'], 'DataRequest', { isWithApprover: true }).because('with-the-approver');
  cannot('collect', 'Case', { isWithApprover: true }).because('with-the-approver');
}
