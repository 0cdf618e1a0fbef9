/** What a service contact may do: see and answer the one data request that their link was made for. It stands where others have an account. */

import type { Person, Rules } from './rules.ts';

export function serviceContact(person: Person, { can }: Rules): void {
  can(['view', 'answer'], 'DataRequest', { id: person.accountId });
}
