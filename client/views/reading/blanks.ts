/** Text with explained blanks in place. */

import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import type { Room } from './frame.ts';

export interface ExplainedKind {
  readonly kind: string;
  readonly label: string;
  /** Null for the neutral kind, which has no words of its own. */
  readonly lead: string | null;
  readonly sentence: string;
}

export interface ShownBlank {
  readonly id: string;
  readonly kind: string;
  readonly extent: 'part' | 'page' | 'document';
}

export type ShownRun = { readonly text: string } | { readonly blank: ShownBlank };

export interface InItem {
  readonly room: Room;
  readonly number: number;
  readonly kinds: readonly ExplainedKind[];
}

export function askAddress(room: Room, blankId: string, itemNumber: number): string {
  return `${room.base}/left-out/${blankId}/ask?item=${itemNumber}`;
}

function blankInPlace(blank: ShownBlank, { room, number, kinds }: InItem, page: Page): Html {
  const label = kinds.find(({ kind }) => kind === blank.kind)?.label ?? '';
  const words = html`<span class="govuk-visually-hidden">${page.t(`reading.blank.${blank.extent}`)} </span>${label}`;
  const classes = blank.extent === 'part' ? 'fs-blank' : `fs-blank fs-blank--${blank.extent}`;
  if (room.isPreview) return html`<span class="${classes}">${words}</span>`;
  const why = html`<span class="govuk-visually-hidden">. ${page.t('reading.blank.why')}</span>`;
  return html`<a class="${classes} govuk-link--no-visited-state" id="blank-${blank.id}" href="${askAddress(room, blank.id, number)}">${words}${why}</a>`;
}

export function runs(content: readonly ShownRun[], item: InItem, page: Page): readonly Html[] {
  return content.map((run) => ('text' in run ? html`${run.text}` : blankInPlace(run.blank, item, page)));
}

/** The words alone, for headings and lists of contents. */
export function plainRuns(content: readonly ShownRun[], kinds: readonly ExplainedKind[]): string {
  return content.map((run) => ('text' in run ? run.text : (kinds.find(({ kind }) => kind === run.blank.kind)?.label ?? ''))).join('');
}

/** The exact sentence of a kind, under its plain line. */
export function explanation({ lead, sentence }: ExplainedKind): Html {
  return html`${lead !== null && html`<p class="govuk-body">${lead}</p>`}<p class="govuk-body">${sentence}</p>`;
}
