/** Sends one decision the way the form would, and draws what came of it without leaving the page. */

import { cardOf, marksOf, isOpen, showState, wordsOf, type Bench, type ShownState } from './bench.ts';

export type Choice = 'accept' | 'reject' | 'reject-person' | 'later';

interface Saved {
  readonly decisionsLeft: number;
  readonly nextOpen: string | null;
  readonly marks: readonly { readonly id: string; readonly state: ShownState; readonly version: number }[];
}

const saidOf: Readonly<Record<Choice, string>> = { accept: 'accepted', reject: 'rejected', 'reject-person': 'rejected', later: 'later' };

/** True when it was saved. What somebody else decided meanwhile is never overwritten: the page is loaded as it is now. */
export async function saveMark(bench: Bench, markId: string, choice: Choice): Promise<boolean> {
  const card = cardOf(markId);
  const { form } = bench;
  if (card === null || form === null) return false;
  const reason = card.querySelector<HTMLSelectElement>('select[name^="reason-"]');
  if (choice === 'accept' && reason !== null && reason.value === '') {
    bench.say(wordsOf(bench, 'needsReason'));
    reason.focus();
    return false;
  }
  choose(card, choice);
  const answer = await send(bench, fieldsOf(form, card));
  if (answer === null) {
    bench.say(wordsOf(bench, 'failed'));
    return false;
  }
  if (answer.status === 409) location.reload();
  if (!answer.ok) {
    bench.say(await problemIn(answer) ?? wordsOf(bench, 'failed'));
    return false;
  }
  // The shape that this same address answers with; a page of the server's own.
  const saved = (await answer.json()) as Saved;
  for (const mark of saved.marks) showState(mark);
  const isDone = marksOf(bench).every((mark) => !isOpen(mark));
  bench.say(`${wordsOf(bench, saidOf[choice], saved.decisionsLeft)}${isDone ? ` ${wordsOf(bench, 'noneLeft')}` : ''}`);
  return true;
}

function choose(card: HTMLElement, choice: Choice): void {
  const radio = card.querySelector<HTMLInputElement>(`input[type="radio"][value="${choice}"]`);
  if (radio !== null) radio.checked = true;
}

/** The token and the fields of this one mark: nothing else that was typed is sent with it. */
function fieldsOf(form: HTMLFormElement, card: HTMLElement): URLSearchParams {
  const fields = new URLSearchParams({ go: 'stay' });
  const token = form.querySelector<HTMLInputElement>('input[name="_csrf"]');
  if (token !== null) fields.set('_csrf', token.value);
  for (const control of card.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[name], select[name]')) {
    const isSent = !(control instanceof HTMLInputElement) || control.type !== 'radio' || control.checked;
    if (isSent) fields.set(control.name, control.value);
  }
  return fields;
}

async function send({ address }: Bench, fields: URLSearchParams): Promise<Response | null> {
  try {
    return await fetch(address, { method: 'POST', body: fields, headers: { accept: 'application/json' }, credentials: 'same-origin', redirect: 'error' });
  } catch {
    return null;
  }
}

async function problemIn(answer: Response): Promise<string | null> {
  if (answer.status !== 422) return null;
  const { problems = {} } = (await answer.json()) as { readonly problems?: Readonly<Record<string, string>> };
  return Object.values(problems)[0] ?? null;
}
