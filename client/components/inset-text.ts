/** A passage set apart from the text around it. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, type Attributes, type Options } from './params.ts';

export type InsetTextParams = Options<{ text: string; html: Html; id: string; classes: string; attributes: Attributes }>;

/** For quotations, examples and asides. */
export function insetText(params: InsetTextParams): Html {
  return html`
    <div${attribute('id', params.id)} class="${classes('govuk-inset-text', params.classes)}"${attributes(params.attributes)}>
      ${contentOf(params)}
    </div>
  `;
}
