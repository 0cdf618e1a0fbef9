/** The addresses at which another council system asks whether a person agreed. */
import { get, own, permit, type Route } from '../platform/permit.ts';
import { mediaTypeOf, replyToCheck } from './reply-to-check.ts';

/** Listed and guarded like every route; in the web process `check-door.ts` stands before it and answers the same, faster. */
export const consentSystemRoutes: readonly Route[] = [
  get('/api/consent/check', permit('check', 'ConsentCheck', { by: 'connected-system', load: own }), async ({ house, actor, req, res }) => {
    const reply = await replyToCheck(house, actor, req.query);
    res.status(reply.status).type(mediaTypeOf(reply)).send(reply.body);
  }),
];
