/** Facts as pairs of a name and a value. */
import { html, type Hole, type Html } from './html.ts';
import {
  attributes,
  classes,
  contentOf,
  heading,
  isGiven,
  isPresent,
  type Absent,
  type Attributes,
  type Content,
  type HeadingLevel,
  type Options,
} from './params.ts';

export type SummaryAction = Options<{
  href: string;
  text: string;
  html: Html;
  visuallyHiddenText: string;
  classes: string;
  attributes: Attributes;
}>;

export type SummaryActions = Options<{ items: readonly SummaryAction[]; classes: string }>;
type Styled = Content & Options<{ classes: string }>;

export type SummaryRow = Options<{ key: Styled; value: Styled; actions: SummaryActions; classes: string }>;

export type SummaryCard = Options<{
  title: Styled & Options<{ headingLevel: HeadingLevel }>;
  actions: SummaryActions;
  classes: string;
  attributes: Attributes;
}>;

export type SummaryListParams = Options<{ card: SummaryCard; classes: string; attributes: Attributes }> & {
  readonly rows: readonly (SummaryRow | Absent)[];
};

function actionLink(action: SummaryAction, cardTitle: Content | undefined): Html {
  const what = isGiven(action.visuallyHiddenText) && html` ${action.visuallyHiddenText}`;
  const where = cardTitle !== undefined && html` (${contentOf(cardTitle)})`;
  const spoken = (what !== false || where !== false) && html`<span class="govuk-visually-hidden">${what}${where}</span>`;
  const className = classes('govuk-link', action.classes);
  return html`<a class="${className}" href="${action.href}"${attributes(action.attributes)}>${contentOf(action)}${spoken}</a>`;
}

function rowActions(actions: SummaryActions, title: Content | undefined): Hole {
  const links = (actions.items ?? []).map((action) => actionLink(action, title));
  if (links.length === 0) return undefined;
  const listed = links.map((link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`);
  const inner = links.length === 1 ? links : html`<ul class="govuk-summary-list__actions-list">${listed}</ul>`;
  return html`<dd class="${classes('govuk-summary-list__actions', actions.classes)}">${inner}</dd>`;
}

function cardActions(actions: SummaryActions, title: Content | undefined): Hole {
  const links = (actions.items ?? []).map((action) => actionLink(action, title));
  if (links.length === 0) return undefined;
  const className = classes('govuk-summary-card__actions', actions.classes);
  if (links.length === 1) return html`<div class="${className}">${links}</div>`;
  return html`<ul class="${className}">${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}</ul>`;
}

function rowOf(row: SummaryRow, isBare: boolean, title: Content | undefined): Html {
  const className = classes('govuk-summary-list__row', isBare && 'govuk-summary-list__row--no-actions', row.classes);
  return html`
    <div class="${className}">
      <dt class="${classes('govuk-summary-list__key', row.key?.classes)}">${contentOf(row.key)}</dt>
      <dd class="${classes('govuk-summary-list__value', row.value?.classes)}">${contentOf(row.value)}</dd>
      ${row.actions !== undefined && rowActions(row.actions, title)}
    </div>
  `;
}

function cardAround(card: SummaryCard, list: Html): Html {
  const { title } = card;
  const titleClass = classes('govuk-summary-card__title', title?.classes);
  const drawnTitle = title !== undefined && heading({ level: title.headingLevel ?? 2, className: titleClass }, contentOf(title));
  return html`
    <div class="${classes('govuk-summary-card', card.classes)}"${attributes(card.attributes)}>
      <div class="govuk-summary-card__title-wrapper">
        ${drawnTitle}${card.actions !== undefined && cardActions(card.actions, title)}
      </div>
      <div class="govuk-summary-card__content">${list}</div>
    </div>
  `;
}

/** A row with something to change carries `actions`; in a card their spoken names end with the card's title. */
export function summaryList(params: SummaryListParams): Html {
  const rows = params.rows.filter(isPresent);
  const title = params.card?.title;
  const hasActions = rows.some((row) => (row.actions?.items ?? []).length > 0);
  const drawn = rows.map((row) => rowOf(row, hasActions && row.actions?.items === undefined, title));
  const list = html`<dl class="${classes('govuk-summary-list', params.classes)}"${attributes(params.attributes)}>${drawn}</dl>`;
  return params.card === undefined ? list : cardAround(params.card, list);
}
