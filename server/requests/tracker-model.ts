/** What the tracker page shows of a request. */

import type { RectificationTrackerModel } from '../../client/views/requests/rectification-tracker.ts';
import type { TrackerModel } from '../../client/views/requests/tracker.ts';
import type { Page } from '../../client/views/page.ts';
import type { Message } from '../correspondence/write-to.ts';
import { dayInLondon } from './calendar-days.ts';
import type { OwnRequest } from './own-request.ts';

export function trackerModel(request: OwnRequest, today: string, page: Page): TrackerModel {
  const { id, reference, state, dueOn, services, fromOn, toOn, answerId } = request;
  return {
    id,
    reference,
    state,
    clock: request.working?.status ?? 'running',
    receivedOn: dayInLondon(request.receivedAt),
    dueOn,
    today,
    isLate: dueOn !== null && today > dueOn && state !== 'ready' && state !== 'closed',
    services,
    fromOn,
    toOn,
    answerId,
    messages: messagesOf(request, page),
  };
}

function messagesOf({ messages }: OwnRequest, page: Page): TrackerModel['messages'] {
  return messages.map((message) => ({ on: dayInLondon(message.createdAt), at: message.createdAt, words: wordsOf(message, page) }));
}

/** Null for a request of any other kind. */
export function rectificationTrackerModel(request: OwnRequest, today: string, page: Page): RectificationTrackerModel | null {
  const { id, reference, dueOn, rectification } = request;
  if (rectification === null) return null;
  const { state, team, said } = rectification;
  return { id, reference, state, team, said, receivedOn: dayInLondon(request.receivedAt), dueOn, today, isLate: dueOn !== null && today > dueOn, messages: messagesOf(request, page) };
}

/** A message's sentence in the reader's language; days among its values are written out. */
function wordsOf({ kind, body }: Message, page: Page): string {
  const isUndated = kind === 'acknowledgement' && body.values['due'] === '';
  const values = Object.fromEntries(Object.entries(body.values).map(([name, value]) => [name, /^\d{4}-\d{2}-\d{2}$/.test(value) ? page.day(value) : value]));
  return page.t(`messages.kinds.${kind}${isUndated ? '-undated' : ''}`, { ...values, words: body.words });
}
