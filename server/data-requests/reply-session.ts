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

/** Empty when there is none, or more than one: of two, one was set by somebody else, and nobody can tell which. */
export function replySecretOf({ headers }: Asking, { isSecure }: { readonly isSecure: boolean }): string {
  const before = `${replyCookie(isSecure).name}=`;
  const named = (headers.cookie ?? '').split(';').map((each) => each.trim()).filter((each) => each.startsWith(before));
  const [secret = ''] = named.map((each) => each.slice(before.length));
  return named.length === 1 && isSecret(secret) ? secret : '';
}

/** A visitor, unless the cookie is of a session that is running. */
export async function contactOf(tools: Pick<Tools, 'config' | 'database' | 'clock'>, asking: Asking): Promise<Actor> {
  const secret = replySecretOf(asking, tools.config);
  return secret === '' ? { kind: 'visitor' } : ((await contactOfSecret(tools, { of: 'session', secret })) ?? { kind: 'visitor' });
}

export async function contactOfSecret({ database, clock }: Pick<Tools, 'database' | 'clock'>, { of, secret }: { readonly of: Secret['of']; readonly secret: string }): Promise<ServiceContactActor | null> {
  if (!isSecret(secret)) return null;
  const found = await asActor(database, { kind: 'visitor' }, (read) => linkOfSecret(read, { of, hash: hashOfSecret(secret), at: clock.now() }));
  return found === null ? null : { kind: 'service-contact', ...found };
}
