/** The door at which anyone gets the key that checks an answer. */

import { open, get, type Route } from '../platform/permit.ts';
import { publishedKey, signingKeyFrom } from './signing-key.ts';
import { signingSeed } from './signing-seed.ts';

export const publicKeyRoute: Route = get('/help/answer-key.pem', open('anyone may check an answer'), async ({ house, res }) => {
  const key = publishedKey(signingKeyFrom(await signingSeed(house.config)));
  res.setHeader('Content-Disposition', 'attachment; filename="answer-key.pem"');
  res.type('application/x-pem-file').send(key);
});
