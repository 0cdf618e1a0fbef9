/** What the services that answer by hand were asked for one case, as far as the reader may see it. */

import type { Read } from '../platform/database.ts';
import type { DataRequest } from './data-request.ts';
import { dataRequestsOf } from './store.ts';

export function dataRequestsOfCase(read: Read, caseId: string): Promise<readonly DataRequest[]> {
  return dataRequestsOf(read, caseId);
}
