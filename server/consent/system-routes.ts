/** The addresses at which another council system asks whether a person agreed. */
import type { Response } from 'express';
import { z } from 'zod';
import { get, own, permit, type Route } from '../platform/permit.ts';
import { checkConsent, type ConsentAnswer } from './check-consent.ts';

const questionSchema = z.object({
  purpose: z.string().regex(/^[a-z0-9-]{1,80}$/),
  person: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
});

const mayCheck = permit('check', 'ConsentCheck', { by: 'connected-system', load: own });

export const consentSystemRoutes: readonly Route[] = [
  get('/api/consent/check', mayCheck, async ({ house, actor, req, res, json }) => {
    const asked = questionSchema.safeParse(req.query);
    if (!asked.success) {
      problem(res, { status: 400, title: 'The question cannot be read', detail: 'Give purpose and person once each: the id of the purpose, and your own reference for the person.' });
      return;
    }
    const checked = await checkConsent(house, actor, { purposeId: asked.data.purpose, reference: asked.data.person });
    if (checked === 'not registered') {
      problem(res, { status: 403, title: 'Not registered for this purpose', detail: 'This system is not registered for the purpose it named.' });
      return;
    }
    json(printed(checked));
  }),
];

function printed(checked: ConsentAnswer): Readonly<Record<string, string | number | null>> {
  return {
    answer: checked.answer,
    since: checked.since?.toISOString() ?? null,
    notice_version: checked.noticeVersion,
    wording: checked.wordingSha256,
  };
}

/** Source: RFC 9457. */
function problem(res: Response, said: { readonly status: number; readonly title: string; readonly detail: string }): void {
  res.status(said.status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', ...said }));
}
