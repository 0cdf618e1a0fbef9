/** Reads the question of a consent check, and writes its answer or its problem document. */
import { z } from 'zod';
import type { SystemActor } from '../platform/actor.ts';
import { checkConsent, type CheckTools, type ConsentAnswer } from './check-consent.ts';

/** A status, and a body that is JSON; a problem document (RFC 9457) when the status says so. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

const questionSchema = z.object({
  purpose: z.string().regex(/^[a-z0-9-]{1,80}$/),
  person: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
});

const titles = {
  400: ['The question cannot be read', 'Give purpose and person once each: the id of the purpose, and your own reference for the person.'],
  401: ['Who is asking?', 'Send the credentials of a registered system: Basic with its id and secret, or Bearer with the secret.'],
  403: ['Not registered for this purpose', 'This system is not registered for the purpose it named.'],
  500: ['Our fault', 'The question was not answered. Try again in a minute.'],
  503: ['Try again in a minute', 'The question was not answered, because its asking could not be written down.'],
} as const;

export function problem(status: keyof typeof titles): Reply {
  const [title, detail] = titles[status];
  return { status, body: JSON.stringify({ type: 'about:blank', title, status, detail }) };
}

/** @param query as the address gave it; a name that was given twice is a list, which no question has. */
export async function replyToCheck(tools: CheckTools, caller: SystemActor, query: unknown): Promise<Reply> {
  const asked = questionSchema.safeParse(query);
  if (!asked.success) return problem(400);
  const checked = await checkConsent(tools, caller, { purposeId: asked.data.purpose, reference: asked.data.person });
  return checked === 'not registered' ? problem(403) : { status: 200, body: JSON.stringify(printed(checked)) };
}

/** The media type that belongs to a status. */
export function mediaTypeOf(reply: Reply): string {
  return reply.status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8';
}

function printed(checked: ConsentAnswer): Readonly<Record<string, string | number | null>> {
  return {
    answer: checked.answer,
    since: checked.since?.toISOString() ?? null,
    notice_version: checked.noticeVersion,
    wording: checked.wordingSha256,
  };
}
