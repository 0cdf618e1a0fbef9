/** Turns areas of a page's picture into areas of the page and back, whatever its rotation and cropping. */

import { boundsOf } from './engine/pdf/geometry.ts';
import { withPdf } from './engine/pdf/pdfium.ts';
import { drawPage, type PagePicture } from './engine/pdf/render-page.ts';
import type { PictureArea } from './grid.ts';
import type { Rect } from './mark.ts';

/** Small: only the shape of the picture matters here. */
const dotsPerInch = 18;

/** Where a page's picture lies on the page; null when the page cannot be drawn. */
export type PageFrame = Pick<PagePicture, 'width' | 'height' | 'toPage' | 'toPixels'>;

export async function pageFrame(bytes: Uint8Array, page: number): Promise<PageFrame | null> {
  const drawn = await withPdf(bytes, (pdf) => (page < 1 || page > pdf.pageCount ? null : drawPage(pdf, page, { dotsPerInch })));
  return drawn.opened ? drawn.value : null;
}

export function rectOnPage({ width, height, toPage }: PageFrame, { left, top, right, bottom }: PictureArea): Rect {
  return boundsOf(toPage, [left * width, top * height, right * width, bottom * height]);
}

export function areaOnPicture({ width, height, toPixels }: PageFrame, rect: Rect): PictureArea {
  const [x0, y0, x1, y1] = boundsOf(toPixels, [...rect]);
  return { left: x0 / width, top: y0 / height, right: x1 / width, bottom: y1 / height };
}
