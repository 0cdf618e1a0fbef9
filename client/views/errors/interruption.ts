/** The frame of every page that interrupts: plain words, a next step, and a way without a screen. */
import { html, type Hole, type Html } from '../../components/html.ts';
import { residentLayout, staffLayout, type ResidentTitle } from '../layout.ts';
import type { Page } from '../page.ts';

export interface Interruption {
  readonly heading: string;
  /** Paragraphs, in order. */
  readonly sentences: readonly string[];
  /** What to do next: a link, a form. */
  readonly next?: Hole;
  /** The tab of a resident's page says no more than this. */
  readonly title?: ResidentTitle;
  readonly backLink?: string | undefined;
}

/** Residents get the neutral title, staff the heading; both are told whom to phone. */
export function interruption(page: Page, given: Interruption): Html {
  const { council, t } = page;
  const phone = t('errors.other', { phone: council.phone, hours: council.hours });
  const paragraphs = [...given.sentences.map(paragraph), given.next, paragraph(phone)];
  const body = html`<div class="fs-interruption">${paragraphs}</div>`;
  const { heading, backLink } = given;
  if (page.area === 'resident') return residentLayout(page, { title: given.title ?? 'help', heading, body, backLink });
  return staffLayout(page, { title: heading, heading, body, backLink });
}

function paragraph(sentence: string): Html {
  return html`<p class="govuk-body">${sentence}</p>`;
}

/** A way on that changes nothing. */
export function wayOn(href: string, words: string): Html {
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">${words}</a></p>`;
}
