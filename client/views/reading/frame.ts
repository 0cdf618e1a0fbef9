/** The frame of every page of the reading room, the same for the resident and for the officer who previews it. */

import type { Hole, Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { html } from '../../components/html.ts';
import { residentLayout, staffLayout, type PageError } from '../layout.ts';
import type { Page } from '../page.ts';

/** Where the room stands: `/reading/{answer}`, or the preview of a case. */
export interface Room {
  readonly base: string;
  readonly isPreview: boolean;
}

export interface RoomPage {
  readonly heading: string;
  readonly body: Hole;
  readonly step?: string;
  readonly backLink?: string;
  readonly errors?: readonly PageError[];
}

export function readingFrame(room: Room, page: Page, { heading, body, step, backLink, errors }: RoomPage): Html {
  const contents = { heading, errors, backLink };
  if (!room.isPreview) return residentLayout(page, { ...contents, title: 'reading', step, body });
  const band = insetText({ text: page.t('disclosure.preview.band') });
  return staffLayout(page, { ...contents, title: page.t('disclosure.preview.title'), body: html`${band}<div class="fs-resident-preview">${body}</div>` });
}
