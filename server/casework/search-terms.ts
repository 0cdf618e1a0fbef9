/** Reads what else a case is searched with, and whom its systems are asked about. */

import { readIdentity, type Identity } from '../data-subjects/identity.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealJson, type SealingKey } from '../platform/sealing.ts';
import { caseKeyScope, termPlace } from './places.ts';
import { sealedTermSchema, withTerms, type SearchTerm } from './search-term.ts';
import { searchTermRows } from './search-term-store.ts';

/** In the order they were added, the removed ones too. */
export async function searchTermsOf(read: Read, { caseId, key }: { readonly caseId: string; readonly key: SealingKey }): Promise<readonly SearchTerm[]> {
  const rows = await searchTermRows(read, caseId);
  return rows.map((row) => ({
    id: row.id,
    ...unsealJson(key, termPlace(row.id), { sealed: row.sealed_term, schema: sealedTermSchema }),
    addedBy: row.added_by,
    addedAt: row.added_at,
    removedAt: row.removed_at,
  }));
}

/** Null when the reader may not see the data subject. */
export async function identityOfCase(tools: Pick<Tools, 'keys'>, read: Read, found: { readonly id: string; readonly dataSubjectId: string }): Promise<Identity | null> {
  const known = await readIdentity(tools, read, found.dataSubjectId);
  if (known === null) return null;
  const key = await tools.keys.keyFor(caseKeyScope(found.id));
  return withTerms(known, await searchTermsOf(read, { caseId: found.id, key }));
}
