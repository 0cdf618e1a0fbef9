/** What a councillor may do: find guidance on handling residents' data, and confirm having read it. */

import type { Person, Rules } from './rules.ts';

export function councillor(person: Person, { can }: Rules): void {
  can(['view', 'search'], 'Guidance', { isPublished: true });
  can(['list', 'confirm', 'view'], 'GuidanceConfirmation', { accountId: person.accountId });
}
