/** Single keys over the text of the page; they can be turned off, and every act stays reachable without them. */

import { isOpen, marksOf, type Bench } from './bench.ts';
import { saveMark, type Choice } from './save-mark.ts';

const offKey = 'fairsight-keys-off';

export function actByKeys(bench: Bench): void {
  const off = bench.sheet.querySelector<HTMLInputElement>('[data-keys-off]');
  if (off !== null) {
    off.checked = areOff();
    off.addEventListener('change', () => { remember(off.checked); });
  }
  bench.area.addEventListener('keydown', (event) => { pressed(bench, event); });
}

function areOff(): boolean {
  try {
    return localStorage.getItem(offKey) === 'yes';
  } catch {
    return false;
  }
}

function remember(isOff: boolean): void {
  try {
    if (isOff) localStorage.setItem(offKey, 'yes');
    else localStorage.removeItem(offKey);
  } catch {
    // A browser that keeps nothing keeps the keys on.
  }
}

/** The chords work also where single keys are turned off. */
function pressed(bench: Bench, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const act = event.ctrlKey ? chordOf(event.key) : areOff() ? undefined : keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act(bench);
}

function chordOf(key: string): ((bench: Bench) => void) | undefined {
  if (key === 'Enter') return keys['a'];
  if (key === 'Backspace') return keys['x'];
  return key === 'z' ? keys['u'] : undefined;
}

const keys: Readonly<Record<string, (bench: Bench) => void>> = {
  n: (bench) => { focusOpen(bench, 1); },
  N: (bench) => { focusOpen(bench, -1); },
  a: (bench) => { decide(bench, 'accept'); },
  x: (bench) => { decide(bench, 'reject'); },
  s: (bench) => { decide(bench, 'later'); },
  j: () => { go('next'); },
  k: () => { go('previous'); },
  u: () => { document.querySelector<HTMLFormElement>('form[data-undo]')?.requestSubmit(); },
  '?': (bench) => { bench.sheet.showModal(); },
};

function here(bench: Bench): HTMLElement | null {
  const { activeElement } = document;
  const marks = marksOf(bench);
  return marks.find((mark) => mark === activeElement) ?? null;
}

/** The next or previous mark that waits for a decision; from the first or last when none is in focus. */
function focusOpen(bench: Bench, step: 1 | -1): void {
  const marks = marksOf(bench);
  const ordered = step === 1 ? marks : [...marks].reverse();
  const at = ordered.findIndex((mark) => mark === here(bench));
  const next = [...ordered.slice(at + 1), ...ordered.slice(0, at + 1)].find(isOpen);
  if (next === undefined) bench.area.focus();
  else next.focus();
}

function decide(bench: Bench, choice: Choice): void {
  const mark = here(bench) ?? marksOf(bench).find(isOpen) ?? null;
  const id = mark?.dataset['mark'];
  if (mark === null || id === undefined) return;
  // Rejecting what is rejected already means the whole person.
  const wanted = choice === 'reject' && mark.dataset['state'] === 'rejected' ? 'reject-person' : choice;
  void saveMark(bench, id, wanted).then((isSaved) => {
    if (isSaved) focusOpen(bench, 1);
  });
}

function go(where: 'next' | 'previous'): void {
  document.querySelector<HTMLAnchorElement>(`[data-go="${where}"]`)?.click();
}
