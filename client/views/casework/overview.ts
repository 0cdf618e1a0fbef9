/** The case overview: what blocks it, the next act, and its clock. */

import type { BlockFound, Case, NextAct, Progress } from '../../../server/casework/case.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { details } from '../../components/details.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import type { Page } from '../page.ts';
import { blockWords } from './blocks.ts';
import { caseAddress, caseFrame } from './case-frame.ts';

export interface OverviewModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly isMine: boolean;
  readonly progress: Progress;
  readonly blocks: readonly BlockFound[];
  readonly next: NextAct;
  readonly mayTake: boolean;
  /** Where deciding goes on: the first page with an open mark, or null when none is left. */
  readonly firstOpenPage: string | null;
  readonly firstMatch: string | null;
  /** How the due day was worked out, one sentence a step; as it was kept. */
  readonly clockSteps: readonly string[];
  /** The day on which its words were destroyed for good; null while they can be read. */
  readonly shreddedOn: string | null;
  /** The hold and the working day to spare that lie between approving and the due day. */
  readonly holdDays: number;
}

export function overviewPage(model: OverviewModel, page: Page): Html {
  const ahead = model.shreddedOn === null ? html`${blocksOf(model, page)}${nextActOf(model, page)}` : insetText({ text: page.t('casework.case.shredded', { date: page.day(model.shreddedOn) }) });
  const body = html`${ahead}${clockStrip(model, page)}${factsOf(model, page)}${conflictOf(model, page)}`;
  return caseFrame(page, { found: model.found, ownerName: model.ownerName, tab: 'overview', body });
}

function blocksOf({ blocks }: OverviewModel, page: Page): Html {
  const { t } = page;
  const inner =
    blocks.length === 0
      ? html`<p class="govuk-body">${t('casework.blocks.none')}</p>`
      : html`<ul class="govuk-list govuk-list--bullet">${blocks.map((found) => html`<li>${blockWords(found, page)}</li>`)}</ul>`;
  return html`<h2 class="govuk-heading-m">${t('casework.case.blocks')}</h2>${inner}`;
}

function nextActOf(model: OverviewModel, page: Page): Html {
  const { t } = page;
  return html`<h2 class="govuk-heading-m">${t('casework.case.next')}</h2>${actOf(model, page)}`;
}

function actOf(model: OverviewModel, page: Page): Html {
  const { t } = page;
  const at = caseAddress(model.found.id);
  const post = (path: string, words: string): Html =>
    html`<form method="post" action="${at}${path}">${csrfField(page)}${button({ text: words, preventDoubleClick: true })}</form>`;
  const go = (href: string, words: string): Html => html`<p class="govuk-body">${button({ href, text: words })}</p>`;
  switch (model.next) {
    case 'take':
      return model.mayTake ? post('/take', t('casework.acts.take')) : html`<p class="govuk-body">${t('casework.acts.nobody')}</p>`;
    case 'ask-who':
      return html`<p class="govuk-body">${t('casework.acts.ask-who')}</p>`;
    case 'collect':
      return model.isMine ? post('/collect', t('casework.acts.collect')) : ownersAct(page);
    case 'decide-match':
      return go(model.firstMatch ?? `${at}/collect`, t('casework.acts.decide-match'));
    case 'see-systems':
      return go(`${at}/collect`, t('casework.acts.see-systems'));
    case 'see-items':
      return go(`${at}/items`, t('casework.acts.see-items'));
    case 'wait':
      return go(`${at}/collect`, t('casework.acts.wait'));
    case 'mark':
      return go(model.firstOpenPage ?? `${at}/items`, t('casework.acts.mark'));
    case 'check-pages':
      return go(`${at}/redaction/unread`, t('casework.acts.check-pages'));
    case 'submit':
    case 'clear':
      return go(`${at}/clearance`, t(`casework.acts.${model.next}`));
    case 'release':
    case 'see-report':
      return go(`${at}/release`, t(`casework.acts.${model.next}`));
    case 'nothing':
      return html`<p class="govuk-body">${t('casework.acts.nothing')}</p>`;
  }
}

function ownersAct(page: Page): Html {
  return html`<p class="govuk-body">${page.t('casework.acts.owners')}</p>`;
}

/** The same sentence for every case: the longer hold is planned for all of them. */
function clockStrip(model: OverviewModel, page: Page): Html {
  const { t } = page;
  const { approveByOn, dueOn } = model.found;
  const words =
    approveByOn === null || dueOn === null
      ? t('casework.clock.waits')
      : t('casework.clock.approveBy', { approveBy: page.day(approveByOn), due: page.day(dueOn), count: model.holdDays });
  const working =
    model.clockSteps.length > 0 &&
    details({ summaryText: t('casework.clock.working'), html: html`<ol class="govuk-list govuk-list--number">${model.clockSteps.map((step) => html`<li>${step}</li>`)}</ol>` });
  return html`<h2 class="govuk-heading-m">${t('casework.clock.heading')}</h2><p class="govuk-body">${words}</p>${working}`;
}

function factsOf({ found, progress, ownerName, isMine }: OverviewModel, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string) => ({ key: { text: t(`casework.facts.${key}`) }, value: { text: value } });
  const dates =
    found.fromOn === null && found.toOn === null
      ? t('casework.facts.allDates')
      : t('casework.facts.between', { from: found.fromOn === null ? '–' : page.day(found.fromOn), to: found.toOn === null ? '–' : page.day(found.toOn) });
  return html`<h2 class="govuk-heading-m">${t('casework.facts.heading')}</h2>${summaryList({
    rows: [
      row('kind', t(`casework.kinds.${found.kind}`)),
      row('stage', t(`casework.stages.${found.stage}`)),
      row('owner', isMine ? t('casework.queue.you') : (ownerName ?? t('casework.queue.nobody'))),
      row('services', found.services.length === 0 ? t('casework.facts.allServices') : found.services.join(', ')),
      row('dates', dates),
      row('items', t('casework.facts.itemCount', { items: progress.items, pages: progress.pages })),
    ],
  })}`;
}

function conflictOf({ found }: OverviewModel, page: Page): Html {
  const { t } = page;
  const form = html`<p class="govuk-body">${t('casework.conflict.text')}</p><form method="post" action="${caseAddress(found.id)}/conflict">${csrfField(page)}${button({ text: t('casework.conflict.button'), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  return details({ summaryText: t('casework.conflict.summary'), html: form });
}
