/** Says that a purpose has been stopped, from when, and who will be told no. */
import { html, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import type { StoppedModel } from './models.ts';

export function stoppedPage(model: StoppedModel, page: Page): Html {
  const { t } = page;
  const when = { time: page.time(model.when.at), day: page.day(model.when.on), act: model.act };
  const from = model.isToday ? t('consent.stopped.fromToday', when) : t('consent.stopped.from', when);
  const systems = model.systems.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${model.systems.map((system) => html`<li>${t('consent.stopped.system', { system })}</li>`)}</ul>`;
  const links = html`<ul class="govuk-list"><li><a class="govuk-link" href="/choices/receipts/${model.receiptId}">${t('consent.choices.receipt')}</a></li><li><a class="govuk-link" href="/choices/${model.purposeId}">${t('consent.stopped.again')}</a></li><li><a class="govuk-link" href="/choices">${t('consent.receipt.back')}</a></li></ul>`;
  const body = html`<p class="govuk-body">${from}</p>${systems}<p class="govuk-body">${t('consent.stopped.agreeAgain')}</p>${links}`;
  return residentLayout(page, { title: 'your-choices', heading: t('consent.stopped.heading'), backLink: '/choices', body });
}
