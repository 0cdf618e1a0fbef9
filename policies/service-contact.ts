/** What a service contact may do: answer the one data request that their link was made for. */

import type { Person, Rules } from './rules.ts';

export function serviceContact(person: Person, { can }: Rules): void {
  can('answer', 'Match', { dataRequestFor: person.accountId });
}
