/** The header of GOV.UK, which only services of GOV.UK may wear. */
import { headerBand } from './generic-header.ts';
import { html, type Html } from './html.ts';
import { isGiven, type Attributes, type Options } from './params.ts';

export type HeaderParams = Options<{
  homepageUrl: string;
  productName: string;
  containerClasses: string;
  classes: string;
  attributes: Attributes;
}>;

/** The crown and the name are not ours to draw: a service entitled to them hands in its `logo`. */
export function header(params: HeaderParams, marks: Options<{ logo: Html }> = {}): Html {
  const product = isGiven(params.productName) && html` <span class="govuk-header__product-name">${params.productName}</span>`;
  return headerBand(
    {
      logoHtml: html`${marks.logo}${product}`,
      url: params.homepageUrl ?? '//gov.uk',
      containerClasses: params.containerClasses,
      classes: params.classes,
      attributes: params.attributes,
    },
    'govuk-header',
  );
}
