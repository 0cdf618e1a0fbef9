/** Where a person goes after signing in: always a path of ours, whatever an address says. */

const anyOrigin = 'http://portal.invalid';
const maxLength = 512;

/** The path with its query when it is plainly ours, else `/`. Sign-in pages are never returned to: they would circle. */
export function returnAddress(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > maxLength || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return '/';
  if (!URL.canParse(asked, anyOrigin)) return '/';
  const address = new URL(asked, anyOrigin);
  if (address.origin !== anyOrigin || address.pathname.startsWith('//')) return '/';
  const isDoor = /^\/(?:sign-in|sign-out|signed-out|exit|still-here)(?:\/|$)/i.test(address.pathname);
  return isDoor ? '/' : `${address.pathname}${address.search}`;
}
