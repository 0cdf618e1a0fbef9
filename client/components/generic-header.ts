/** The band at the head of a page, with the name of whose page it is. */
import { html, type Html } from './html.ts';
import { attributes, classes, isGiven, words, type Attributes, type Options } from './params.ts';

export type GenericHeaderParams = Options<{
  url: string;
  logoText: string;
  logoHtml: Html;
  containerClasses: string;
  classes: string;
  attributes: Attributes;
}>;

/** The header for every service that is not part of GOV.UK, such as a council's. */
export function genericHeader(params: GenericHeaderParams): Html {
  return headerBand(params, 'govuk-generic-header');
}

/** `block` is the first part of every class name: the header of GOV.UK is the same band under another name. */
export function headerBand(params: GenericHeaderParams, block: string): Html {
  const url = isGiven(params.url) ? params.url : '/';
  const container = isGiven(params.containerClasses) ? params.containerClasses : 'govuk-width-container';
  return html`
    <div class="${classes(block, params.classes)}"${attributes(params.attributes)}>
      <div class="${classes(`${block}__container`, container)}">
        <div class="${block}__logo">
          <a href="${url}" class="${block}__homepage-link">${words(params.logoHtml, params.logoText)}</a>
        </div>
      </div>
    </div>
  `;
}
