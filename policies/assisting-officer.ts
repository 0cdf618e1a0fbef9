/** What an assisting officer may do: record that a resident showed who they are, and nothing in anyone's record. */

import type { Person, Rules } from './rules.ts';

export function assistingOfficer(_person: Person, { can, cannot }: Rules): void {
  can(['list', 'view', 'decide'], 'Account', { isWaitingForProof: true });

  cannot(['view', 'decide'], 'Account', { isPerhapsYourOwn: true }).because('perhaps-your-own-account');
}
