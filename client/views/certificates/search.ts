/** Where we looked for one request: the same list of services for everybody, and how to take it away and check it. */

import type { ServiceOutcome } from '../../../server/certificates/search-certificate.ts';
import { button } from '../../components/button.ts';
import { html, type Html } from '../../components/html.ts';
import { table } from '../../components/table.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

interface Asked {
  readonly requestId: string;
  readonly reference: string;
  readonly dueOn: string | null;
}

export type SearchModel = Asked &
  (
    | { readonly state: 'not begun' }
    | { readonly state: 'searching'; readonly begunOn: string }
    | {
        readonly state: 'finished';
        readonly from: string;
        readonly to: string;
        readonly services: readonly { readonly service: string; readonly outcome: ServiceOutcome }[];
        /** What the paper and the data share. */
        readonly code: string;
      }
  );

export function searchPage(model: SearchModel, page: Page): Html {
  const { t } = page;
  const body = model.state === 'finished' ? finished(model, page) : unfinished(model, page);
  return residentLayout(page, { title: 'your-request', heading: t('certificates.heading'), backLink: `/requests/${model.requestId}`, body });
}

function unfinished(model: Exclude<SearchModel, { readonly state: 'finished' }>, page: Page): Html {
  const { t } = page;
  const begun = model.state === 'searching' ? t('certificates.searching', { day: page.day(model.begunOn) }) : t('certificates.notBegun');
  const due = model.dueOn !== null && html`<p class="govuk-body">${t('certificates.due', { day: page.day(model.dueOn) })}</p>`;
  return html`<p class="govuk-body-l">${begun}</p><p class="govuk-body">${t('certificates.later')}</p>${due}<p class="govuk-body">${t('certificates.phone', { phone: page.council.phone })}</p>`;
}

function finished(model: Extract<SearchModel, { readonly state: 'finished' }>, page: Page): Html {
  const { t } = page;
  const at = `/requests/${model.requestId}/search`;
  const list = table({
    caption: t('certificates.caption'),
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: t('certificates.service') }, { text: t('certificates.outcome') }],
    rows: model.services.map(({ service, outcome }) => [{ text: service }, { text: t(`certificates.outcomes.${outcome.replaceAll(' ', '-')}`) }]),
  });
  return html`<p class="govuk-body-l">${t('certificates.span', { from: page.day(model.from), to: page.day(model.to) })}</p>
${list}
<p class="govuk-body">${t('certificates.same')}</p>
<p class="govuk-body">${t('certificates.phone', { phone: page.council.phone })}</p>
<h2 class="govuk-heading-m">${t('certificates.keep')}</h2>
<p class="govuk-body">${t('certificates.check')}</p>
<div class="govuk-button-group">${button({ text: t('certificates.savePdf'), href: `${at}.pdf`, attributes: { download: '' } })}${button({ text: t('certificates.saveData'), href: `${at}.json`, classes: 'govuk-button--secondary', attributes: { download: '' } })}</div>
<p class="govuk-body">${t('certificates.reference', { reference: model.reference })}</p>
<p class="govuk-hint fs-fingerprint">${t('certificates.code', { code: model.code })}</p>`;
}
