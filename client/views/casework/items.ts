/** The items of a case, and one of them with its provenance. */

import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseAddress, caseFrame } from './case-frame.ts';
import { lookedOverNotes, quarantineSection, quarantineState } from './quarantine.ts';
import { foldedUnder, foldWords } from './folded.ts';
import type { ItemModel, ItemsModel, ItemSummary } from './item-model.ts';

export function itemsPage(model: ItemsModel, page: Page): Html {
  const { t } = page;
  const unread = model.uncheckedPages > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${caseAddress(model.found.id)}/redaction/unread">${t('casework.items.unread', { count: model.uncheckedPages })}</a></p>`;
  const body = model.items.length === 0 ? html`<p class="govuk-body">${t('casework.items.none')}</p>` : html`${unread}${itemsTable(model, page)}`;
  return caseFrame(page, { found: model.found, ownerName: model.ownerName, tab: 'items', body });
}

function itemsTable({ found, items }: ItemsModel, page: Page): Html {
  const { t } = page;
  const column = (name: string) => ({ text: t(`casework.items.columns.${name}`) });
  return wideTable({
    caption: t('casework.items.caption', { count: items.length }),
    captionClasses: 'govuk-visually-hidden',
    head: [column('number'), column('title'), column('system'), column('date'), column('state'), { ...column('pages'), format: 'numeric' }, { ...column('left'), format: 'numeric' }],
    rows: items.map((item) => [
      { text: item.number },
      { html: html`<a class="govuk-link" href="${caseAddress(found.id)}/items/${item.id}">${item.title}</a>${notesOf(item, page)}${foldedUnder(item, found, page)}` },
      { text: item.systemName },
      { text: item.heldOn === null ? t('casework.items.undated') : page.day(item.heldOn) },
      { html: tag({ text: stateWords(item, page) }) },
      { text: item.pageCount, format: 'numeric' },
      { text: item.decisionsLeft, format: 'numeric' },
    ]),
  });
}

function stateWords(item: ItemSummary, page: Page): string {
  return quarantineState(item.lookedOver, page) ?? page.t(`casework.items.states.${item.state.replaceAll(' ', '-')}`);
}

function notesOf(item: ItemSummary, page: Page): Html {
  const { t } = page;
  const notes = [
    item.attachedTo !== null && t('casework.items.attachedTo', { number: item.attachedTo }),
    item.refusedBecause !== null && t(`casework.items.refused.${item.refusedBecause}`),
    ...lookedOverNotes(item.lookedOver, page),
  ].filter((note) => note !== false);
  return html`${notes.map((note) => html`<br><span class="govuk-hint">${note}</span>`)}`;
}

export function itemPage(model: ItemModel, page: Page): Html {
  const { t } = page;
  const { item, found } = model;
  const at = `${caseAddress(found.id)}/items/${item.id}`;
  const open = item.pageCount > 0 && model.standsBehind === null && button({ href: `${caseAddress(found.id)}/redaction/items/${item.id}/pages/1`, text: t(model.mayMark ? 'casework.item.mark' : 'casework.item.look') });
  const original = item.state !== 'in quarantine' && button({ href: `${at}/original`, text: t('casework.item.original'), classes: 'govuk-button--secondary', attributes: { download: '' } });
  const refused = item.refusedBecause !== null && html`<p class="govuk-body"><strong>${t(`casework.items.refused.${item.refusedBecause}`)}</strong> ${t('casework.item.refused')}</p>`;
  const notes = lookedOverNotes(item.lookedOver, page).map((note) => html`<p class="govuk-body">${note}</p>`);
  const body = html`<p class="govuk-body">${item.title}</p>${refused}${notes}${quarantineSection({ caseId: found.id, itemId: item.id, check: item.lookedOver.check, mayAct: model.mayMark, ...(model.leaving === undefined ? {} : { leaving: model.leaving }) }, page)}${foldWords(model, page)}<div class="govuk-button-group">${open}${original}</div>${provenance(model, page)}${item.folded.length > 0 && html`<h2 class="govuk-heading-m">${t('folded.heading')}</h2>${foldedUnder(item, found, page)}`}${fieldsOf(model, page)}`;
  return caseFrame(page, { found, ownerName: model.ownerName, tab: 'items', heading: t('casework.item.heading', { number: item.number, total: model.total }), backLink: `${caseAddress(found.id)}/items`, body });
}

function provenance(model: ItemModel, page: Page): Html {
  const { t } = page;
  const { item } = model;
  const row = (key: string, value: string) => ({ key: { text: t(`casework.item.${key}`) }, value: { text: value } });
  return html`<h2 class="govuk-heading-m">${t('casework.item.provenance')}</h2>${summaryList({
    rows: [
      row('system', item.systemName),
      row('reference', model.reference),
      row('query', model.askedWith),
      row('when', t('casework.item.at', { day: page.day(model.collectedOn), time: page.time(model.collectedAt) })),
      row('hash', model.sha256),
      row('date', item.heldOn === null ? t('casework.items.undated') : page.day(item.heldOn)),
      row('collection', model.collection),
      row('type', t('casework.item.size', { type: model.mediaType, bytes: model.byteCount })),
      row('state', stateWords(item, page)),
    ],
  })}`;
}

function fieldsOf({ fields }: ItemModel, page: Page): Html | false {
  if (fields.length === 0) return false;
  return html`<h2 class="govuk-heading-m">${page.t('casework.item.record')}</h2>${summaryList({ rows: fields.map(({ label, value }) => ({ key: { text: label }, value: { text: value } })) })}`;
}
