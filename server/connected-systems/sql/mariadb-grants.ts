/** Reads what MariaDB or MySQL says an account may do. */

/** The only ones that change nothing. Whatever is not here could write, and so could what a later version invents. */
const readingAlone: ReadonlySet<string> = new Set(['USAGE', 'SELECT', 'SHOW VIEW', 'SHOW DATABASES']);

/** Whether an account with these lines of `show grants` can read and nothing else. */
export function isReadingAlone(grants: readonly string[]): boolean {
  return grants.length > 0 && grants.every((grant) => isRoleGrant(grant) || privilegesOf(grant).every((privilege) => readingAlone.has(privilege)));
}

/** The roles it may take on, quoted as the server quotes them. */
export function rolesIn(grants: readonly string[]): readonly string[] {
  return grants.flatMap((grant) => {
    const [, roles] = roleGrant.exec(grant) ?? [];
    return roles === undefined || isDefaultRole(grant) ? [] : (roles.match(quotedName) ?? []);
  });
}

const roleGrant = /^GRANT ((?:[`'"][^`'"]+[`'"](?:@[`'"][^`'"]*[`'"])?,? ?)+) TO /;
const quotedName = /[`'"][^`'"]+[`'"](?:@[`'"][^`'"]*[`'"])?/g;

/** A role that may be handed on is more than reading. */
function isRoleGrant(grant: string): boolean {
  return isDefaultRole(grant) || (roleGrant.test(grant) && !/ WITH (ADMIN|GRANT) OPTION/.test(grant));
}

function isDefaultRole(grant: string): boolean {
  return grant.startsWith('SET DEFAULT ROLE ');
}

function privilegesOf(grant: string): readonly string[] {
  const [, named] = /^GRANT (.+?) ON .+ TO /.exec(grant) ?? [];
  if (named === undefined || / WITH .*GRANT OPTION/.test(grant)) return ['something unknown'];
  return named.replace(/ \([^)]*\)/g, '').split(', ');
}
