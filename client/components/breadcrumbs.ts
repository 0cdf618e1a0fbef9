/** Where a page stands, as links to the pages above it. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, isGiven, type Attributes, type Options } from './params.ts';

export type BreadcrumbItem = Options<{ text: string; html: Html; href: string; attributes: Attributes }>;

export type BreadcrumbsParams = Options<{
  classes: string;
  collapseOnMobile: boolean;
  attributes: Attributes;
  labelText: string;
}> & { readonly items: readonly BreadcrumbItem[] };

function crumb(item: BreadcrumbItem): Html {
  if (!isGiven(item.href)) return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${contentOf(item)}</li>`;
  return html`
    <li class="govuk-breadcrumbs__list-item">
      <a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a>
    </li>
  `;
}

/** The entry without an address is the page itself. */
export function breadcrumbs(params: BreadcrumbsParams): Html {
  const narrow = params.collapseOnMobile === true && 'govuk-breadcrumbs--collapse-on-mobile';
  return html`
    <nav class="${classes('govuk-breadcrumbs', params.classes, narrow)}"${attributes(params.attributes)}
      aria-label="${params.labelText ?? 'Breadcrumb'}"
    >
      <ol class="govuk-breadcrumbs__list">${params.items.map(crumb)}</ol>
    </nav>
  `;
}
