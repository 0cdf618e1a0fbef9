/** Sections that open and close; all open when there is no script. */
import { html, type Html } from './html.ts';
import {
  attributes,
  classes,
  contentOf,
  hasContent,
  hasMarkup,
  heading,
  isGiven,
  isPresent,
  scriptWords,
  type Absent,
  type Attributes,
  type Content,
  type HeadingLevel,
  type Options,
} from './params.ts';

export type AccordionItem = Options<{ heading: Content; summary: Content; content: Content; expanded: boolean }>;

export type AccordionParams = Options<{
  headingLevel: HeadingLevel;
  classes: string;
  attributes: Attributes;
  rememberExpanded: boolean;
  hideAllSectionsText: string;
  hideSectionText: string;
  hideSectionAriaLabelText: string;
  showAllSectionsText: string;
  showSectionText: string;
  showSectionAriaLabelText: string;
}> & { readonly id: string; readonly items: readonly (AccordionItem | Absent)[] };

function contentsOf(content: Content | undefined): Html | undefined {
  if (hasMarkup(content?.html)) return content.html;
  return isGiven(content?.text) ? html`<p class="govuk-body">${content.text}</p>` : undefined;
}

function section(params: AccordionParams, item: AccordionItem, index: number): Html {
  const opener = html`<span class="govuk-accordion__section-button" id="${params.id}-heading-${index}">${contentOf(item.heading)}</span>`;
  const summary =
    hasContent(item.summary) &&
    html`
      <div class="govuk-accordion__section-summary govuk-body" id="${params.id}-summary-${index}">
        ${contentOf(item.summary)}
      </div>
    `;
  const expanded = item.expanded === true && 'govuk-accordion__section--expanded';
  return html`
    <div class="${classes('govuk-accordion__section', expanded)}">
      <div class="govuk-accordion__section-header">
        ${heading({ level: params.headingLevel ?? 2, className: 'govuk-accordion__section-heading' }, opener)}
        ${summary}
      </div>
      <div id="${params.id}-content-${index}" class="govuk-accordion__section-content">
        ${contentsOf(item.content)}
      </div>
    </div>
  `;
}

/** Its script remembers what was open in the browser: pass `rememberExpanded: false` where that could tell. */
export function accordion(params: AccordionParams): Html {
  const spoken = scriptWords({
    'hide-all-sections': params.hideAllSectionsText,
    'hide-section': params.hideSectionText,
    'hide-section-aria-label': params.hideSectionAriaLabelText,
    'show-all-sections': params.showAllSectionsText,
    'show-section': params.showSectionText,
    'show-section-aria-label': params.showSectionAriaLabelText,
  });
  const remember = params.rememberExpanded;
  const sections = params.items.map((item, index) => isPresent(item) && section(params, item, index + 1));
  return html`
    <div class="${classes('govuk-accordion', params.classes)}" data-module="govuk-accordion" id="${params.id}"
      ${attributes(spoken)}${remember !== undefined && attributes({ 'data-remember-expanded': remember })}
      ${attributes(params.attributes)}
    >
      ${sections}
    </div>
  `;
}
