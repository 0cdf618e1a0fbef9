/** Makes the database files once, with passwords of their own. */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from './account.ts';
import { program } from './binaries.ts';
import { diskIsFull, OneSentence, saysDiskIsFull } from '../one-sentence.ts';

export interface Cluster {
  readonly binaries: string;
  readonly account: Account;
  /** The folder PostgreSQL calls its data directory. */
  readonly files: string;
  readonly superuserPassword: string;
  readonly adminPassword: string;
}

interface Making {
  readonly dataFolder: string;
  readonly place: string;
  readonly binaries: string;
  readonly account: Account;
}

/** Whether a cluster was ever made for this data folder. */
export function hasPasswords(dataFolder: string): boolean {
  return existsSync(superuserPasswordFile(dataFolder));
}

function superuserPasswordFile(dataFolder: string): string {
  return path.join(dataFolder, 'secrets', 'postgres-superuser');
}

/** The cluster of a place, made on first use. */
export function clusterIn({ dataFolder, place, binaries, account }: Making): Cluster {
  const secrets = path.join(dataFolder, 'secrets');
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  const cluster: Cluster = {
    binaries,
    account,
    files: path.join(place, 'files'),
    superuserPassword: rememberedSecret(superuserPasswordFile(dataFolder)),
    adminPassword: rememberedSecret(path.join(secrets, 'postgres-admin')),
  };
  if (!existsSync(path.join(cluster.files, 'PG_VERSION'))) initialise(cluster, place);
  return cluster;
}

function rememberedSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

/** Made under another name and then renamed, so that files half made are never taken for a database. */
function initialise(cluster: Cluster, place: string): void {
  const unfinished = path.join(place, 'files.unfinished');
  const passwordFile = path.join(place, 'password');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(cluster.files, { recursive: true, force: true });
  writeFileSync(passwordFile, cluster.superuserPassword, { mode: 0o600 });
  try {
    if (cluster.account !== null) chownSync(passwordFile, cluster.account.uid, cluster.account.gid);
    runInitdb(cluster, unfinished, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster.files);
}

function runInitdb(cluster: Cluster, files: string, passwordFile: string): void {
  const options = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
  const made = spawnSync(program(cluster.binaries, 'initdb'), ['--pgdata', files, '--pwfile', passwordFile, ...options], {
    ...cluster.account,
    cwd: '/',
    encoding: 'utf8',
  });
  if (made.status === 0) return;
  const told = `${made.stdout}\n${made.stderr}`;
  if (saysDiskIsFull(told)) throw new OneSentence(diskIsFull);
  const lastLine = made.stderr.trim().split('\n').find((line) => line.includes('error:')) ?? '';
  throw new OneSentence(`The embedded PostgreSQL could not make its files: ${lastLine.replace(/^initdb: error: /, '')}.`);
}
