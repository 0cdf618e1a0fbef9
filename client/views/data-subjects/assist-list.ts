/** Who waits to be helped to show who they are: references and days, never a name. */

import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { table } from '../../components/table.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface AssistRow {
  readonly id: string;
  readonly reference: string;
  readonly way: string;
  readonly answerByOn: string;
}

export interface AssistListModel {
  readonly rows: readonly AssistRow[];
  /** How the last one ended, just after it did. */
  readonly ended: 'bound' | 'closed' | null;
}

export function assistListPage(model: AssistListModel, page: Page): Html {
  const { t } = page;
  const said = model.ended !== null && insetText({ text: t(`assist.ended.${model.ended}`) });
  const body = html`${said}<p class="govuk-body">${t('assist.ask')}</p>${model.rows.length === 0 ? html`<p class="govuk-body">${t('assist.none')}</p>` : waiting(model.rows, page)}`;
  return staffLayout(page, { title: t('assist.heading'), heading: t('assist.heading'), body });
}

function waiting(rows: readonly AssistRow[], page: Page): Html {
  const { t } = page;
  return table({
    caption: t('assist.caption'),
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: t('assist.columns.reference') }, { text: t('assist.columns.way') }, { text: t('assist.columns.answerBy') }],
    rows: rows.map(({ id, reference, way, answerByOn }) => [
      { html: html`<a class="govuk-link" href="/officer/assist/${id}">${reference}</a>` },
      { text: t(`assist.ways.${way}`) },
      { text: page.day(answerByOn) },
    ]),
  });
}
