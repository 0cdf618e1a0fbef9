/** The connected systems as officers see them: what each is, how it fares, and whether it answers now. */

import type { SystemDescription } from '../../../server/connected-systems/connector.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { dayBars, type DayBar } from './day-bars.ts';
import { driftSection, type DriftForm, type DriftModel } from './drift.ts';

export interface SystemModel {
  readonly description: SystemDescription;
  readonly suspendedSinceOn: string | null;
  /** The service contact who answers, where no machine does. */
  readonly answeredBy: string | null;
  readonly lastAnswer: { readonly on: string; readonly at: Date } | null;
  /** Why the last asking failed; null when it was answered. */
  readonly lastReason: string | null;
  readonly restsUntil: Date | null;
  readonly isAmber: boolean;
  /** The last thirty days, oldest first. */
  readonly bars: readonly DayBar[];
  readonly drift: DriftModel;
}

type Standing = 'suspended' | 'person' | 'resting' | 'failing' | 'amber' | 'working' | 'unknown';

const colours: Readonly<Record<Standing, string>> = {
  suspended: 'govuk-tag--grey', person: 'govuk-tag--blue', resting: 'govuk-tag--red', failing: 'govuk-tag--red', amber: 'govuk-tag--yellow', working: 'govuk-tag--green', unknown: 'govuk-tag--grey',
};

function standingOf(system: SystemModel): Standing {
  if (system.suspendedSinceOn !== null) return 'suspended';
  if (system.answeredBy !== null) return 'person';
  if (system.restsUntil !== null) return 'resting';
  if (system.lastReason !== null) return 'failing';
  if (system.isAmber) return 'amber';
  return system.lastAnswer === null ? 'unknown' : 'working';
}

function standingTag(system: SystemModel, { t }: Page): Html {
  const standing = standingOf(system);
  return tag({ text: t(`system-watch.standing.${standing}`), classes: colours[standing] });
}

function lastWords({ suspendedSinceOn, lastAnswer }: SystemModel, page: Page): string {
  const { t } = page;
  if (suspendedSinceOn !== null) return t('system-watch.suspended', { day: page.day(suspendedSinceOn) });
  return lastAnswer === null ? t('system-watch.never') : t('casework.item.at', { day: page.day(lastAnswer.on), time: page.time(lastAnswer.at) });
}

function volumeOf(bars: readonly DayBar[], { t }: Page): string {
  const sum = (of: (bar: DayBar) => number): number => bars.reduce((total, bar) => total + of(bar), 0);
  return t('system-watch.volumeOf', { count: sum(({ askings }) => askings), failures: sum(({ failures }) => failures), items: sum(({ items }) => items) });
}

