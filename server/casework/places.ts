/** Names the place of every sealed value of a case, so that none opens anywhere else. */

import type { KeyScope } from '../platform/keys.ts';
import type { Place } from '../platform/sealing.ts';

export function caseKeyScope(caseId: string): KeyScope {
  return `case:${caseId}`;
}

export function titlePlace(itemId: string): Place {
  return { table: 'items', column: 'sealed_title', id: itemId };
}

export function factsPlace(itemId: string): Place {
  return { table: 'items', column: 'sealed_facts', id: itemId };
}

export function leftOutPlace(itemId: string): Place {
  return { table: 'item_checks', column: 'left_out_because_sealed', id: itemId };
}

export function messagePlace(itemId: string): Place {
  return { table: 'items', column: 'sealed_message', id: itemId };
}

export function candidatePlace(matchId: string): Place {
  return { table: 'matches', column: 'sealed_candidate', id: matchId };
}

export function queryPlace(caseId: string, systemId: string): Place {
  return { table: 'system_searches', column: 'sealed_query', id: `${caseId}/${systemId}` };
}

export function excusePlace(caseId: string, systemId: string): Place {
  return { table: 'system_searches', column: 'excused_because_sealed', id: `${caseId}/${systemId}` };
}

export function termPlace(termId: string): Place {
  return { table: 'search_terms', column: 'sealed_term', id: termId };
}
