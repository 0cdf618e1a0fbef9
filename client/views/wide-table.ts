/** A table of a staff page, in a frame of its own that scrolls sideways on a narrow screen. */
import { html, type Html } from '../components/html.ts';
import { table, type TableParams } from '../components/table.ts';

/** The frame takes the keyboard, so that whoever has no pointer can scroll it too; it bears the caption as its name. */
export function wideTable(params: TableParams & { readonly caption: string }): Html {
  return html`<div class="fs-scroll" tabindex="0" role="region" aria-label="${params.caption}">${table(params)}</div>`;
}
