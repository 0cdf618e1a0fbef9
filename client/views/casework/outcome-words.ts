/** Says in a sentence what asking a system came to. */

import type { Standing } from '../../../server/casework/system-search.ts';
import type { Page } from '../page.ts';

interface Outcome {
  readonly standing: Standing;
  readonly reason: string | null;
  readonly items: number;
  readonly pages: number;
}

/** Beside an answer the reason is for those who were not decided about; otherwise for the whole system. */
export function leftOutWords(standing: Standing, because: string, { t }: Page): string {
  const isForOthers = standing === 'held' || standing === 'not held' || standing === 'being asked';
  return t(isForOthers ? 'casework.collect.othersLeftOut' : 'casework.collect.leftOut', { because });
}

/** Only held and not held are answers; every other outcome says so. */
export function outcomeWords(row: Outcome, page: Page): string {
  const { t } = page;
  switch (row.standing) {
    case 'held':
      return t('casework.outcome.held', { items: row.items, pages: row.pages });
    case 'not held':
      return t('casework.outcome.not-held');
    case 'identifier not supported':
      return t('casework.outcome.not-supported');
    case 'suspended':
      return row.reason === null ? t('casework.outcome.suspended') : t('casework.outcome.suspended-since', { day: page.day(row.reason) });
    case 'errored':
      return t(`casework.outcome.errored.${row.reason ?? 'unexpected'}`);
    case 'match to decide':
      return t('casework.outcome.match');
    case 'waiting for a service':
      return t('searches.waiting');
    case 'being asked':
      return t('casework.outcome.asking');
  }
}
