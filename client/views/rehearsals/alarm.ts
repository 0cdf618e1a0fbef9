/** The alarm on the first page of officers: a system in which the latest rehearsal missed what was planted. */

import { html, type Html } from '../../components/html.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import type { Page } from '../page.ts';

/** @param systems names of systems; nothing is shown when there are none. */
export function rehearsalAlarm(systems: readonly string[], { t }: Page): Html | false {
  if (systems.length === 0) return false;
  const words = html`<p class="govuk-notification-banner__heading">${t('rehearsals.alarm', { systems: systems.join(', ') })} <a class="govuk-notification-banner__link" href="/officer/rehearsals">${t('rehearsals.see')}</a></p>`;
  return notificationBanner({ titleText: t('rehearsals.alarmTitle'), html: words, role: 'alert', titleId: 'rehearsal-alarm' });
}
