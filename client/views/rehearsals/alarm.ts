/** The alarm on the first page of officers: what the latest rehearsal missed, and what none looks at. */

import { html, type Html } from '../../components/html.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import type { Page } from '../page.ts';

/** Systems by their names. */
export interface RehearsalAlarm {
  readonly missed: readonly string[];
  readonly unplanted: readonly string[];
  /** `YYYY-MM-DD`; null when the last rehearsal was not long ago. */
  readonly noneSinceOn: string | null;
  /** The file that says who is planted cannot be read. */
  readonly isUnreadable: boolean;
}

/** Nothing is shown without an alarm. */
export function rehearsalAlarm(alarm: RehearsalAlarm | null, page: Page): Html | false {
  if (alarm === null) return false;
  const { t } = page;
  const sentences = alarmSentences(alarm, page).map((sentence) => html`<p class="govuk-notification-banner__heading">${sentence}</p>`);
  const words = html`${sentences}<p class="govuk-body"><a class="govuk-notification-banner__link" href="/officer/rehearsals">${t('rehearsals.see')}</a></p>`;
  return notificationBanner({ titleText: t('rehearsals.alarmTitle'), html: words, role: 'alert', titleId: 'rehearsal-alarm' });
}

export function alarmSentences({ missed, unplanted, noneSinceOn, isUnreadable }: RehearsalAlarm, { t, day }: Page): readonly string[] {
  return [
    isUnreadable && t('rehearsals.unreadable'),
    noneSinceOn !== null && t('rehearsals.noneSince', { day: day(noneSinceOn) }),
    missed.length > 0 && t('rehearsals.alarm', { systems: missed.join(', ') }),
    unplanted.length > 0 && t('rehearsals.alarmUnplanted', { systems: unplanted.join(', ') }),
  ].filter((sentence) => sentence !== false);
}
