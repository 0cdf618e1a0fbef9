/** The frame of every page of a case: the same instruction strip for all, the tabs, and where one is. */

import type { Case } from '../../../server/casework/case.ts';
import { html, type Hole, type Html } from '../../components/html.ts';
import { attribute } from '../../components/params.ts';
import { staffLayout, type PageError } from '../layout.ts';
import type { Page } from '../page.ts';

export type CaseTab = 'overview' | 'people' | 'timeline' | 'collect' | 'items' | 'clearance' | 'release' | 'usage';

const tabs: readonly (readonly [CaseTab, string])[] = [
  ['overview', ''],
  ['people', '/people'],
  ['collect', '/collect'],
  ['items', '/items'],
  ['clearance', '/clearance'],
  ['release', '/release'],
  ['timeline', '/timeline'],
  ['usage', '/usage'],
];

/** Nothing is collected, cleared or released to put one item right. */
const tabsOfRectification: ReadonlySet<CaseTab> = new Set(['overview', 'people', 'timeline', 'usage']);

export interface CaseFrame {
  readonly found: Case;
  /** Who takes calls: the owner's name, or null while nobody owns the case. */
  readonly ownerName: string | null;
  readonly tab: CaseTab;
  readonly heading?: string;
  readonly errors?: readonly PageError[];
  readonly backLink?: string;
  readonly body: Hole;
}

export function caseAddress(caseId: string): string {
  return `/officer/cases/${caseId}`;
}

/** Worded alike for every case, so that it tells nothing about this one. */
export function instructionStrip(page: Page, ownerName: string | null): Html {
  const name = ownerName ?? page.t('casework.strip.team');
  return html`<p class="govuk-body fs-strip">${page.t('casework.strip.contact', { name })}</p>`;
}

export function caseFrame(page: Page, frame: CaseFrame): Html {
  const { t } = page;
  const { found, tab } = frame;
  const name = t('casework.case.name', { reference: found.reference });
  const heading = frame.heading ?? (tab === 'overview' ? name : t(`casework.tabs.${tab}`));
  const body = html`${instructionStrip(page, frame.ownerName)}${found.kind === 'rectification' ? drawTabs(page, { caseId: found.id, current: tab, offered: tabsOfRectification }) : caseTabs(page, found.id, tab)}${frame.body}`;
  return staffLayout(page, {
    title: heading,
    heading: heading === name ? name : t('casework.case.part', { reference: found.reference, part: heading }),
    isWide: true,
    body,
    ...(frame.errors === undefined ? {} : { errors: frame.errors }),
    ...(frame.backLink === undefined ? {} : { backLink: frame.backLink }),
  });
}

/** The parts of a case, in one order on every page of it. */
export function caseTabs(page: Page, caseId: string, current: CaseTab): Html {
  return drawTabs(page, { caseId, current, offered: new Set(tabs.map(([tab]) => tab)) });
}

function drawTabs(page: Page, { caseId, current, offered }: { readonly caseId: string; readonly current: CaseTab; readonly offered: ReadonlySet<CaseTab> }): Html {
  const links = tabs.filter(([tab]) => offered.has(tab)).map(([tab, path]) => {
    const isHere = attribute('aria-current', tab === current && 'page');
    return html`<li class="fs-tabs__item"><a class="govuk-link fs-tabs__link" href="${caseAddress(caseId)}${path}"${isHere}>${page.t(`casework.tabs.${tab}`)}</a></li>`;
  });
  return html`<nav class="fs-tabs" aria-label="${page.t('casework.tabs.name')}"><ul class="fs-tabs__list">${links}</ul></nav>`;
}
