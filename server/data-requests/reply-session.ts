/** The short session of a service contact: a cookie for the pages under /reply alone, and who is behind it. */

import type { Actor, ServiceContactActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { linkOfSecret, type Secret } from './link-store.ts';
import { hashOfSecret, isSecret } from './reply-link.ts';

/** Of a request, what tells who sent it. */
interface Asking {
  readonly headers: { readonly cookie?: string | undefined };
}

export function isReply(path: string): boolean {
  return path === '/reply' || path.startsWith('/reply/');
}

/** Never sent to any other page of ours, nor along with a link from elsewhere. */
export function replyCookie(isSecure: boolean) {
  return { name: isSecure ? '__Secure-reply' : 'reply', options: { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/reply' } } as const;
}

/** Empty when there is none. */
export function replySecretOf({ headers }: Asking): string {
  const secret = /(?:^|;\s*)(?:__Secure-)?reply=([^;]*)/.exec(headers.cookie ?? '')?.[1] ?? '';
  return isSecret(secret) ? secret : '';
}

/** A visitor, unless the cookie is of a session that is running. */
export async function contactOf(tools: Pick<Tools, 'database' | 'clock'>, asking: Asking): Promise<Actor> {
  const secret = replySecretOf(asking);
  return secret === '' ? { kind: 'visitor' } : ((await contactOfSecret(tools, { of: 'session', secret })) ?? { kind: 'visitor' });
}

export async function contactOfSecret({ database, clock }: Pick<Tools, 'database' | 'clock'>, { of, secret }: { readonly of: Secret['of']; readonly secret: string }): Promise<ServiceContactActor | null> {
  if (!isSecret(secret)) return null;
  const found = await asActor(database, { kind: 'visitor' }, (read) => linkOfSecret(read, { of, hash: hashOfSecret(secret), at: clock.now() }));
  return found === null ? null : { kind: 'service-contact', ...found };
}
