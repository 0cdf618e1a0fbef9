/** Finds the guidance that answers a question put in ordinary words. */
import type { GuidanceEntry } from '../../policies/guidance.ts';

/** Words that stand in every question and tell none apart. */
const emptyWords = new Set(
  'a about after all am an and any are as at be been by can could data did do does for from had has have how i if in into is it its may me might must my not of on or our personal please resident residents s shall should so someone t than that the their them then there they this to up use used using want was we were what when where which who whose why will with would you your'.split(' '),
);

/** What people say, and the words the guidance says it in. Each word stands for itself as well. */
const alsoMeans: Readonly<Record<string, readonly string[]>> = {
  sar: ['subject', 'access', 'request'],
  dsar: ['subject', 'access', 'request'],
  foi: ['freedom', 'foi'],
  gdpr: ['law', 'controller'],
  abuse: ['domestic', 'abuse', 'fled'],
  refuge: ['domestic', 'abuse', 'address'],
  leak: ['mistake', 'breach', 'report'],
  lost: ['stolen', 'breach'],
  phone: ['whatsapp', 'tablet'],
  leaflet: ['campaigning', 'leaflets'],
  election: ['campaigning', 'register', 'lose'],
  mp: ['mp'],
  photo: ['photo'],
  shred: ['bin', 'paper'],
  delete: ['delete', 'retention', 'keep'],
  safeguarding: ['risk', 'safeguarding'],
  newsletter: ['newsletter'],
  mail: ['email'],
};

const weights = { question: 4, topic: 3, shortAnswer: 2, why: 1 } as const;

interface Indexed {
  readonly entry: GuidanceEntry;
  readonly weightOf: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<readonly GuidanceEntry[], readonly Indexed[]>();

/** Entries that share a word with the question, the closest first; none if it holds no telling word. */
export function searchGuidance(entries: readonly GuidanceEntry[], question: string): readonly GuidanceEntry[] {
  const asked = [...new Set(stemsOf(question).flatMap((stem) => [stem, ...(alsoMeans[stem] ?? []).map(stemOf)]))];
  const index = indexes.get(entries) ?? entries.map(indexed);
  indexes.set(entries, index);
  return index
    .map(({ entry, weightOf }) => ({ entry, score: asked.reduce((sum, stem) => sum + scoreOf(stem, weightOf), 0) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ entry }) => entry);
}

function scoreOf(stem: string, weightOf: ReadonlyMap<string, number>): number {
  const exact = weightOf.get(stem);
  if (exact !== undefined) return exact;
  if (stem.length < 5) return 0;
  for (const [word, weight] of weightOf) if (word.startsWith(stem) || (word.length >= 5 && stem.startsWith(word))) return weight / 2;
  return 0;
}

function indexed(entry: GuidanceEntry): Indexed {
  const weightOf = new Map<string, number>();
  for (const part of ['question', 'topic', 'shortAnswer', 'why'] as const) {
    for (const stem of new Set(stemsOf(entry[part]))) weightOf.set(stem, (weightOf.get(stem) ?? 0) + weights[part]);
  }
  return { entry, weightOf };
}

function stemsOf(text: string): readonly string[] {
  const words = text.normalize('NFKC').toLowerCase().replace(/e-mail/g, 'email').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !emptyWords.has(word)).map(stemOf);
}

/** Plurals and the commonest endings off, no more: forty entries need no grammar. */
function stemOf(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && word.endsWith('ed')) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}
