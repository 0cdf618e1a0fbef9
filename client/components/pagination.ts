/** Moves between the pages of a list, or to the page before and after. */
import { html, raw, type Hole, type Html } from './html.ts';
import {
  attribute,
  attributes,
  classes,
  contentOf,
  hasContent,
  isGiven,
  isPresent,
  type Absent,
  type Attributes,
  type Options,
} from './params.ts';

export type PaginationItem = Options<{
  number: number | string;
  visuallyHiddenText: string;
  href: string;
  current: boolean;
  ellipsis: boolean;
  attributes: Attributes;
}>;

export type PaginationLink = Options<{ text: string; html: Html; labelText: string; href: string; attributes: Attributes }>;

export type PaginationParams = Options<{
  items: readonly (PaginationItem | Absent)[];
  previous: PaginationLink;
  next: PaginationLink;
  landmarkLabel: string;
  classes: string;
  attributes: Attributes;
}>;

type Direction = 'prev' | 'next';

const arrow = (direction: Direction, path: string): Html => html`
  <svg class="govuk-pagination__icon govuk-pagination__icon--${direction}" xmlns="http://www.w3.org/2000/svg"
    height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"
  >
    <path d="${path}"></path>
  </svg>
`;

const arrows: Readonly<Record<Direction, Html>> = {
  prev: arrow(
    'prev',
    'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  ),
  next: arrow(
    'next',
    'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
  ),
};

const stockWords: Readonly<Record<Direction, Html>> = {
  prev: raw('Previous<span class="govuk-visually-hidden"> page</span>'),
  next: raw('Next<span class="govuk-visually-hidden"> page</span>'),
};

function arrowLink(link: PaginationLink | undefined, direction: Direction, isBlock: boolean): Hole {
  if (link === undefined || !isGiven(link.href)) return undefined;
  const hasLabel = isGiven(link.labelText);
  const title = hasContent(link) ? contentOf(link) : stockWords[direction];
  const decorated = isBlock && !hasLabel && 'govuk-pagination__link-title--decorated';
  const isBefore = isBlock || direction === 'prev';
  const label =
    hasLabel &&
    isBlock &&
    html`<span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">${link.labelText}</span>`;
  return html`
    <div class="govuk-pagination__${direction}">
      <a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${direction}"${attributes(link.attributes)}>
        ${isBefore && arrows[direction]}
        <span class="${classes('govuk-pagination__link-title', decorated)}">${title}</span>
        ${label}${!isBefore && arrows[direction]}
      </a>
    </div>
  `;
}

function pageItem(item: PaginationItem): Html {
  if (item.ellipsis === true) return html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>`;
  const current = item.current === true;
  const name = item.visuallyHiddenText ?? `Page ${item.number ?? ''}`;
  return html`
    <li class="${classes('govuk-pagination__item', current && 'govuk-pagination__item--current')}">
      <a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${name}"
        ${attribute('aria-current', current && 'page')}${attributes(item.attributes)}
      >${item.number}</a>
    </li>
  `;
}

/** Without `items` the two links stand as blocks, with the name of the page under each (`labelText`). */
export function pagination(params: PaginationParams): Html {
  const { items, previous, next } = params;
  const isBlock = items === undefined && (next !== undefined || previous !== undefined);
  const drawn = items?.filter(isPresent).filter((item) => Object.keys(item).length > 0);
  const list = drawn !== undefined && html`<ul class="govuk-pagination__list">${drawn.map(pageItem)}</ul>`;
  const name = isGiven(params.landmarkLabel) ? params.landmarkLabel : 'Pagination';
  return html`
    <nav class="${classes('govuk-pagination', isBlock && 'govuk-pagination--block', params.classes)}"
      aria-label="${name}"${attributes(params.attributes)}
    >
      ${arrowLink(previous, 'prev', isBlock)}${list}${arrowLink(next, 'next', isBlock)}
    </nav>
  `;
}
