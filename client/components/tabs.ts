/** Parts of one page behind tabs; without a script, one under the other with links to each. */
import { html, type Html } from './html.ts';
import {
  attribute,
  attributes,
  classes,
  hasMarkup,
  isGiven,
  isPresent,
  type Absent,
  type Attributes,
  type Options,
} from './params.ts';

export type TabItem = Options<{
  id: string;
  label: string;
  attributes: Attributes;
  panel: Options<{ text: string; html: Html; attributes: Attributes }>;
}>;

export type TabsParams = Options<{
  id: string;
  idPrefix: string;
  title: string;
  classes: string;
  attributes: Attributes;
}> & { readonly items: readonly (TabItem | Absent)[] };

interface Tab {
  readonly item: TabItem;
  readonly id: string;
  readonly isFirst: boolean;
}

function listItem({ item, id, isFirst }: Tab): Html {
  const selected = isFirst && 'govuk-tabs__list-item--selected';
  return html`
    <li class="${classes('govuk-tabs__list-item', selected)}">
      <a class="govuk-tabs__tab" href="#${id}"${attributes(item.attributes)}>${item.label}</a>
    </li>
  `;
}

function panel({ item, id, isFirst }: Tab): Html {
  const { panel: given } = item;
  const paragraph = isGiven(given?.text) && html`<p class="govuk-body">${given.text}</p>`;
  const content = hasMarkup(given?.html) ? given.html : paragraph;
  return html`
    <div class="${classes('govuk-tabs__panel', !isFirst && 'govuk-tabs__panel--hidden')}" id="${id}"
      ${attributes(given?.attributes)}
    >
      ${content}
    </div>
  `;
}

/** An item without an `id` is numbered after `idPrefix`. */
export function tabs(params: TabsParams): Html {
  const drawn: Tab[] = [];
  params.items.forEach((item, index) => {
    if (!isPresent(item)) return;
    const id = isGiven(item.id) ? item.id : `${params.idPrefix ?? ''}-${index + 1}`;
    drawn.push({ item, id, isFirst: index === 0 });
  });
  const hasItems = params.items.length > 0;
  const list = hasItems && html`<ul class="govuk-tabs__list">${drawn.map(listItem)}</ul>${drawn.map(panel)}`;
  return html`
    <div${attribute('id', params.id)} class="${classes('govuk-tabs', params.classes)}"${attributes(params.attributes)}
      data-module="govuk-tabs"
    >
      <h2 class="govuk-tabs__title">${params.title ?? 'Contents'}</h2>
      ${list}
    </div>
  `;
}
