/** 404 for every link that is good no longer, in the same words whatever the cause. */

import { html, type Html } from '../../components/html.ts';
import { asWritten, type KeptFields } from '../errors/send-again.ts';
import { contactLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { replyPath } from './reply-address.ts';

export function linkEndedPage({ kept }: { readonly kept: KeptFields }, page: Page): Html {
  const { t, council } = page;
  const written = asWritten(kept);
  const body = html`<p class="govuk-body">${t('reply.ended.text', { officer: t('reply.team'), phone: council.phone })}</p>
<p class="govuk-body">${t('reply.ended.kept')}</p>
${written.length > 0 && html`<h2 class="govuk-heading-m">${t('reply.ended.written')}</h2>${written}`}`;
  // What else stands on the page must not lead back to the link.
  return contactLayout({ ...page, path: replyPath.all }, { heading: t('reply.ended.heading'), body });
}
