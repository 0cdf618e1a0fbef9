/** The councillor's start and search: a question in their own words, topics, and what was found. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import { staffLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface GuidanceLine {
  readonly id: string;
  readonly topic: string;
  readonly question: string;
  readonly shortAnswer: string;
}

export interface GuidanceListModel {
  /** What was asked; null when nothing was. Never put into an address. */
  readonly asked: string | null;
  readonly isQuestionMissing: boolean;
  readonly lines: readonly GuidanceLine[];
  readonly topics: readonly string[];
  readonly topic: string | null;
}

export function guidanceStartPage(topics: readonly string[], page: Page): Html {
  const { t } = page;
  const body = html`${searchForm(page, { asked: '', isQuestionMissing: false })}${topicLinks(page, topics, null)}<p class="govuk-body"><a class="govuk-link" href="/councillor/confirmations">${t('councillors.confirmations.link')}</a></p><p class="govuk-hint">${t('councillors.notAdvice')}</p>`;
  return staffLayout(page, { title: t('councillors.heading'), heading: t('councillors.heading'), body });
}

export function guidanceListPage(model: GuidanceListModel, page: Page): Html {
  const { t } = page;
  const errors = model.isQuestionMissing ? [{ text: t('councillors.search.missing'), href: '#question' }] : [];
  const form = searchForm(page, { asked: model.asked ?? '', isQuestionMissing: model.isQuestionMissing });
  const body = html`${form}${!model.isQuestionMissing && found(model, page)}${topicLinks(page, model.topics, model.topic)}`;
  return staffLayout(page, { title: t('councillors.list.heading'), heading: t('councillors.list.heading'), backLink: '/councillor', errors, body });
}

function searchForm(page: Page, typed: { readonly asked: string; readonly isQuestionMissing: boolean }): Html {
  const { t } = page;
  const question = input({
    id: 'question',
    name: 'question',
    value: typed.asked,
    autocomplete: 'off',
    label: { text: t('councillors.search.label'), classes: 'govuk-label--s' },
    hint: { text: t('councillors.search.hint') },
    attributes: { maxlength: 200 },
    ...(typed.isQuestionMissing ? { errorMessage: { text: t('councillors.search.missing') } } : {}),
  });
  return html`<form method="post" action="/councillor/guidance" role="search" novalidate>${csrfField(page)}${question}${button({ text: t('councillors.search.button') })}</form>`;
}

function found(model: GuidanceListModel, page: Page): Html {
  const { t } = page;
  if (model.lines.length === 0) {
    return html`<p class="govuk-body" role="status">${t('councillors.search.none', { officer: t('councillors.officer'), phone: page.council.phone })}</p>`;
  }
  const lines = model.lines.map((line) => html`<li class="fs-guidance__line"><h2 class="govuk-heading-s"><a class="govuk-link" href="/councillor/guidance/${line.id}">${line.question}</a></h2><p class="govuk-body">${line.shortAnswer}</p></li>`);
  return html`<p class="govuk-body" role="status">${t('councillors.search.found', { count: model.lines.length })}</p><ul class="govuk-list">${lines}</ul>`;
}

function topicLinks(page: Page, topics: readonly string[], current: string | null): Html {
  const { t } = page;
  const links = topics.map((topic) =>
    topic === current
      ? html`<li><strong>${t(`councillors.topics.${topic}`)}</strong></li>`
      : html`<li><a class="govuk-link" href="/councillor/guidance?topic=${topic}">${t(`councillors.topics.${topic}`)}</a></li>`,
  );
  return html`<h2 class="govuk-heading-s">${t('councillors.topicsHeading')}</h2><ul class="govuk-list fs-topics">${links}<li><a class="govuk-link" href="/councillor/guidance">${t('councillors.allTopics')}</a></li></ul>`;
}
