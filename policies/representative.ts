/** What a representative may do: nothing online until an officer has recorded their authority. */

import type { Person, Rules } from './rules.ts';

export function representative(person: Person, { can }: Rules): void {
  can(['view', 'message'], 'Request', { representedBy: person.accountId });
}
