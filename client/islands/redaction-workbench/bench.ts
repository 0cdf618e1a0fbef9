/** The parts of the page that the workbench's script works with, found once. */

export interface Bench {
  readonly address: string;
  /** The text of the page, with its marks. */
  readonly area: HTMLElement;
  /** Null for a reader who may not mark. */
  readonly form: HTMLFormElement | null;
  readonly sheet: HTMLDialogElement;
  say(words: string): void;
}

export function openBench(): Bench | null {
  const root = document.querySelector<HTMLElement>('[data-workbench]');
  const area = root?.querySelector<HTMLElement>('[data-page-area]');
  const sheet = root?.querySelector<HTMLDialogElement>('[data-keys]');
  const status = root?.querySelector<HTMLElement>('[data-workbench-status]');
  if (!root || !area || !sheet || !status) return null;
  return {
    address: root.dataset['address'] ?? location.pathname,
    area,
    form: root.querySelector<HTMLFormElement>('form[data-marks]'),
    sheet,
    say: (words) => {
      // Said again even when the words are the same.
      status.textContent = '';
      requestAnimationFrame(() => { status.textContent = words; });
    },
  };
}

/** The words of the page, carried as data so that they stand in the language files alone. */
export function wordsOf(bench: Bench, name: string, left?: number): string {
  return (bench.sheet.dataset[name] ?? '').replace('{left}', String(left ?? ''));
}

export type ShownState = 'suggested' | 'accepted' | 'rejected' | 'needs decision';

export function marksOf({ area }: Bench): readonly HTMLElement[] {
  return [...area.querySelectorAll<HTMLElement>('[data-mark]')];
}

export function cardOf(markId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-card="${CSS.escape(markId)}"]`);
}

const styleOf: Readonly<Record<ShownState, string>> = { suggested: 'suggested', accepted: 'accepted', rejected: 'rejected', 'needs decision': 'undecided' };

export function isOpen(mark: HTMLElement): boolean {
  return mark.dataset['state'] === 'suggested' || mark.dataset['state'] === 'needs decision';
}

/** Draws a mark as the server says it stands now: in the text, in its card, and with the version that the next act names. */
export function showState(given: { readonly id: string; readonly state: ShownState; readonly version: number }): void {
  const card = cardOf(given.id);
  const words = card?.dataset[`legend${given.state === 'needs decision' ? 'Undecided' : `${given.state.slice(0, 1).toUpperCase()}${given.state.slice(1)}`}`] ?? '';
  for (const mark of document.querySelectorAll<HTMLElement>(`[data-mark="${CSS.escape(given.id)}"]`)) {
    mark.className = `fs-mark fs-mark--${styleOf[given.state]}`;
    mark.dataset['state'] = given.state;
    const spoken = mark.querySelector('.govuk-visually-hidden');
    if (spoken !== null) spoken.textContent = `${words}. `;
  }
  if (card === null) return;
  card.dataset['state'] = given.state;
  const legend = card.querySelector('legend');
  if (legend !== null) legend.textContent = words;
  const version = card.querySelector<HTMLInputElement>('input[name^="version-"]');
  if (version !== null) version.value = String(given.version);
}
