/** Reads an item as officers will see it: the PDF made of an office document where one can be made, and else the item itself. */

import type { Reading } from '../casework/keep-text.ts';
import type { CollectedItem } from '../casework/read-items.ts';
import { convertForReview } from '../intake/convert-for-review.ts';
import { establishedKind } from '../intake/kind-of-file.ts';
import type { Office } from '../intake/office.ts';
import { readDocument } from './read-document.ts';

export interface ReviewReading {
  readonly reading: Reading;
  /** The copy that was read in place of the original; null where there is none. */
  readonly pdf: Uint8Array | null;
}

/** A copy that cannot be read is no help: then the original's own words are shown, and it is said why. */
export async function readForReview(office: Office | null, item: Pick<CollectedItem, 'kind' | 'mediaType' | 'title' | 'facts'>, bytes: Uint8Array): Promise<ReviewReading> {
  if (item.kind === 'record') return { reading: await readDocument(item, bytes), pdf: null };
  const mediaType = await establishedKind(bytes, item.mediaType);
  const converted = await convertForReview(office, { bytes, mediaType });
  if (converted.note === 'not convertible') return { reading: await readDocument(item, bytes), pdf: null };
  if (converted.note === 'converted') {
    const reading = await readDocument({ ...item, mediaType: 'application/pdf' }, converted.pdf);
    if (reading.state !== 'refused') return { reading: { ...reading, reviewNote: 'converted' }, pdf: converted.pdf };
  }
  const reading = await readDocument(item, bytes);
  if (reading.state === 'refused') return { reading, pdf: null };
  return { reading: { ...reading, reviewNote: converted.note === 'converted' ? 'failed' : converted.note }, pdf: null };
}
