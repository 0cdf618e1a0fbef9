/** The search record of one system, unfolded under its row: with which words it was asked, by whom, and every earlier attempt. */

import type { AskedWith } from '../../../server/casework/item-facts.ts';
import type { UnclassedPlace } from '../../../server/casework/unclassed-places.ts';
import type { Standing } from '../../../server/casework/system-search.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import type { Page } from '../page.ts';
import { leftOutWords, outcomeWords } from './outcome-words.ts';

export type SearchedWith = AskedWith;

/** An instant with its day in the United Kingdom. */
export interface Moment {
  readonly on: string;
  readonly at: Date;
}

export interface AttemptMade {
  readonly attempt: number;
  /** An officer's name; null for somebody whose name is not known any more, and for the portal itself. */
  readonly askedBy: string | null;
  readonly begun: Moment | null;
  readonly standing: Standing;
  readonly reason: string | null;
  readonly items: number;
  readonly excusedBecause: string | null;
}

export interface SearchRecordModel {
  /** In words, without values. */
  readonly askedWith: string | null;
  readonly terms: SearchedWith['terms'];
  readonly askedBy: string | null;
  readonly begun: Moment | null;
  /** What nobody had classed when it was asked. */
  readonly unclassed: readonly UnclassedPlace[];
  readonly earlier: readonly AttemptMade[];
}

export function searchRecord(model: SearchRecordModel, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
  const rows = [
    ...(model.askedWith === null ? [] : [row(t('searches.askedWith'), model.askedWith)]),
    ...model.terms.map(({ kind, value }) => row(t(`searches.terms.${kind}`), value)),
    row(t('searches.askedBy'), model.askedBy ?? t('searches.somebody')),
    ...(model.unclassed.length === 0 ? [] : [row(t('searches.amber'), t('searches.amberMay', { places: model.unclassed.map(({ place }) => place).join(', ') }))]),
    ...(model.begun === null ? [] : [row(t('searches.askedAt'), momentWords(model.begun, page))]),
  ];
  const earlier = model.earlier.length > 0 && html`<h3 class="govuk-heading-s">${t('searches.earlier')}</h3><ol class="govuk-list govuk-list--number" reversed>${model.earlier.map((attempt) => html`<li>${attemptWords(attempt, page)}</li>`)}</ol>`;
  return details({ summaryText: t('searches.summary'), html: html`${summaryList({ rows, classes: 'govuk-summary-list--no-border' })}${earlier}` });
}

function momentWords({ on, at }: Moment, page: Page): string {
  return page.t('casework.item.at', { day: page.day(on), time: page.time(at) });
}

function attemptWords(attempt: AttemptMade, page: Page): string {
  const { t } = page;
  const outcome = attempt.standing === 'held' ? t('searches.held', { count: attempt.items }) : outcomeWords({ ...attempt, pages: 0 }, page);
  const made = t('searches.attempt', { when: attempt.begun === null ? '' : momentWords(attempt.begun, page), who: attempt.askedBy ?? t('searches.somebody'), outcome });
  return attempt.excusedBecause === null ? made : `${made} ${leftOutWords(attempt.standing, attempt.excusedBecause, page)}`;
}
