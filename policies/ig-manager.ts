/** What an information-governance manager may do: see the whole caseload, give out work, and read the record of it. */

import type { Person, Rules } from './rules.ts';

export function igManager(person: Person, { can, cannot }: Rules): void {
  can(['list', 'search'], 'Queue', { accountId: person.accountId });
  can(['view', 'record', 'change', 'take'], 'Case', { isRestricted: false });
  can(['list', 'view', 'preview'], 'Item', { isRestricted: false });
  can(['view', 'preview'], 'Bundle', { isRestricted: false });
  can('list', 'DataRequest', { accountId: person.accountId });
  can('view', 'DataRequest', { isRestricted: false });
  can(['list', 'view', 'verify', 'decide'], 'ConnectedSystem', { isKnownToOfficers: true });
  can(['view', 'verify'], 'AuditLog', { accountId: person.accountId });
  can('view', 'UsageEntry', { accountId: person.accountId });
  can('list', 'Rehearsal', { isKnownToOfficers: true });
  can('view', 'Purpose', { isKnownToOfficers: true });
  can('view', 'Notice', { isKnownToOfficers: true });
  can(['list', 'view', 'decide'], 'Account', { isWaitingForProof: true });

  cannot(['view', 'decide'], 'Account', { isPerhapsYourOwn: true }).because('perhaps-your-own-account');
}
