/** What a preparer may do: take a case nobody owns, collect for it, mark it, and hand it to another officer. */

import type { Person, Rules } from './rules.ts';

export function preparer(person: Person, { can, cannot }: Rules): void {
  const myCase = { ownerAccountId: person.accountId };
  const nobodysCase = { isUnowned: true, isRestricted: false };

  can(['list', 'search'], 'Queue', { accountId: person.accountId });
  can(['view', 'take'], 'Case', nobodysCase);
  can(['view', 'collect', 'record', 'change', 'message'], 'Case', myCase);
  can(['view', 'decide'], 'Match', myCase);
  can('list', 'DataRequest', { accountId: person.accountId });
  can(['view', 'message', 'decide', 'answer'], 'DataRequest', myCase);
  can(['list', 'view', 'mark', 'preview', 'confirm'], 'Item', myCase);
  can(['decide', 'mark'], 'RedactionMark', myCase);
  can(['submit', 'view', 'preview'], 'Bundle', myCase);
  can('release', 'Bundle', myCase);
  can(['list', 'view', 'verify', 'decide'], 'ConnectedSystem', { isKnownToOfficers: true });
  can('list', 'Rehearsal', { isKnownToOfficers: true });
  can('view', 'Purpose', { isKnownToOfficers: true });
  can('view', 'Notice', { isKnownToOfficers: true });
  can(['list', 'view', 'decide'], 'Account', { isWaitingForProof: true });

  cannot('mark', 'Item', { isWithApprover: true }).because('with-the-approver');
  cannot(['decide', 'mark'], 'RedactionMark', { isWithApprover: true }).because('with-the-approver');
  cannot(['message', 'decide', 'answer'], 'DataRequest', { isWithApprover: true }).because('with-the-approver');
  cannot('collect', 'Case', { isWithApprover: true }).because('with-the-approver');
  cannot(['view', 'decide'], 'Account', { isPerhapsYourOwn: true }).because('perhaps-your-own-account');
}
