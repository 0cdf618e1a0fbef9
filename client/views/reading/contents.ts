/** What the answer contains: by service, in the order of the items. */

import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { plainRuns, type ExplainedKind, type ShownRun } from './blanks.ts';
import { readingFrame, type Room } from './frame.ts';

export interface ContentsEntry {
  readonly number: number;
  readonly title: readonly ShownRun[];
  readonly service: string;
  readonly datedOn: string | null;
  readonly blankCount: number;
}

export interface Contents {
  readonly room: Room;
  readonly entries: readonly ContentsEntry[];
  readonly kinds: readonly ExplainedKind[];
}

function entryLine({ number, title, datedOn, blankCount }: ContentsEntry, { room, kinds }: Contents, page: Page): Html {
  const { t } = page;
  const words = t('reading.contents.item', { number, title: plainRuns(title, kinds) });
  const date = datedOn === null ? t('reading.contents.undated') : page.day(datedOn);
  const leftOut = blankCount > 0 && html`. ${t('reading.contents.leftOut', { count: blankCount })}`;
  return html`<li><a class="govuk-link" href="${room.base}/items/${number}">${words}</a><br><span class="govuk-hint">${date}${leftOut}</span></li>`;
}

export function contentsPage(model: Contents, page: Page): Html {
  const { t } = page;
  const { room, entries } = model;
  const services = [...new Set(entries.map((entry) => entry.service))];
  const sections = services.map((service) => {
    const lines = entries.filter((entry) => entry.service === service).map((entry) => entryLine(entry, model, page));
    return html`<h2 class="govuk-heading-m">${service}</h2><ul class="govuk-list govuk-list--spaced">${lines}</ul>`;
  });
  const body = html`<ul class="govuk-list">
<li><a class="govuk-link" href="${room.base}/letter">${t('reading.contents.letterLink')}</a></li>
<li><a class="govuk-link" href="${room.base}/left-out">${t('reading.contents.leftOutLink')}</a></li>
</ul>${sections}`;
  return readingFrame(room, page, { heading: t('reading.contents.heading'), step: t('reading.steps.contents'), body, backLink: room.base });
}
