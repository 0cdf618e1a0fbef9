/** What a resident may do: everything about themselves, and nothing about anyone else. */

import type { Person, Rules } from './rules.ts';

export function resident(person: Person, { can }: Rules): void {
  const mine = { accountId: person.accountId };

  can(['view', 'prove', 'change'], 'Account', mine);
  can('change', 'SafeContact', mine);
  can('list', 'Holding', mine);
  can(['draft', 'change', 'view'], 'RequestDraft', mine);
  can(['list', 'file', 'view', 'message'], 'Request', mine);
  can(['view', 'read', 'download', 'message'], 'Disclosure', mine);
  can('view', 'Choices', mine);
  can(['view', 'answer', 'withdraw'], 'Consent', mine);
  can('view', 'Receipt', mine);

  // Only once evidence has bound the account to one data subject.
  if (person.dataSubjectId !== null) can(['view', 'retry'], 'Holding', { dataSubjectId: person.dataSubjectId });
}
