/** The hidden field that proves a form came from our own page. */
import { html, type Html } from './html.ts';

/** Stands first in every form that changes something. Empty when there is no session to protect. */
export function csrfField(page: { readonly csrfToken: string }): Html {
  return page.csrfToken === '' ? html`` : html`<input type="hidden" name="_csrf" value="${page.csrfToken}">`;
}
