/** Which messages of a thread need not be read by themselves, because a later one quotes the whole of them. */

import type { Fold } from './folding.ts';
import type { MessageFacts } from './message-facts.ts';

/** A message of the case with its body; nobody else's bodies are held at the same time. */
export interface ThreadMessage extends MessageFacts {
  readonly itemId: string;
  readonly number: number;
  readonly isKeptApart: boolean;
  readonly body: string;
}

type Known = Pick<ThreadMessage, 'itemId' | 'messageId' | 'follows' | 'subject'>;

/** Groups of two and more of one subject that name one another, or the same message before them. */
export function threadsAmong<Message extends Known>(messages: readonly Message[]): readonly (readonly Message[])[] {
  const groupOf = new Map<string, Set<Message>>();
  for (const message of messages) {
    const ids = [message.messageId, ...message.follows].map((id) => `${message.subject}\u0000${id}`);
    const met = new Set(ids.flatMap((id) => groupOf.get(id) ?? []));
    const joined = new Set<Message>([message, ...[...met].flatMap((group) => [...group])]);
    for (const each of joined) for (const id of [each.messageId, ...each.follows]) groupOf.set(`${each.subject}\u0000${id}`, joined);
  }
  return [...new Set(groupOf.values())].filter((group) => group.size > 1).map((group) => [...group]);
}

/** @param isCollected whether an attachment of these bytes is an item of the case, so that folding its message loses nothing. */
export function foldsInThread(thread: readonly ThreadMessage[], isCollected: (sha256: string) => boolean): readonly Fold[] {
  const byId = new Map(thread.map((message) => [message.messageId, message]));
  const words = new Map(thread.map((message) => [message.itemId, { own: wordsOf(message.body), quoted: wordsOf(quotedIn(message.body)) }]));
  const wordsFor = (message: ThreadMessage): { readonly own: string; readonly quoted: string } => words.get(message.itemId) ?? { own: '', quoted: '' };
  const isInside = (early: ThreadMessage, late: ThreadMessage): boolean => {
    const { own } = wordsFor(early);
    if (early.itemId === late.itemId || own === '' || !` ${wordsFor(late).quoted} `.includes(` ${own} `)) return false;
    return before(late, byId).has(early.messageId) && early.attachments.every((sha) => isCollected(sha) || late.attachments.includes(sha));
  };
  const longestFirst = thread.toSorted((a, b) => wordsFor(b).own.length - wordsFor(a).own.length || a.number - b.number);
  const folds = new Map<string, Fold>();
  for (const early of longestFirst.toReversed()) {
    if (early.isKeptApart) continue;
    const late = longestFirst.find((each) => isInside(early, each) && !folds.has(each.itemId));
    if (late !== undefined) folds.set(early.itemId, { itemId: early.itemId, keptItemId: late.itemId, because: 'in-thread' });
  }
  // A message that others were folded into may be folded itself: all of them then stand behind the last.
  return [...folds.values()].map((fold) => ({ ...fold, keptItemId: lastOf(fold.keptItemId, folds) }));
}

function lastOf(itemId: string, folds: ReadonlyMap<string, Fold>): string {
  const next = folds.get(itemId);
  return next === undefined ? itemId : lastOf(next.keptItemId, folds);
}

/** Every message that this one follows, however many steps before it. */
function before(message: ThreadMessage, byId: ReadonlyMap<string, ThreadMessage>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...message.follows];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id) || id === message.messageId) continue;
    found.add(id);
    waiting.push(...(byId.get(id)?.follows ?? []));
  }
  return found;
}

const attribution = /^(?:-{2,}\s*(?:original|forwarded) message|on .{4,300} wrote:$|.{4,300} (?:wrote|ysgrifennodd):$|from:\s|oddi wrth:\s)/iu;

/** The quoted lines; where a client marks none, everything under the line that says whose words follow. */
export function quotedIn(body: string): string {
  const lines = body.split(/\r?\n/);
  const marked = lines.filter((line) => /^\s*>/.test(line));
  if (marked.length > 0) return marked.join('\n');
  const from = lines.findIndex((line) => attribution.test(line.trim()));
  return from < 0 ? '' : lines.slice(from + 1).join('\n');
}

/** The words in their order, without quote marks and without how the lines were broken. */
function wordsOf(text: string): string {
  return text.replace(/^[ \t]*(?:>[ \t]*)+/gmu, '').replace(/\s+/gu, ' ').trim();
}
