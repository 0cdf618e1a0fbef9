/** What officers read about purposes and the versions of their notices; nothing here changes anything. */
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import type { Wording } from './models.ts';
import { noticeParts } from './wording.ts';

export interface PurposeModel {
  readonly id: string;
  readonly name: string;
  readonly whyConsentIsFree: string;
  readonly reviewMonths: number;
  readonly shownVersion: number;
  readonly question: string;
  /** Newest first. */
  readonly versions: readonly { readonly version: number; readonly shownFromOn: string; readonly asksAgain: boolean }[];
}

export function purposesPage(purposes: readonly PurposeModel[], page: Page): Html {
  const { t } = page;
  const head = ['purpose', 'question', 'version', 'review'].map((name) => ({ text: t(`consent.officer.purposes.${name}`) }));
  const rows = purposes.map((purpose) => [
    { html: html`<a class="govuk-link" href="/officer/purposes/${purpose.id}">${purpose.name}</a>` },
    { text: purpose.question },
    { html: html`<a class="govuk-link" href="/officer/purposes/${purpose.id}/notices/${purpose.shownVersion}">${purpose.shownVersion}</a>` },
    { text: t('consent.officer.purposes.months', { count: purpose.reviewMonths }) },
  ]);
  const heading = t('consent.officer.purposes.heading');
  return staffLayout(page, { title: heading, heading, body: wideTable({ caption: heading, captionClasses: 'govuk-visually-hidden', head, rows }) });
}

export function purposePage(purpose: PurposeModel, page: Page): Html {
  const { t } = page;
  const facts = summaryList({
    rows: [
      { key: { text: t('consent.officer.purpose.whyFree') }, value: { text: purpose.whyConsentIsFree } },
      { key: { text: t('consent.officer.purpose.review') }, value: { text: t('consent.officer.purposes.months', { count: purpose.reviewMonths }) } },
    ],
  });
  const rows = purpose.versions.map((version) => [
    { html: html`<a class="govuk-link" href="/officer/purposes/${purpose.id}/notices/${version.version}">${t('consent.officer.purpose.version', { version: version.version })}</a>` },
    { text: page.day(version.shownFromOn) },
    { text: t(version.asksAgain ? 'consent.officer.purpose.yes' : 'consent.officer.purpose.no') },
  ]);
  const head = [t('consent.officer.purposes.version'), t('consent.officer.purposes.since'), t('consent.officer.purpose.asksAgain')].map((text) => ({ text }));
  const versions = wideTable({ caption: t('consent.officer.purpose.versions'), captionClasses: 'govuk-table__caption--m', head, rows });
  return staffLayout(page, { title: purpose.name, heading: purpose.name, backLink: '/officer/purposes', body: html`${facts}${versions}` });
}

export interface NoticeModel {
  readonly purposeId: string;
  readonly purposeName: string;
  readonly shownFromOn: string;
  readonly wording: Wording;
}

export function noticePage(model: NoticeModel, page: Page): Html {
  const { t } = page;
  const { wording } = model;
  const heading = `${model.purposeName}: ${t('consent.officer.notice.heading', { version: wording.version })}`;
  const facts = summaryList({
    rows: [
      { key: { text: t('consent.officer.notice.question') }, value: { text: wording.question } },
      { key: { text: t('consent.officer.purposes.since') }, value: { text: page.day(model.shownFromOn) } },
      { key: { text: t('consent.officer.notice.hash') }, value: { html: html`<code class="fs-fingerprint">${wording.sha256}</code>` } },
    ],
  });
  const body = html`<p class="govuk-body">${t('consent.officer.notice.readOnly')}</p>${facts}${noticeParts(page, wording)}`;
  return staffLayout(page, { title: heading, heading, backLink: `/officer/purposes/${model.purposeId}`, body });
}
