/** How to contact somebody safely: asked of everyone, written once, never shown again. */

import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import { insetText } from '../../components/inset-text.ts';
import { radios } from '../../components/radios.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export interface ContactFields {
  /** Words typed just now, shown again only while they have a problem. */
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
  readonly isKept: boolean;
}

export interface ContactModel extends ContactFields {
  readonly isSavedNow: boolean;
}

export function contactPage(model: ContactModel, page: Page): Html {
  const { t } = page;
  const errors = Object.entries(model.problems).map(([field, key]) => ({ text: t(key), href: `#${field}` }));
  const form = html`<form method="post" action="/account/contact" novalidate>${csrfField(page)}${contactFields(model, page)}${!model.isKept && button({ text: t('account.contact.save'), preventDoubleClick: true })}</form>`;
  const body = html`${model.isSavedNow && insetText({ text: t('account.contact.saved') })}${form}<p class="govuk-body">${t('account.contact.word')}</p>`;
  return residentLayout(page, { title: 'account', step: t('account.contact.step'), errors, body, backLink: '/account' });
}

export function contactFields(model: ContactFields, page: Page): Html {
  const { t } = page;
  if (model.isKept) {
    return html`<h1 class="govuk-heading-l">${t('account.contact.heading')}</h1><p class="govuk-body">${t('account.contact.kept', { phone: page.council.phone })}</p>`;
  }
  return html`${channelQuestion(model, page)}${hoursQuestion(model, page)}${voicemailQuestion(model, page)}
<p class="govuk-body">${t('account.contact.neverShown')}</p>`;
}

function problem(model: ContactFields, field: string, page: Page): { errorMessage?: { text: string } } {
  const key = model.problems[field];
  return key === undefined ? {} : { errorMessage: { text: page.t(key) } };
}

function channelQuestion(model: ContactFields, page: Page): Html {
  const { t } = page;
  const chosen = model.typed['channel'];
  const value = (channel: 'email' | 'phone' | 'post'): Html => input({
    id: channel,
    name: channel,
    value: model.typed[channel] ?? '',
    label: { text: t(`account.contact.value.${channel}`) },
    ...(channel === 'email' ? { type: 'email', spellcheck: false, autocomplete: 'off' } : { autocomplete: 'off' }),
    ...problem(model, channel, page),
  });
  return radios({
    name: 'channel',
    idPrefix: 'channel',
    fieldset: { legend: { text: t('account.contact.heading'), classes: 'govuk-fieldset__legend--l', isPageHeading: true } },
    hint: { text: t('account.contact.hint') },
    ...problem(model, 'channel', page),
    items: [
      { value: 'portal', text: t('account.contact.channel.portal'), checked: chosen === 'portal' },
      { value: 'email', text: t('account.contact.channel.email'), checked: chosen === 'email', conditional: { html: value('email') } },
      { value: 'phone', text: t('account.contact.channel.phone'), checked: chosen === 'phone', conditional: { html: value('phone') } },
      { value: 'post', text: t('account.contact.channel.post'), checked: chosen === 'post', conditional: { html: value('post') } },
    ],
  });
}

function hoursQuestion(model: ContactFields, page: Page): Html {
  const { t } = page;
  return radios({
    name: 'hours',
    idPrefix: 'hours',
    fieldset: { legend: { text: t('account.contact.hours.heading'), classes: 'govuk-fieldset__legend--m' } },
    ...problem(model, 'hours', page),
    items: (['any', 'morning', 'afternoon', 'evening'] as const).map((hours) => ({ value: hours, text: t(`account.contact.hours.${hours}`), checked: model.typed['hours'] === hours })),
  });
}

function voicemailQuestion(model: ContactFields, page: Page): Html {
  const { t } = page;
  return radios({
    name: 'voicemail',
    idPrefix: 'voicemail',
    classes: 'govuk-radios--inline',
    fieldset: { legend: { text: t('account.contact.voicemail.heading'), classes: 'govuk-fieldset__legend--m' } },
    ...problem(model, 'voicemail', page),
    items: [
      { value: 'no', text: t('account.contact.voicemail.no'), checked: model.typed['voicemail'] === 'no' },
      { value: 'yes', text: t('account.contact.voicemail.yes'), checked: model.typed['voicemail'] === 'yes' },
    ],
  });
}
