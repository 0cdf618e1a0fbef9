/** Restricts a case to those who handle such cases, whoever had taken it before; nothing on its pages says why. */

import type { Change } from '../platform/recorded-change.ts';
import { setRestricted } from './store.ts';

export async function restrictCase(change: Change, caseId: string): Promise<void> {
  if (await setRestricted(change, caseId)) change.alsoRecord({ action: 'case.restrict', about: { type: 'Case', id: caseId }, caseId });
}
