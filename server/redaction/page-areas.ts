/** Turns areas of a page's picture into areas of the page and back, whatever its rotation and cropping. */

import { boundsOf } from './engine/pdf/geometry.ts';
import { framePageApart } from './engine/apart/documents.ts';
import type { PageFrame } from './engine/pdf/render-page.ts';
import type { PictureArea } from './grid.ts';
import type { Rect } from './mark.ts';

/** Small: only the shape of the picture matters here. */
const dotsPerInch = 18;

export type { PageFrame };

/** Where a page's picture lies on the page; null when the page cannot be drawn. */
export async function pageFrame(bytes: Uint8Array, page: number): Promise<PageFrame | null> {
  const drawn = await framePageApart({ bytes, page, dotsPerInch });
  return drawn.drawn ? drawn.frame : null;
}

export function rectOnPage({ width, height, toPage }: PageFrame, { left, top, right, bottom }: PictureArea): Rect {
  return boundsOf(toPage, [left * width, top * height, right * width, bottom * height]);
}

export function areaOnPicture({ width, height, toPixels }: PageFrame, rect: Rect): PictureArea {
  const [x0, y0, x1, y1] = boundsOf(toPixels, [...rect]);
  return { left: x0 / width, top: y0 / height, right: x1 / width, bottom: y1 / height };
}
