/** Pages a second from an approved bundle to a released answer: redacted, drawn, read again, attacked and sealed. */

import type { Figure } from './figure.ts';
import { pagesASecond } from '../support/release-speed.ts';

export async function measure(): Promise<readonly Figure[]> {
  const value = await pagesASecond({ documents: 6, pagesInDocument: 20 });
  return [{ name: 'release-speed', value, unit: 'pages/s', limit: null, ratio: null }];
}
