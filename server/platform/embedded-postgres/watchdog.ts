/** Stops the database server when we are gone without having stopped it ourselves. */

import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Account } from './account.ts';
import type { RunningServer } from './running-server.ts';

/** Waits for the end of its input, which comes when our process dies in whatever way; then a fast shutdown. */
const stopWhenOrphaned = 'read -r never; kill -INT "$1" 2>/dev/null';

/** The same, and the files go too once the server has let go of them, or after 5 s: a dead process nobody reaps still answers. */
const removeWhenOrphaned =
  'read -r never; kill -QUIT "$1" 2>/dev/null; n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.05; n=$((n+1)); done; rm -rf -- "$2"';

export interface Watched {
  readonly server: RunningServer;
  readonly account: Account;
  /** Removed after the server has stopped; for throwaway databases. */
  readonly folderToRemove?: string;
}

/** A shell holding the other end of a pipe of ours. Call the answer to dismiss it. */
export function watchOver({ server, account, folderToRemove }: Watched): () => void {
  const script = folderToRemove === undefined ? stopWhenOrphaned : removeWhenOrphaned;
  const shell = spawn('/bin/sh', ['-c', script, 'fairsight-watchdog', String(server.pid), folderToRemove ?? ''], {
    ...(folderToRemove === undefined ? account : null),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined); // without a shell there is no watchdog, and the server still stops with us
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => {
    shell.kill('SIGKILL');
  };
}
