/** The jobs of data requests: sending a letter with its link, and taking in what was sent back. */

import { openPost } from '../correspondence/send-notice.ts';
import type { Tools } from '../platform/house.ts';
import type { JobHandlers } from '../platform/jobs.ts';
import { sendLetter } from './send-letter.ts';
import { takeReply } from './take-reply.ts';

export function dataRequestJobs(tools: Tools): JobHandlers {
  const post = openPost(tools.config);
  return {
    'send-letter': (payload) => sendLetter(tools, post, payload),
    'take-reply': (payload) => takeReply(tools, payload),
  };
}
