/** The help text of a form field. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, type Attributes, type Options } from './params.ts';

export type HintParams = Options<{ text: string; html: Html; id: string; classes: string; attributes: Attributes }>;

/** Fields refer to it by `id` in `aria-describedby`. */
export function hint(params: HintParams): Html {
  return html`
    <div${attribute('id', params.id)} class="${classes('govuk-hint', params.classes)}"${attributes(params.attributes)}>
      ${contentOf(params)}
    </div>
  `;
}
