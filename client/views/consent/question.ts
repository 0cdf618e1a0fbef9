/** One question about consent: everything the law wants said, then yes and no of one weight, neither chosen. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { radios } from '../../components/radios.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { unknownPerson } from './choices.ts';
import type { QuestionModel } from './models.ts';
import { inItsLanguage, noticeParts } from './wording.ts';

export function questionPage(model: QuestionModel, page: Page): Html {
  const { t } = page;
  const { wording } = model;
  const heading = html`<h1 class="govuk-heading-l">${inItsLanguage(page, wording, wording.question)}</h1>`;
  const body = html`${model.hasWordingChanged && changedMeanwhile(page)}${heading}${standing(model, page)}${noticeParts(page, wording)}${model.isKnownPerson ? form(model, page) : unknownPerson(page)}`;
  const errors = model.isAnswerMissing ? [{ text: t('consent.question.missing'), href: '#answer' }] : [];
  return residentLayout(page, { title: 'your-choices', backLink: '/choices', errors, body });
}

function changedMeanwhile(page: Page): Html {
  return notificationBanner({ titleText: page.t('consent.question.changedTitle'), text: page.t('consent.question.changed'), role: 'alert' });
}

function standing(model: QuestionModel, page: Page): Html | false {
  if (model.since === null || model.standing === 'none') return false;
  return insetText({ text: page.t(`consent.choices.since.${model.standing}`, { day: page.day(model.since.on) }) });
}

function form(model: QuestionModel, page: Page): Html {
  const { t } = page;
  const answer = radios({
    name: 'answer',
    idPrefix: 'answer',
    classes: 'govuk-radios--inline',
    fieldset: { legend: { text: t('consent.question.agree'), classes: 'govuk-fieldset__legend--m' } },
    ...(model.isAnswerMissing ? { errorMessage: { text: t('consent.question.missing') } } : {}),
    items: [
      { value: 'yes', text: t('consent.question.yes') },
      { value: 'no', text: t('consent.question.no') },
    ],
  });
  return html`<form method="post" action="/choices/${model.purposeId}" novalidate>${csrfField(page)}<input type="hidden" name="notice" value="${model.wording.sha256}">${answer}${button({ text: t('consent.question.save'), preventDoubleClick: true })}</form>`;
}
