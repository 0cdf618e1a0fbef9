/** The picture of a page under its grid, with its marks drawn over it. */

import type { MarkState } from '../../../server/redaction/mark.ts';
import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { pageAddress, type PageGrid, type WorkbenchModel } from './workbench-model.ts';

const wide = 1_000;

/** Nothing for what has no pages of its own, such as a message or a record. */
export function pagePicture(model: WorkbenchModel, page: Page): Html | false {
  const { picture } = model;
  if (picture === null) return false;
  const { t } = page;
  const high = Math.round((picture.height / picture.width) * wide);
  const source = `${pageAddress(model.found.id, { itemId: model.itemId, page: model.pageNumber })}/image`;
  const name = t('redaction.picture.name', { page: model.pageNumber });
  return html`<section class="fs-workbench__picture" aria-labelledby="picture-heading"><h2 class="govuk-heading-m" id="picture-heading">${t('redaction.picture.heading')}</h2><div class="fs-page-image" tabindex="0" role="region" aria-label="${t('redaction.picture.region')}"><svg class="fs-page-image__svg" viewBox="0 0 ${wide} ${high}" role="img" aria-label="${name}" data-picture><image href="${source}" width="${wide}" height="${high}" preserveAspectRatio="none"></image>${grid(picture, high)}${marksOver(model, high)}</svg></div></section>`;
}

function grid({ columns: across, rows: down, cellNames }: PageGrid, high: number): Html {
  const [cellWide, cellHigh] = [wide / across, high / down];
  const columns = Array.from({ length: across - 1 }, (_, index) => html`<line x1="${(index + 1) * cellWide}" y1="0" x2="${(index + 1) * cellWide}" y2="${high}"></line>`);
  const rows = Array.from({ length: down - 1 }, (_, index) => html`<line x1="0" y1="${Math.round((index + 1) * cellHigh)}" x2="${wide}" y2="${Math.round((index + 1) * cellHigh)}"></line>`);
  const names = cellNames.map((name, index) => html`<text x="${(index % across) * cellWide + 3}" y="${Math.round(Math.floor(index / across) * cellHigh) + 13}">${name}</text>`);
  return html`<g class="fs-page-image__grid" aria-hidden="true" stroke="#5b6873" stroke-width="0.5" stroke-opacity="0.5">${columns}${rows}</g><g class="fs-page-image__cells" aria-hidden="true" font-size="11" fill="#4a5661" fill-opacity="0.8">${names}</g>`;
}

const edges: Readonly<Record<MarkState, { readonly colour: string; readonly dash: string; readonly fill: string }>> = {
  suggested: { colour: '#1F5FA8', dash: '3 3', fill: '0.12' },
  accepted: { colour: '#14202B', dash: 'none', fill: '0.35' },
  rejected: { colour: '#5B6873', dash: '6 4', fill: '0' },
  'needs decision': { colour: '#8A4B00', dash: '8 2 2 2', fill: '0.15' },
};

function marksOver({ marks }: WorkbenchModel, high: number): Html {
  const boxes = marks.flatMap((mark, index) => {
    const { colour, dash, fill } = edges[mark.state];
    return mark.areas.map(({ left, top, right, bottom }) => {
      const [x, y] = [Math.round(left * wide), Math.round(top * high)];
      return html`<rect x="${x}" y="${y}" width="${Math.max(1, Math.round((right - left) * wide))}" height="${Math.max(1, Math.round((bottom - top) * high))}" fill="${colour}" fill-opacity="${fill}" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}" data-box="${mark.id}"></rect><text x="${x}" y="${Math.max(11, y - 2)}" font-size="12" font-weight="700" fill="${colour}">${index + 1}</text>`;
    });
  });
  return html`<g aria-hidden="true" data-boxes>${boxes}</g>`;
}
