/** Figures and facts in rows and columns. */
import { html, type Html } from './html.ts';
import {
  attribute,
  attributes,
  classes,
  contentOf,
  isGiven,
  isPresent,
  type Absent,
  type Attributes,
  type Options,
} from './params.ts';

export type TableCell = Options<{
  text: string | number;
  html: Html;
  format: string;
  classes: string;
  colspan: number;
  rowspan: number;
  attributes: Attributes;
}>;

export type TableParams = Options<{
  head: readonly TableCell[];
  caption: string;
  captionClasses: string;
  firstCellIsHeader: boolean;
  classes: string;
  attributes: Attributes;
}> & { readonly rows: readonly (readonly TableCell[] | Absent)[] };

function shared(cell: TableCell): Html {
  return html`${attribute('colspan', cell.colspan)}${attribute('rowspan', cell.rowspan)}${attributes(cell.attributes)}`;
}

function columnHead(cell: TableCell): Html {
  const format = isGiven(cell.format) && `govuk-table__header--${cell.format}`;
  return html`
    <th scope="col" class="${classes('govuk-table__header', format, cell.classes)}"${shared(cell)}>
      ${contentOf(cell)}
    </th>
  `;
}

function bodyCell(cell: TableCell, isHeader: boolean): Html {
  if (isHeader)
    return html`
    <th scope="row" class="${classes('govuk-table__header', cell.classes)}"${shared(cell)}>${contentOf(cell)}</th>
  `;
  const format = isGiven(cell.format) && `govuk-table__cell--${cell.format}`;
  return html`<td class="${classes('govuk-table__cell', format, cell.classes)}"${shared(cell)}>${contentOf(cell)}</td>`;
}

/** Every table has a caption; `format: 'numeric'` lines figures up. */
export function table(params: TableParams): Html {
  const caption =
    isGiven(params.caption) &&
    html`<caption class="${classes('govuk-table__caption', params.captionClasses)}">${params.caption}</caption>`;
  const head =
    params.head !== undefined &&
    html`<thead class="govuk-table__head"><tr class="govuk-table__row">${params.head.map(columnHead)}</tr></thead>`;
  const rows = params.rows.filter(isPresent).map(
    (row) =>
      html`
        <tr class="govuk-table__row">
          ${row.map((cell, index) => bodyCell(cell, index === 0 && params.firstCellIsHeader === true))}
        </tr>
      `,
  );
  return html`
    <table class="${classes('govuk-table', params.classes)}"${attributes(params.attributes)}>
      ${caption}
      ${head}
      <tbody class="govuk-table__body">${rows}</tbody>
    </table>
  `;
}
