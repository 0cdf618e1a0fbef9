/** Chooses the operating-system account the database server runs as, since PostgreSQL refuses to run as root. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { OneSentence } from '../one-sentence.ts';

/** `null` where the server simply runs as whoever started us. */
export type Account = { readonly uid: number; readonly gid: number } | null;

const unprivilegedAccounts = ['postgres', 'nobody'] as const;

/** The account to run the server as: our own, unless we are root. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const name of unprivilegedAccounts) {
    const [, , uid, gid] = lines.find(([login]) => login === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new OneSentence('Started as root, the embedded PostgreSQL needs an account named postgres or nobody, and this machine has neither.');
}

/** Whether the account can enter a folder and write in it, every folder above it included. */
export function canWriteIn(folder: string, account: Account): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'cd / && test -w "$1" && test -x "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' });
  return asked.status === 0;
}
