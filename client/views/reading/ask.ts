/** Asking about one blank: why it is there, and another officer to look again. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { textarea } from '../../components/textarea.ts';
import type { Page } from '../page.ts';
import { askAddress, explanation, type ExplainedKind } from './blanks.ts';
import { readingFrame, type Room } from './frame.ts';

export const mostWordsInQuestion = 4_000;

export interface Ask {
  readonly room: Room;
  readonly blankId: string;
  readonly itemNumber: number;
  readonly explained: ExplainedKind;
  /** The day by which it is answered, once it has been asked. */
  readonly answerByOn: string | null;
  readonly words: string;
  /** True when what was typed is too long. */
  readonly isTooLong: boolean;
}

export function askPage(model: Ask, page: Page): Html {
  const { t } = page;
  const { room, itemNumber, explained, isTooLong } = model;
  const problem = t('reading.ask.tooLong', { count: mostWordsInQuestion });
  const back = html`<p class="govuk-body"><a class="govuk-link" href="${room.base}/items/${itemNumber}">${t('reading.ask.back', { number: itemNumber })}</a></p>`;
  const body = html`<h2 class="govuk-heading-m">${explained.label}</h2>${explanation(explained)}${model.answerByOn === null ? form(model, page, problem) : done(model.answerByOn, page)}${back}`;
  return readingFrame(room, page, {
    heading: t('reading.ask.heading'),
    step: t('reading.steps.ask'),
    body,
    errors: isTooLong ? [{ text: problem, href: '#words' }] : [],
    backLink: `${room.base}/items/${itemNumber}`,
  });
}

function form({ room, blankId, itemNumber, words, isTooLong }: Ask, page: Page, problem: string): Html {
  const { t } = page;
  const field = textarea({
    id: 'words',
    name: 'words',
    value: words,
    label: { text: t('reading.ask.words') },
    hint: { text: t('reading.ask.wordsHint') },
    errorMessage: isTooLong ? { text: problem } : undefined,
  });
  return html`<h2 class="govuk-heading-m">${t('reading.ask.sub')}</h2><p class="govuk-body">${t('reading.ask.noReason')}</p><form method="post" action="${askAddress(room, blankId, itemNumber)}" novalidate>${csrfField(page)}${field}${button({ text: t('reading.ask.send'), preventDoubleClick: true })}</form>`;
}

function done(answerByOn: string, page: Page): Html {
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('reading.ask.done')}</h2><p class="govuk-body">${t('reading.ask.promise', { date: page.day(answerByOn) })}</p>`;
}
