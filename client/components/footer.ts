/** The foot of a page as GOV.UK has it. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, hasContent, isGiven, type Attributes, type Content, type Options } from './params.ts';

export type FooterLink = Options<{ text: string; href: string; attributes: Attributes }>;
export type FooterSection = Options<{ title: string; columns: number; width: string; items: readonly FooterLink[] }>;

export type FooterParams = Options<{
  meta: Options<{ visuallyHiddenTitle: string; html: Html; text: string; items: readonly FooterLink[] }>;
  navigation: readonly FooterSection[];
  contentLicence: Content | null;
  copyright: Content;
  containerClasses: string;
  classes: string;
  attributes: Attributes;
}>;

/** Drawings that belong to the Crown and to The National Archives; only their own services may hand them in. */
export type FooterMarks = Options<{ crown: Html; licence: Html }>;

const licenceAddress = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';
const copyrightAddress =
  'https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/';

function link(item: FooterLink): Html {
  return html`<a class="govuk-footer__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a>`;
}

function section(given: FooterSection): Html {
  const items = (given.items ?? []).filter((item) => isGiven(item.href) && isGiven(item.text));
  const columns = given.columns === undefined ? undefined : `govuk-footer__list--columns-${given.columns}`;
  const list =
    (given.items ?? []).length > 0 &&
    html`
      <ul class="${classes('govuk-footer__list', columns)}">
        ${items.map((item) => html`<li class="govuk-footer__list-item">${link(item)}</li>`)}
      </ul>
    `;
  return html`
    <div class="govuk-footer__section govuk-grid-column-${given.width ?? 'full'}">
      <h2 class="govuk-footer__heading govuk-heading-m">${given.title}</h2>
      ${list}
    </div>
  `;
}

function supportLinks(meta: NonNullable<FooterParams['meta']>): Html {
  const items = meta.items ?? [];
  const list =
    items.length > 0 &&
    html`
      <ul class="govuk-footer__inline-list">
        ${items.map((item) => html`<li class="govuk-footer__inline-list-item">${link(item)}</li>`)}
      </ul>
    `;
  const custom = hasContent(meta) && html`<div class="govuk-footer__meta-custom">${contentOf(meta)}</div>`;
  const title = isGiven(meta.visuallyHiddenTitle) ? meta.visuallyHiddenTitle : 'Support links';
  return html`<h2 class="govuk-visually-hidden">${title}</h2>${list}${custom}`;
}

function licence(given: Content | undefined, logo: Html | undefined): Html {
  const link = html`<a class="govuk-footer__link" href="${licenceAddress}" rel="license">Open Government Licence v3.0</a>`;
  const stock = html`All content is available under the ${link}, except where otherwise stated`;
  return html`${logo} <span class="govuk-footer__licence-description">${hasContent(given) ? contentOf(given) : stock}</span>`;
}

/** A council has its own foot (see the layout); this one speaks of Crown copyright. */
export function footer(params: FooterParams, marks: FooterMarks = {}): Html {
  const sections = params.navigation ?? [];
  const navigation =
    sections.length > 0 &&
    html`<div class="govuk-footer__navigation">${sections.map(section)}</div><hr class="govuk-footer__section-break">`;
  const copyright = hasContent(params.copyright) ? contentOf(params.copyright) : '© Crown copyright';
  return html`
    <div class="${classes('govuk-footer', params.classes)}"${attributes(params.attributes)}>
      <div class="${classes('govuk-width-container', params.containerClasses)}">
        ${marks.crown}
        ${navigation}
        <div class="govuk-footer__meta">
          <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
            ${params.meta !== undefined && supportLinks(params.meta)}
            ${params.contentLicence !== null && licence(params.contentLicence, marks.licence)}
          </div>
          <div class="govuk-footer__meta-item">
            <a class="govuk-footer__link govuk-footer__copyright-logo" href="${copyrightAddress}">${copyright}</a>
          </div>
        </div>
      </div>
    </div>
  `;
}
