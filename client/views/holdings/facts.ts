/** Why something is held, where it came from, who sees it, how long it stays, and whether the person was told. */

import { html, type Hole, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import type { Page } from '../page.ts';
import type { HoldingFacts } from './models.ts';

export function factsList(facts: HoldingFacts, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: Hole): object => ({ key: { text: t(`holdings.facts.${key}`) }, value: { html: html`${value}` } });
  const recipients = facts.recipients.length === 0 ? t('holdings.noRecipients') : facts.recipients.join('; ');
  return summaryList({
    classes: 'govuk-summary-list--no-border',
    rows: [row('why', facts.why), row('source', facts.source), row('told', toldWords(facts, page)), row('recipients', recipients), row('retention', facts.retention), row('basis', facts.basis)],
  });
}

/** A notice is only said to have told them where it names everyone it came from. */
function toldWords({ told }: HoldingFacts, page: Page): Html {
  const { t } = page;
  if (told.wereTold === 'yes') {
    const { title, given, url } = told.notice;
    const read = url !== undefined && html` <a class="govuk-link" href="${url}" rel="noreferrer">${t('holdings.told.read')}<span class="govuk-visually-hidden">: ${title}</span></a>`;
    return html`${t('holdings.told.yes', { notice: title, given })}${read}`;
  }
  if (told.untold.length === 0) return html`${t('holdings.told.notShown')}`;
  const sources = new Intl.ListFormat(page.lang, { type: 'conjunction' }).format(told.untold);
  return html`${t('holdings.told.perhapsNot', { sources })} ${t('holdings.told.notShown')}`;
}
