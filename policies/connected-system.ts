/** What another council system may do: ask whether a person agreed, for the purposes it is registered for. */

import type { Person, Rules } from './rules.ts';

export function connectedSystem(person: Person, { can }: Rules): void {
  can('check', 'ConsentCheck', { accountId: person.accountId });
}
