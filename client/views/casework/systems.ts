/** The connected systems as officers see them: what each is, when it last answered, and whether it answers now. */

import type { SystemDescription } from '../../../server/connected-systems/connector.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { summaryList } from '../../components/summary-list.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';

export interface SystemModel {
  readonly description: SystemDescription;
  readonly suspendedSinceOn: string | null;
  readonly lastAnswer: { readonly on: string; readonly at: Date } | null;
}

function lastWords({ suspendedSinceOn, lastAnswer }: SystemModel, page: Page): string {
  const { t } = page;
  if (suspendedSinceOn !== null) return t('casework.systems.suspended', { day: page.day(suspendedSinceOn) });
  return lastAnswer === null ? t('casework.systems.never') : t('casework.item.at', { day: page.day(lastAnswer.on), time: page.time(lastAnswer.at) });
}

export function systemsPage(systems: readonly SystemModel[], page: Page): Html {
  const { t } = page;
  const body = wideTable({
    caption: t('casework.systems.caption'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: t('casework.systems.system') }, { text: t('casework.systems.service') }, { text: t('casework.systems.sensitivity') }, { text: t('casework.systems.live') }, { text: t('casework.systems.last') }],
    rows: systems.map((system) => [
      { html: html`<a class="govuk-link" href="/officer/systems/${system.description.key}">${system.description.plainName}</a>` },
      { text: system.description.service },
      { text: system.description.sensitivity },
      { text: t(system.description.isShownLive ? 'casework.systems.yes' : 'casework.systems.no') },
      { text: lastWords(system, page) },
    ]),
  });
  return staffLayout(page, { title: t('casework.systems.heading'), heading: t('casework.systems.heading'), isWide: true, body });
}

export interface TestedSystem {
  readonly isReachable: boolean;
  /** A key of the outcomes; null when it answered. */
  readonly reason: string | null;
  readonly milliseconds: number;
}

export function systemPage(model: SystemModel & { readonly tested?: TestedSystem }, page: Page): Html {
  const { t } = page;
  const { description } = model;
  const row = (key: string, value: string) => ({ key: { text: t(`casework.systems.${key}`) }, value: { text: value } });
  const facts = summaryList({
    rows: [
      row('service', description.service),
      row('team', description.ownerTeam),
      row('why', description.whyHeld),
      row('basis', description.lawfulBasis),
      row('source', description.source),
      row('recipients', description.recipients.join('; ')),
      row('retention', description.retention),
      row('sensitivity', description.sensitivity),
      row('live', t(description.isShownLive ? 'casework.systems.yes' : 'casework.systems.no')),
      row('last', lastWords(model, page)),
    ],
  });
  const test = html`<form method="post" action="/officer/systems/${description.key}/test">${csrfField(page)}${button({ text: t('casework.systems.test'), preventDoubleClick: true })}</form><p class="govuk-hint">${t('casework.systems.testHint')}</p>`;
  const body = html`${model.tested !== undefined && testedBanner(model.tested, page)}${facts}${test}${collectionsOf(description, page)}`;
  return staffLayout(page, { title: description.plainName, heading: description.plainName, backLink: '/officer/systems', isWide: true, body });
}

function testedBanner({ isReachable, reason, milliseconds }: TestedSystem, page: Page): Html {
  const { t } = page;
  const text = isReachable ? t('casework.systems.reachable', { milliseconds }) : t(`casework.outcome.errored.${reason ?? 'unexpected'}`);
  return notificationBanner({ titleText: t('casework.systems.tested'), text, role: 'alert' });
}

function collectionsOf({ collections }: SystemDescription, page: Page): Html {
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('casework.systems.collections')}</h2>${wideTable({
    caption: t('casework.systems.collections'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: t('casework.systems.collection') }, { text: t('casework.systems.why') }, { text: t('casework.systems.retention') }],
    rows: collections.map(({ plainName, whyHeld, retention }) => [{ text: plainName }, { text: whyHeld }, { text: retention }]),
  })}`;
}
