/** The start page and the pages of help. */

import { button } from '../../components/button.ts';
import { html, raw, type Html } from '../../components/html.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';

export type HelpTopic = 'help' | 'other-ways' | 'words' | 'leaving' | 'shared-devices' | 'privacy' | 'accessibility';

const choices = [
  ['information', '/information'],
  ['ask', '/requests/new'],
  ['requests', '/requests'],
  ['choices', '/choices'],
] as const;

export function startPage(page: Page): Html {
  const { t, council } = page;
  const list = choices.map(([key, href]) => html`<li><a class="govuk-link govuk-body-l" href="${page.isSignedIn ? href : `/sign-in?return=${encodeURIComponent(href)}`}">${t(`help.start.${key}`)}</a><br><span class="govuk-hint">${t(`help.start.${key}Hint`)}</span></li>`);
  const body = html`<p class="govuk-body-l">${t('help.start.lead')}</p>
<ul class="govuk-list fs-rows">${list}</ul>
${!page.isSignedIn && button({ text: t('help.start.signIn'), href: '/sign-in', isStartButton: false })}
<p class="govuk-body">${t('help.start.otherWays', { phone: council.phone })}</p>
<p class="govuk-body"><a class="govuk-link" href="/help/shared-devices">${t('help.start.shared')}</a></p>`;
  return residentLayout(page, { title: 'your-information', heading: t('help.start.heading', { council: council.name }), body });
}

const paragraphCount: Readonly<Record<HelpTopic, number>> = { help: 2, 'other-ways': 3, words: 6, leaving: 4, 'shared-devices': 4, privacy: 5, accessibility: 4 };

export function helpPage(topic: HelpTopic, page: Page): Html {
  const { t, council } = page;
  const values = { council: council.name, phone: council.phone, hours: council.hours, address: council.address };
  const paragraphs = Array.from({ length: paragraphCount[topic] }, (_unused, index) => html`<p class="govuk-body">${t(`help.${topic}.p${index + 1}`, values)}</p>`);
  const links = topic === 'help' ? topicLinks(page) : raw('');
  return residentLayout(page, { title: 'help', heading: t(`help.${topic}.heading`), body: html`${paragraphs}${links}`, ...(topic === 'help' ? {} : { backLink: '/help' }) });
}

function topicLinks(page: Page): Html {
  const link = (href: string, topic: HelpTopic): Html => html`<li><a class="govuk-link" href="${href}">${page.t(`help.${topic}.heading`)}</a></li>`;
  return html`<ul class="govuk-list">${link('/help/other-ways', 'other-ways')}${link('/help/words', 'words')}${link('/help/leaving', 'leaving')}${link('/help/shared-devices', 'shared-devices')}${link('/privacy', 'privacy')}${link('/accessibility', 'accessibility')}<li><a class="govuk-link" href="/status">${page.t('help.status.heading')}</a></li></ul>`;
}

export function statusPage(model: { readonly isWorking: boolean }, page: Page): Html {
  const { t, council } = page;
  const body = html`<p class="govuk-body">${t(model.isWorking ? 'help.status.working' : 'help.status.notWorking', { phone: council.phone })}</p>`;
  return residentLayout(page, { title: 'help', heading: t('help.status.heading'), body, backLink: '/help' });
}
