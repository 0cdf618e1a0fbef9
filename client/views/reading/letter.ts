/** The covering letter, read in the browser. */

import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { readingFrame, type Room } from './frame.ts';

export interface LetterPartShown {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly lines: readonly string[];
}

export interface LetterShown {
  readonly room: Room;
  readonly parts: readonly LetterPartShown[];
}

export function letterPage({ room, parts }: LetterShown, page: Page): Html {
  const body = parts.map(
    ({ heading, paragraphs, lines }) => html`<h2 class="govuk-heading-m">${heading}</h2>${paragraphs.map((text) => html`<p class="govuk-body">${text}</p>`)}${lines.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`,
  );
  return readingFrame(room, page, { heading: page.t('reading.letter.heading'), step: page.t('reading.letter.heading'), body, backLink: `${room.base}/contents` });
}