export function systemsPage(systems: readonly SystemModel[], page: Page): Html {
  const { t } = page;
  const heading = t('system-watch.heading');
  if (systems.length === 0) return staffLayout(page, { title: heading, heading, isWide: true, body: html`<p class="govuk-body">${t('system-watch.empty')}</p>` });
  const body = wideTable({
    caption: t('system-watch.caption'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: ['system', 'standingHead', 'service', 'last', 'volume', 'sensitivity', 'live'].map((key) => ({ text: t(`system-watch.${key}`) })),
    rows: systems.map((system) => [
      { html: html`<a class="govuk-link" href="/officer/systems/${system.description.key}">${system.description.plainName}</a>` },
      { html: standingTag(system, page) },
      { text: system.description.service },
      { text: system.answeredBy === null ? lastWords(system, page) : '' },
      { text: system.answeredBy === null ? volumeOf(system.bars, page) : '' },
      { text: system.description.sensitivity },
      { text: t(system.description.isShownLive ? 'system-watch.yes' : 'system-watch.no') },
    ]),
  });
  return staffLayout(page, { title: heading, heading, isWide: true, body });
}

export interface TestedSystem {
  readonly isReachable: boolean;
  /** A key of the outcomes; null when it answered. */
  readonly reason: string | null;
  /** When an extract was written that should be newer by now. */
  readonly staleSince: Date | null;
  readonly milliseconds: number;
}

export interface OneSystem extends SystemModel {
  readonly mayDecide: boolean;
  readonly tested?: TestedSystem;
  readonly form?: DriftForm;
}

export function systemPage(model: OneSystem, page: Page): Html {
  const { t } = page;
  const { description, form } = model;
  const isMachine = model.answeredBy === null;
  const test = html`<form method="post" action="/officer/systems/${description.key}/test">${csrfField(page)}${button({ text: t('system-watch.test'), preventDoubleClick: true, classes: 'govuk-button--secondary' })}</form><p class="govuk-hint">${t('system-watch.testHint')}</p>`;
  const drift = driftSection({ systemId: description.key, drift: model.drift, mayDecide: model.mayDecide, ...(form === undefined ? {} : { form }) }, page);
  const body = html`
    ${model.tested !== undefined && testedBanner(model.tested, page)}
    <p class="govuk-body">${standingTag(model, page)} ${standingWords(model, page)}</p>
    ${isMachine && html`${test}${drift}${dayBars(model.bars, page)}`}${factsOf(model, page)}${collectionsOf(description, page)}`;
  return staffLayout(page, { title: description.plainName, heading: description.plainName, backLink: '/officer/systems', isWide: true, errors: errorsOf(form, page), body });
}

function standingWords(model: SystemModel, page: Page): string {
  const { t } = page;
  const standing = standingOf(model);
  const time = model.restsUntil === null ? '' : page.time(model.restsUntil);
  if (standing === 'failing') return t(`casework.outcome.errored.${model.lastReason ?? 'unexpected'}`);
  return t(`system-watch.words.${standing}`, { system: model.description.plainName, time, contact: model.answeredBy ?? '', count: model.drift.toDecide.length });
}

function errorsOf(form: DriftForm | undefined, { t }: Page) {
  return Object.entries(form?.problems ?? {}).map(([field, key]) => ({ href: `#${field}`, text: t(key) }));
}

function testedBanner({ isReachable, reason, staleSince, milliseconds }: TestedSystem, page: Page): Html {
  const { t } = page;
  const stale = staleSince === null ? '' : ` ${t('system-watch.stale', { day: page.day(staleSince.toISOString().slice(0, 10)) })}`;
  const text = isReachable ? t('system-watch.reachable', { milliseconds }) + stale : t(`casework.outcome.errored.${reason ?? 'unexpected'}`);
  return notificationBanner({ titleText: t('system-watch.tested'), text, role: 'alert' });
}

function factsOf(model: SystemModel, page: Page): Html {
  const { t } = page;
  const { description } = model;
  const row = (key: string, value: string) => ({ key: { text: t(`system-watch.${key}`) }, value: { text: value } });
  return html`<h2 class="govuk-heading-m">${t('system-watch.facts')}</h2>${summaryList({
    rows: [
      ...(model.answeredBy === null ? [row('last', lastWords(model, page)), row('volume', volumeOf(model.bars, page))] : []),
      row('service', description.service),
      row('team', description.ownerTeam),
      row('why', description.whyHeld),
      row('basis', description.lawfulBasis),
      row('source', description.source),
      row('recipients', description.recipients.join('; ')),
      row('retention', description.retention),
      row('sensitivity', description.sensitivity),
      row('live', t(description.isShownLive ? 'system-watch.yes' : 'system-watch.no')),
    ],
  })}`;
}

function collectionsOf({ collections }: SystemDescription, page: Page): Html {
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('system-watch.collections')}</h2>${wideTable({
    caption: t('system-watch.collections'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: t('system-watch.collection') }, { text: t('system-watch.why') }, { text: t('system-watch.retention') }],
    rows: collections.map(({ plainName, whyHeld, retention }) => [{ text: plainName }, { text: whyHeld }, { text: retention }]),
  })}`;
}
