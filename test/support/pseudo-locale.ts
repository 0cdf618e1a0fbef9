/** An invented right-to-left language: every sentence marked at both ends and longer, so that a missed word shows. */
import type { Sentences } from '../../server/platform/words.ts';

export const pseudoCode = 'ar-XB';

function mark(sentence: string): string {
  return `\u202e⟦${sentence}·····⟧\u202c`;
}

/** The same tree with every sentence marked; placeholders stay as they are. */
export function pseudoSentences(sentences: Sentences): Sentences {
  return Object.fromEntries(
    Object.entries(sentences).map(([key, value]) => [key, typeof value === 'string' ? mark(value) : pseudoSentences(value)]),
  );
}
