/** The jobs of correspondence. */

import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { openPost, sendNotice } from './send-notice.ts';

export function correspondenceJobs(tools: Tools): JobHandlers {
  const post = openPost(tools.config);
  return { 'send-notice': ({ messageId }) => sendNotice(tools, post, messageId) };
}
