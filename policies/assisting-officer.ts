/** What an assisting officer may do: record that a resident showed who they are, and nothing in anyone's record. */

import type { Person, Rules } from './rules.ts';

export function assistingOfficer(person: Person, { can }: Rules): void {
  can('list', 'DataSubject', { accountId: person.accountId });
  can(['list', 'view', 'decide'], 'Account', { isWaitingForProof: true });
}
