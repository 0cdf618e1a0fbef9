/** After sending: the reference, the last day, and what may still be asked. */

import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { panel } from '../../components/panel.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface SentModel {
  readonly requestId: string;
  readonly reference: string;
  readonly dueOn: string | null;
  /** Set where it went straight to the team of a service. */
  readonly team: string | null;
  /** Set when the same draft was sent before. */
  readonly sentBeforeAt: Date | null;
}

export function sentPage(model: SentModel, page: Page): Html {
  const { t } = page;
  const body = html`${panel({ titleText: t('requests.sent.heading'), text: t('requests.sent.reference', { reference: model.reference }), headingLevel: 1 })}
${model.sentBeforeAt !== null && insetText({ text: t('requests.sent.again', { time: page.time(model.sentBeforeAt) }) })}
${model.dueOn !== null && html`<p class="govuk-body">${t('requests.sent.due', { due: page.day(model.dueOn) })}</p>`}
<p class="govuk-body">${model.team === null ? t('requests.sent.identity') : t('requests.wrong.wentTo', { team: model.team })}</p>
<p class="govuk-body"><a class="govuk-link" href="/requests/${model.requestId}">${t('requests.sent.next')}</a></p>`;
  return residentLayout(page, { title: 'your-request', body });
}
