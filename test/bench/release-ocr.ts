/** Pages a second when every page is a picture and has to be read by machine. */

import type { Figure } from './figure.ts';
import { pagesASecond } from '../support/release-speed.ts';

export async function measure(): Promise<readonly Figure[]> {
  const value = await pagesASecond({ documents: 1, pagesInDocument: 2, isScanned: true });
  return [{ name: 'release-ocr', value, unit: 'pages/s', limit: null, ratio: null }];
}
