/** Opens stored marks: the words under each, and what an officer noted. */

import { z } from 'zod';
import { unsealJson, unsealText, type SealingKey } from '../platform/sealing.ts';
import { emptyNote, type Mark } from './mark.ts';
import { notePlace, quotePlace } from './places.ts';
import type { MarkRow } from './store.ts';

const noteSchema = z.object({ person: z.string(), rejectedFor: z.enum(['place', 'person']).nullable(), awaits: z.string() });

/** @throws Error for a row that lies nowhere, which the table itself refuses. */
export function openMark(key: SealingKey, row: MarkRow): Mark {
  return {
    id: row.id,
    caseId: row.case_id,
    itemId: row.item_id,
    page: row.page,
    place: placeOf(row),
    state: row.state,
    exemption: row.exemption,
    why: row.suggested_why,
    score: row.score,
    quote: row.sealed_quote === null ? '' : unsealText(key, quotePlace(row.id), row.sealed_quote),
    note: row.sealed_reason === null ? emptyNote : unsealJson(key, notePlace(row.id), { sealed: row.sealed_reason, schema: noteSchema }),
    proposedBy: row.proposed_by,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    version: row.version,
  };
}

function placeOf({ start_at: start, end_at: end, rect }: MarkRow): Mark['place'] {
  if (start !== null && end !== null) return { start, end };
  if (rect !== null) return { rect };
  throw new Error('a mark lies nowhere');
}
