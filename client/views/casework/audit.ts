/** The audit log as the information-governance manager sees it: latest entries, their seals, and a check of the whole chain. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { pagination } from '../../components/pagination.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly on: string;
  readonly actorKind: string;
  readonly action: string;
  readonly about: string;
  readonly isSealed: boolean;
}

export interface AuditModel {
  readonly rows: readonly AuditRow[];
  readonly before: number | null;
  readonly verdict?: { readonly valid: boolean; readonly entries: number; readonly unsealed: number; readonly problems: readonly string[] };
}

export function auditPage(model: AuditModel, page: Page): Html {
  const { t } = page;
  const verify = html`<form method="post" action="/officer/audit/verify">${csrfField(page)}${button({ text: t('casework.audit.verify'), preventDoubleClick: true })}</form>`;
  const entries = wideTable({
    caption: t('casework.audit.caption'),
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: t('casework.audit.entry') }, { text: t('casework.history.when') }, { text: t('casework.history.who') }, { text: t('casework.history.what') }, { text: t('casework.audit.about') }, { text: t('casework.audit.seal') }],
    rows: model.rows.map((row) => [
      { text: row.id },
      { text: t('casework.item.at', { day: page.day(row.on), time: page.time(row.at) }) },
      { text: row.actorKind },
      { text: row.action },
      { text: row.about },
      { text: t(row.isSealed ? 'casework.audit.sealed' : 'casework.audit.waiting') },
    ]),
  });
  const older = model.before !== null && pagination({ landmarkLabel: t('casework.audit.pages'), next: { text: t('casework.audit.older'), href: `/officer/audit?before=${model.before}` } });
  const body = html`${model.verdict !== undefined && verdictBanner(model.verdict, page)}${verify}${entries}${older}`;
  return staffLayout(page, { title: t('casework.audit.heading'), heading: t('casework.audit.heading'), isWide: true, body });
}

function verdictBanner(verdict: NonNullable<AuditModel['verdict']>, page: Page): Html {
  const { t } = page;
  const counts = t('casework.audit.counts', { entries: verdict.entries, unsealed: verdict.unsealed });
  const problems = verdict.problems.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${verdict.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`;
  return notificationBanner({
    titleText: t(verdict.valid ? 'casework.audit.whole' : 'casework.audit.broken'),
    html: html`<p class="govuk-notification-banner__heading">${t(verdict.valid ? 'casework.audit.whole' : 'casework.audit.broken')}</p><p class="govuk-body">${counts}</p>${problems}`,
    role: 'alert',
    ...(verdict.valid ? { type: 'success' as const } : {}),
  });
}
