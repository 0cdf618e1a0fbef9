/** Asks whether the reader is still there, before the session ends. */
import { button } from '../components/button.ts';
import { csrfField } from '../components/csrf-field.ts';
import { html, type Html } from '../components/html.ts';
import type { Page } from './page.ts';

/** Where a page without a script goes when it is time to ask. */
export function stillHereAddress(page: Page): string {
  return `/still-here?return=${encodeURIComponent(page.path)}`;
}

/** Both ways on. The script takes over a form to stay that stands in the dialog, so that nothing on the page is lost. */
export function stayOrLeave(page: Page, { returnTo, isInDialog }: { readonly returnTo: string; readonly isInDialog: boolean }): Html {
  const { t } = page;
  const stay = html`
    <form method="post" action="/still-here"${isInDialog && html` data-stay`}>
      ${csrfField(page)}
      <input type="hidden" name="return" value="${returnTo}">
      ${button({ text: t('layout.idle.stay') })}
    </form>
  `;
  const leave = html`
    <form method="post" action="/sign-out">
      ${csrfField(page)}${button({ text: t('layout.idle.leave'), classes: 'govuk-button--secondary' })}
    </form>
  `;
  return html`<div class="govuk-button-group">${stay}${leave}</div>`;
}

/** A closed dialog that the script opens; the same question is a page of its own at `/still-here`. */
export function idleWarning(page: Page): Html | undefined {
  const { t } = page;
  if (page.idleWarningSeconds === undefined) return undefined;
  return html`
    <dialog class="fs-idle" aria-labelledby="idle-heading" data-idle-seconds="${page.idleWarningSeconds}">
      <h2 class="govuk-heading-m" id="idle-heading">${t('layout.idle.heading')}</h2>
      <p class="govuk-body">${t('layout.idle.text')}</p>
      ${stayOrLeave(page, { returnTo: page.path, isInDialog: true })}
    </dialog>
  `;
}
