/** The release report: each check on the final files, passed or where it failed, never what was found there. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { tag } from '../../components/tag.ts';
import { caseAddress, caseTabs, instructionStrip } from '../casework/case-frame.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { pageAddress } from '../redaction/workbench-model.ts';
import { wideTable } from '../wide-table.ts';

export interface FailedPlace {
  readonly itemNumber: number | null;
  readonly fileName: string;
  readonly page: number | null;
  /** The checker's own word for the place; never what stands there. */
  readonly where: string;
  /** The page of the workbench where it can be mended; null where no item is to blame. */
  readonly openAt: { readonly itemId: string; readonly page: number } | null;
  /** The mark whose words were found; null where it is no mark's. */
  readonly markId: string | null;
}

export interface CheckShown {
  readonly check: string;
  readonly places: readonly FailedPlace[];
  /** False while files are still being checked. */
  readonly isDone: boolean;
}

export type ReleaseShown =
  | { readonly state: 'not approved' }
  | { readonly state: 'approved' }
  | { readonly state: 'building'; readonly partsDone: number; readonly partCount: number; readonly checks: readonly CheckShown[]; readonly resumedAt: Date | null }
  | { readonly state: 'blocked'; readonly checks: readonly CheckShown[]; readonly endedAt: Date }
  | { readonly state: 'released'; readonly checks: readonly CheckShown[]; readonly endedAt: Date; readonly closesOn: string; readonly bundleHash: string };

export interface ReleaseReport {
  readonly caseId: string;
  readonly reference: string;
  /** Who takes calls about the case. */
  readonly ownerName: string | null;
  readonly release: ReleaseShown;
}

/** Places with a sentence of their own; for any other, the check says what is wrong. */
const placesWithSentence: ReadonlySet<string> = new Set(['file', 'approval', 'page count', 'took too long', 'took too much memory', 'could not be opened safely', 'a page that cannot be drawn', 'protected values']);

function placeWords(check: string, { itemNumber, fileName, page: pageNumber, where }: FailedPlace, { t }: Page): string {
  const sentence = placesWithSentence.has(where) ? t(`disclosure.report.where.${where.replaceAll(' ', '-')}`) : t(`disclosure.report.wrong.${check}`, { where });
  if (itemNumber !== null && pageNumber !== null) return t('disclosure.report.place.page', { item: itemNumber, page: pageNumber, sentence });
  if (itemNumber !== null) return t('disclosure.report.place.item', { item: itemNumber, sentence });
  return fileName === '' ? sentence : t('disclosure.report.place.file', { file: fileName, sentence });
}

const mostGroupsShown = 50;

interface Places {
  readonly places: readonly FailedPlace[];
  readonly caseId: string;
}

/** Places of the same words are one line: they are hidden by one act. */
function groupsOf(places: readonly FailedPlace[]): readonly (readonly FailedPlace[])[] {
  const groups = new Map<string, FailedPlace[]>();
  for (const [index, place] of places.entries()) {
    const name = place.markId ?? String(index);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [place]);
    else group.push(place);
  }
  return [...groups.values()];
}

function placesList(check: string, { places, caseId }: Places, page: Page): Html {
  const groups = groupsOf(places);
  const left = groups.slice(mostGroupsShown).flat().length;
  const shown = groups.slice(0, mostGroupsShown).map((group) => groupLine(check, { places: group, caseId }, page));
  return html`<ul class="govuk-list govuk-list--spaced">${shown}</ul>${left > 0 && html`<p class="govuk-body">${page.t('disclosure.report.more', { count: left })}</p>`}`;
}

function groupLine(check: string, { places, caseId }: Places, page: Page): Html {
  const { t } = page;
  const [first] = places;
  if (first === undefined) return html``;
  const words = placeWords(check, first, page);
  const where = first.openAt === null ? html`${words}` : html`<a class="govuk-link" href="${pageAddress(caseId, first.openAt)}">${words}</a>`;
  const more = places.length > 1 && html` ${t('disclosure.report.alsoAt', { count: places.length - 1 })}`;
  // Several lines may say the same, so each link is told apart by its item and page.
  const all = first.markId !== null && html`<br><a class="govuk-link" href="${caseAddress(caseId)}/redaction/proposals/${first.markId}">${t('disclosure.report.everywhere')}<span class="govuk-visually-hidden">: ${words}</span></a>`;
  return html`<li>${where}${more}${all}</li>`;
}

function checksTable({ checks, caseId }: { readonly checks: readonly CheckShown[]; readonly caseId: string }, page: Page): Html {
  const { t } = page;
  return wideTable({
    caption: t('disclosure.report.checks'),
    firstCellIsHeader: true,
    head: [{ text: t('disclosure.report.check') }, { text: t('disclosure.report.outcome') }, { text: t('disclosure.report.places') }],
    rows: checks.map(({ check, places, isDone }) => {
      const outcome = places.length > 0 ? 'failed' : isDone ? 'passed' : 'waiting';
      return [{ text: t(`disclosure.report.names.${check}`) }, { html: tag({ text: t(`disclosure.report.outcomes.${outcome}`), classes: `govuk-tag--${{ failed: 'red', passed: 'green', waiting: 'grey' }[outcome]}` }) }, { html: places.length > 0 ? placesList(check, { places, caseId }, page) : html`` }];
    }),
  });
}

function told({ release, caseId }: ReleaseReport, page: Page): Html {
  const { t } = page;
  switch (release.state) {
    case 'not approved':
      return html`<p class="govuk-body">${t('disclosure.report.notApproved')}</p>`;
    case 'approved':
      return html`<p class="govuk-body">${t('disclosure.report.approved')}</p><form method="post" action="${caseAddress(caseId)}/clearance/release">${csrfField(page)}${button({ text: t('disclosure.report.release'), preventDoubleClick: true })}</form>`;
    case 'building': {
      const resumed = release.resumedAt !== null && release.partsDone > 0 && html`<p class="govuk-body">${t('disclosure.report.resumed', { time: page.time(release.resumedAt), part: release.partsDone + 1, total: release.partCount })}</p>`;
      return html`<p class="govuk-body">${t('disclosure.report.building', { done: release.partsDone, total: release.partCount })}</p>${resumed}${checksTable({ checks: release.checks, caseId }, page)}`;
    }
    case 'blocked': {
      const canBeMended = release.checks.some(({ places }) => places.some(({ openAt }) => openAt !== null));
      const failed = release.checks.filter(({ places }) => places.length > 0).length;
      return html`<p class="govuk-body"><strong>${t('disclosure.report.blocked', { failed, total: release.checks.length })}</strong></p>${canBeMended && html`<p class="govuk-body">${t('disclosure.report.mend')}</p>`}${checksTable({ checks: release.checks, caseId }, page)}`;
    }
    case 'released':
      return html`<p class="govuk-body">${t('disclosure.report.released', { total: release.checks.length })}</p><p class="govuk-body">${t('disclosure.report.closes', { date: page.day(release.closesOn) })}</p>${checksTable({ checks: release.checks, caseId }, page)}<p class="govuk-body-s">${t('disclosure.report.hash')} <code class="fs-hash">${release.bundleHash}</code></p>`;
  }
}

export function releaseReportPage(report: ReleaseReport, page: Page): Html {
  const { t } = page;
  const { caseId, reference, ownerName } = report;
  return staffLayout(page, { title: t('disclosure.report.title'), heading: t('disclosure.report.heading', { reference }), isWide: true, body: html`${instructionStrip(page, ownerName)}${caseTabs(page, caseId, 'release')}${told(report, page)}` });
}
