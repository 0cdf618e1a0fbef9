/** A request to put one item right: what it is about, what the person says, and the states it passes. */

import { z } from 'zod';

/** The last three say how it was decided. */
export const rectificationStates = ['received', 'looking', 'put-right', 'put-right-in-part', 'not-changed'] as const;
export type RectificationState = (typeof rectificationStates)[number];

export const outcomes = ['put-right', 'put-right-in-part', 'not-changed'] as const satisfies readonly RectificationState[];
export type RectificationOutcome = (typeof outcomes)[number];

const moves: Readonly<Record<RectificationState, readonly RectificationState[]>> = {
  received: ['looking', ...outcomes],
  looking: outcomes,
  'put-right': [],
  'put-right-in-part': [],
  'not-changed': [],
};

/** From which states it may come to another. */
export function statesBefore(to: RectificationState): readonly RectificationState[] {
  return rectificationStates.filter((from) => moves[from].includes(to));
}

export function isDecided(state: RectificationState): boolean {
  return moves[state].length === 0;
}

/** The item as its system held it when the person said that it is wrong. */
export const attachedItemSchema = z.object({
  service: z.string(),
  part: z.string(),
  title: z.string(),
  heldOn: z.string().nullable(),
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Whom it is shared with, and who is to be told if it was wrong. */
  recipients: z.array(z.string()),
  /** The system's own, by which its team finds it. */
  reference: z.string(),
});
export type AttachedItem = z.infer<typeof attachedItemSchema>;

/** Exactly as typed. */
export const rectificationWordsSchema = z.object({ wrong: z.string(), right: z.string(), evidence: z.string() });
export type RectificationWords = Readonly<z.infer<typeof rectificationWordsSchema>>;

export const noWords: RectificationWords = { wrong: '', right: '', evidence: '' };
export const maxRectificationLength = 4_000;

/** Problems by field, each a key of the language files; none means that it can be sent. */
export function problemsWith(words: RectificationWords): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  if (words.wrong.trim() === '') problems['wrong'] = 'requests.wrong.problems.wrong';
  if (words.right.trim() === '') problems['right'] = 'requests.wrong.problems.right';
  for (const field of ['wrong', 'right', 'evidence'] as const) {
    if (words[field].length > maxRectificationLength) problems[field] = 'requests.wrong.problems.long';
  }
  return problems;
}

/** What the owning service did about it, and who else was told.   Source: UK GDPR Art. 16 and 19. */
export const decisionSchema = z.object({ outcome: z.enum(outcomes), words: z.string(), told: z.string() });
export type RectificationDecision = Readonly<z.infer<typeof decisionSchema>>;
