/** Restricts a case to those who handle such cases, whoever had taken it before; nothing on its pages says why. */

import type { Change } from '../platform/recorded-change.ts';
import { setRestricted } from './store.ts';

export function restrictCase(change: Change, caseId: string): Promise<void> {
  return setRestricted(change, caseId);
}
