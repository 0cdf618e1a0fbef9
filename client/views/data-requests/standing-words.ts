/** Says how a data request stands, in sentences. */

import type { Page } from '../page.ts';
import type { Standing } from './models.ts';

/** The state first, then what happens next by itself. */
export function standingWords(standing: Standing, page: Page): readonly string[] {
  const { t } = page;
  switch (standing.state) {
    case 'answered':
      return [t(standing.outcome === 'held' ? 'data-requests.standing.held' : 'data-requests.standing.not-held')];
    case 'closed':
      return [t('data-requests.standing.closed')];
    case 'asked back':
      return [t('data-requests.standing.asked-back')];
    case 'waiting':
      return [latenessWords(standing, page), ...nextWords(standing, page)];
  }
}

function latenessWords({ lateness, dueOn, daysLate, chases, escalatedOn }: Standing, page: Page): string {
  const { t } = page;
  const due = page.day(dueOn);
  switch (lateness) {
    case 'in time':
      return t('data-requests.standing.due', { due });
    case 'late':
      return t('data-requests.standing.late', { due, count: daysLate, chases: t('data-requests.standing.chases', { count: chases }) });
    case 'escalated':
      return t('data-requests.standing.escalated', { due, escalated: escalatedOn === null ? '' : page.day(escalatedOn) });
    case 'overdue':
      return t('data-requests.standing.overdue', { due, count: daysLate });
  }
}

function nextWords({ next, isRestricted, lateness }: Standing, page: Page): readonly string[] {
  const { t } = page;
  if (isRestricted) return [t('data-requests.standing.restricted')];
  if (next !== null) return lateness === 'in time' ? [] : [t(`data-requests.standing.next-${next.rung}`, { on: page.day(next.on) })];
  return lateness === 'overdue' ? [t('data-requests.standing.decide')] : [];
}
