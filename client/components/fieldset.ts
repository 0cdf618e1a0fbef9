/** A group of form fields under one question. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, hasContent, type Attributes, type Options } from './params.ts';

export type LegendParams = Options<{ text: string; html: Html; classes: string; isPageHeading: boolean }>;

export type FieldsetParams = Options<{
  describedBy: string;
  legend: LegendParams;
  classes: string;
  role: string;
  attributes: Attributes;
  html: Html;
}>;

function legend(params: LegendParams): Html {
  const question =
    params.isPageHeading === true ? html`<h1 class="govuk-fieldset__heading">${contentOf(params)}</h1>` : contentOf(params);
  return html`<legend class="${classes('govuk-fieldset__legend', params.classes)}">${question}</legend>`;
}

/** The legend is left out when it has no words. */
export function fieldset(params: FieldsetParams): Html {
  const question = params.legend !== undefined && hasContent(params.legend) && legend(params.legend);
  return html`
    <fieldset class="${classes('govuk-fieldset', params.classes)}"${attribute('role', params.role)}
      ${attribute('aria-describedby', params.describedBy)}${attributes(params.attributes)}
    >
      ${question}${params.html}
    </fieldset>
  `;
}
