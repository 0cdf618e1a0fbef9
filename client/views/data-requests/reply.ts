/** What a service contact sees behind their link: what to look for, and the three ways to answer. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { panel } from '../../components/panel.ts';
import { radios } from '../../components/radios.ts';
import { summaryList } from '../../components/summary-list.ts';
import { problem } from '../component-words.ts';
import { contactLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { startPath } from './reply-address.ts';

/** What stands in every form of the session; see reply-link.ts. */
export interface ReplyForms {
  readonly formToken: string;
}

/** What the contact is given to search with. */
export interface LookFor {
  readonly names: readonly string[];
  readonly dateOfBirth: string;
  readonly addresses: readonly string[];
  readonly personNumber: string | null;
  readonly fromOn: string | null;
  readonly toOn: string | null;
}

export interface Exchange {
  readonly question: string;
  /** Null until an officer has answered. */
  readonly reply: string | null;
}

export interface ReplyModel extends ReplyForms {
  readonly reference: string;
  readonly systemName: string;
  readonly dueOn: string;
  readonly lookFor: LookFor;
  readonly exchanges: readonly Exchange[];
  readonly fileCount: number;
  readonly problems: Readonly<Record<string, string>>;
}

/** The same for every link, good or not: whatever opens it by itself learns and changes nothing. */
export function startPage({ token }: { readonly token: string }, page: Page): Html {
  const { t, council } = page;
  const body = html`<p class="govuk-body">${t('reply.start.text', { council: council.name })}</p>
<p class="govuk-body">${t('reply.start.once')}</p>
<form method="post" action="${startPath(token)}">${csrfField(page)}${button({ text: t('reply.start.button'), isStartButton: true, preventDoubleClick: true })}</form>
<p class="govuk-body">${t('reply.start.other', { phone: council.phone, hours: council.hours })}</p>`;
  return contactLayout(page, { heading: t('reply.start.heading'), body });
}

/** Stands first in every form behind the link. */
export function replyFields(page: Page, { formToken }: ReplyForms): Html {
  return html`${csrfField(page)}<input type="hidden" name="reply_token" value="${formToken}">`;
}

const answers = ['send', 'nothing', 'ask'] as const;

export function replyPage(model: ReplyModel, page: Page): Html {
  const { t, council } = page;
  const choice = radios({
    name: 'answer',
    fieldset: { legend: { text: t('reply.choose.legend'), classes: 'govuk-fieldset__legend--m' } },
    ...(model.problems['answer'] === undefined ? {} : { errorMessage: problem(t, t(model.problems['answer'])) }),
    items: answers.map((value) => ({ value, text: t(`reply.choose.${value}`), hint: { text: t(`reply.choose.${value}Hint`) } })),
  });
  const waiting = model.exchanges.at(-1)?.reply === null && insetText({ text: t('reply.waiting') });
  const uploaded = model.fileCount > 0 && insetText({ text: t('reply.uploaded', { count: model.fileCount }) });
  const body = html`<p class="govuk-body-l">${t('reply.lead', { council: council.name, date: page.day(model.dueOn) })}</p>
${waiting}${uploaded}
<h2 class="govuk-heading-m">${t('reply.look.heading')}</h2>${lookForList(model, page)}
${exchangesOf(model.exchanges, page)}
<form method="post" action="/reply" novalidate>${replyFields(page, model)}${choice}${button({ text: t('reply.choose.button'), preventDoubleClick: true })}</form>`;
  return contactLayout(page, { heading: t('reply.heading'), errors: errorsOf(model.problems, page), body });
}

function lookForList({ reference, systemName, lookFor }: ReplyModel, page: Page): Html {
  const { t } = page;
  const row = (key: string, values: readonly string[]) => values.length > 0 && { key: { text: t(`reply.look.${key}`) }, value: { html: html`${values.map((value, index) => html`${index > 0 && html`<br>`}${value}`)}` } };
  const { names, dateOfBirth, addresses, personNumber, fromOn, toOn } = lookFor;
  const dates = fromOn === null && toOn === null ? t('reply.look.allDates') : t('reply.look.between', { from: fromOn === null ? t('reply.look.start') : page.day(fromOn), to: toOn === null ? t('reply.look.today') : page.day(toOn) });
  return summaryList({
    rows: [
      row('where', [systemName]),
      row('names', names),
      row('dateOfBirth', dateOfBirth === '' ? [] : [page.day(dateOfBirth)]),
      row('addresses', addresses),
      row('personNumber', personNumber === null ? [] : [personNumber]),
      row('dates', [dates]),
      row('reference', [reference]),
    ],
  });
}

export function exchangesOf(exchanges: readonly Exchange[], page: Page): Html | false {
  const { t } = page;
  if (exchanges.length === 0) return false;
  const each = exchanges.map(({ question, reply }) => html`${insetText({ html: html`<p class="govuk-body fs-as-written"><strong>${t('reply.exchange.question')}</strong> ${question}</p>${
    reply === null ? html`<p class="govuk-body">${t('reply.exchange.unanswered')}</p>` : html`<p class="govuk-body fs-as-written"><strong>${t('reply.exchange.reply')}</strong> ${reply}</p>`}` })}`);
  return html`<h2 class="govuk-heading-m">${t('reply.exchange.heading')}</h2>${each}`;
}

export function errorsOf(problems: Readonly<Record<string, string>>, page: Page): readonly { readonly text: string; readonly href: string }[] {
  return Object.entries(problems).map(([field, key]) => ({ text: page.t(key), href: `#${field}` }));
}

export interface SentModel {
  readonly reference: string;
  readonly what: 'held' | 'not-held' | 'question';
  /** The day it was sent. */
  readonly on: string;
}

/** Says nothing of what was asked: it may stay open on a screen. */
export function sentPage({ reference, what, on }: SentModel, page: Page): Html {
  const { t, council } = page;
  const body = html`${panel({ titleText: t(`reply.sent.${what}`), html: html`${t('reply.sent.reference', { reference })}<br><strong>${page.day(on)}</strong>` })}
<p class="govuk-body">${t(`reply.sent.${what}Next`)}</p>
<p class="govuk-body">${t('reply.sent.other', { officer: t('reply.team'), phone: council.phone })}</p>`;
  return contactLayout(page, { body });
}
