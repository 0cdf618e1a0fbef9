/** What an item stands for, and the way to take it apart again. */

import type { Case } from '../../../server/casework/case.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import type { Page } from '../page.ts';
import { caseAddress } from './case-frame.ts';
import type { ItemModel, ItemSummary } from './item-model.ts';

/** “Also held in Housing, 2 copies”, each of which can be opened. */
export function foldedUnder({ folded }: ItemSummary, found: Case, page: Page): Html | false {
  if (folded.length === 0) return false;
  const { t } = page;
  const link = (id: string, text: string): Html => html`<a class="govuk-link" href="${caseAddress(found.id)}/items/${id}">${text}</a>`;
  const systems = [...new Set(folded.filter(({ because }) => because === 'same-bytes').map(({ systemName }) => systemName))];
  const copies = systems.map((system) => {
    const same = folded.filter(({ because, systemName }) => because === 'same-bytes' && systemName === system);
    return html`<li class="govuk-hint">${t('folded.alsoHeld', { system, count: same.length })} ${same.map(({ id }, index) => html`${link(id, t('folded.copy', { number: index + 1 }))} `)}</li>`;
  });
  const messages = folded.filter(({ because }) => because === 'in-thread').map(({ id, title, systemName }) => html`<li class="govuk-hint">${t('folded.message', { system: systemName })} ${link(id, title)}</li>`);
  return html`<ul class="govuk-list">${copies}${messages}</ul>`;
}

/** On the page of one item: which other is worked on in its place, or that an officer wants it apart. */
export function foldWords({ found, item, standsBehind, isKeptApart, mayMark }: ItemModel, page: Page): Html | false {
  const { t } = page;
  const at = `${caseAddress(found.id)}/items`;
  const act = (deed: 'apart' | 'fold'): Html | false => mayMark && html`<form method="post" action="${at}/${item.id}/${deed}">${csrfField(page)}${button({ text: t(`folded.${deed}`), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  if (standsBehind !== null) {
    const words = html`${t(`folded.because.${standsBehind.because}`)} <a class="govuk-link" href="${at}/${standsBehind.id}">${t('folded.kept', { number: item.number })}</a>`;
    return html`${insetText({ html: words })}${act('apart')}`;
  }
  return isKeptApart && html`${insetText({ text: t('folded.isApart') })}${act('fold')}`;
}
