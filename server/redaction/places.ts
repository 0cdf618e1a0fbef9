/** Names the place of every sealed value of a mark. */

import type { Place } from '../platform/sealing.ts';

export function quotePlace(markId: string): Place {
  return { table: 'marks', column: 'sealed_quote', id: markId };
}

export function notePlace(markId: string): Place {
  return { table: 'marks', column: 'sealed_reason', id: markId };
}
