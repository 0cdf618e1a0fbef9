/** The exact words of a guidance entry that a councillor confirms, with the hash that names them. */
import { createHash } from 'node:crypto';
import type { GuidanceEntry } from '../../policies/guidance.ts';

export type GuidanceWords = Pick<GuidanceEntry, 'question' | 'shortAnswer' | 'why' | 'source' | 'confidence'>;

export interface GuidanceWording {
  readonly entryId: string;
  readonly words: GuidanceWords;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

export function guidanceWording(entry: GuidanceEntry): GuidanceWording {
  const { id, question, shortAnswer, why, source, confidence } = entry;
  const sha256 = createHash('sha256').update(JSON.stringify([id, question, shortAnswer, why, source, confidence])).digest('hex');
  return { entryId: id, words: { question, shortAnswer, why, source, confidence }, sha256 };
}
