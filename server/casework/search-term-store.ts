/** The only SQL about what else a case is searched with. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { SearchTermKind } from './search-term.ts';

export interface SearchTermRow {
  readonly id: string;
  readonly sealed_term: Buffer;
  readonly added_by: string;
  readonly added_at: Date;
  readonly removed_at: Date | null;
}

/** In the order they were added, the removed ones too. */
export async function searchTermRows(read: Read, caseId: string): Promise<readonly SearchTermRow[]> {
  return read.raw<SearchTermRow>('select id, sealed_term, added_by, added_at, removed_at from search_terms where case_id = ? order by added_at, id limit 1000', [caseId]);
}

export interface NewSearchTerm {
  readonly id: string;
  readonly caseId: string;
  readonly kind: SearchTermKind;
  readonly sealedTerm: Buffer;
  readonly by: string;
  readonly at: Date;
}

export async function insertSearchTerm(change: Change, { id, caseId, kind, sealedTerm, by, at }: NewSearchTerm): Promise<void> {
  await change.write('search_terms').insert({ id, case_id: caseId, kind, sealed_term: sealedTerm, added_by: by, added_at: at });
}

/** False when somebody removed it meanwhile. */
export async function markTermRemoved(change: Change, removed: { readonly caseId: string; readonly termId: string; readonly by: string; readonly at: Date }): Promise<boolean> {
  const rows = await change.write.raw<{ id: string }>(
    'update search_terms set removed_by = ?, removed_at = ? where id = ? and case_id = ? and removed_at is null returning id',
    [removed.by, removed.at, removed.termId, removed.caseId],
  );
  return rows.length === 1;
}
