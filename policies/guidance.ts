/** Guidance for councillors on handling residents' information: forty questions with their answers, sources and how sure we are. */
import listed from './guidance.json' with { type: 'json' };

/** `high`: the law says so plainly. `medium`: a rule or usual practice whose source page has still to be read. */
export type Confidence = 'high' | 'medium';

export interface GuidanceEntry {
  readonly id: string;
  readonly topic: string;
  readonly question: string;
  readonly shortAnswer: string;
  readonly why: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export const guidance: readonly GuidanceEntry[] = listed.items.map((item) => ({
  id: item.id,
  topic: item.topic,
  question: item.question,
  shortAnswer: item.short_answer,
  why: item.why,
  source: item.source,
  confidence: confidenceOf(item.confidence),
}));

/** In the order of the entries. */
export const guidanceTopics: readonly string[] = [...new Set(guidance.map((entry) => entry.topic))];

const byId: ReadonlyMap<string, GuidanceEntry> = new Map(guidance.map((entry) => [entry.id, entry]));

export function guidanceOf(id: string): GuidanceEntry | null {
  return byId.get(id) ?? null;
}

function confidenceOf(word: string): Confidence {
  if (word === 'high' || word === 'medium') return word;
  throw new TypeError(`guidance.json says “${word}” where high or medium belongs`);
}
