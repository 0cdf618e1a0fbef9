/** The exact words of a notice, laid out in one order wherever they are shown. */
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import type { Page } from '../page.ts';
import type { Wording } from './models.ts';

const parts = ['whatWeWouldDo', 'whatWeWouldUse', 'whoGetsIt', 'howLong', 'ifYouSayNo', 'howToStop'] as const;

/** Words written in another language than the page say so, for screen readers. */
export function inItsLanguage(page: Page, wording: Pick<Wording, 'language'>, text: string): Html {
  return wording.language === page.lang ? html`${text}` : html`<span lang="${wording.language}">${text}</span>`;
}

/** Who asks, what for, with what, who gets it, how long, what a no means and how to stop. */
export function noticeParts(page: Page, wording: Wording): Html {
  const { t } = page;
  const rows = parts.map((part) => ({
    key: { text: t(`consent.notice.${part}`) },
    value: { html: inItsLanguage(page, wording, wording[part]) },
  }));
  const controllers = html`<ul class="govuk-list">${wording.controllers.map((name) => html`<li>${inItsLanguage(page, wording, name)}</li>`)}</ul>`;
  return summaryList({ rows: [{ key: { text: t('consent.notice.controllers') }, value: { html: controllers } }, ...rows] });
}

/** The question and everything under it, as a record of what was read. */
export function keptWording(page: Page, wording: Wording): Html {
  const version = page.t('consent.notice.version', { version: wording.version });
  return html`<p class="govuk-body">${inItsLanguage(page, wording, wording.question)}</p>${noticeParts(page, wording)}<p class="govuk-hint">${version} <span class="fs-fingerprint">${wording.sha256.slice(0, 16)}</span></p>`;
}
