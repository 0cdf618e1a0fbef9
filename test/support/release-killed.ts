/** Releases small answers by processes that are killed at any moment, and watches that nothing half released is ever seen. */

import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beginAnswer } from '../../server/disclosure/build-answer.ts';
import { anApprovedCase, aSourceItem, withMark, type ApprovedCase, type Council } from './release.ts';
import type { ChildOrder } from './release-child.ts';

const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './release-child.ts' : './release-child.js', import.meta.url));

const items = [
  ...Array.from({ length: 4 }, (_, index) => withMark(aSourceItem({ heldOn: `2024-05-0${String(index + 1)}`, pages: ['Told to Marguerite Okonjo on a visit.'] }), 'Marguerite Okonjo')),
  aSourceItem({ kind: 'record', mediaType: 'application/json', title: 'Account', pages: ['Band: C\nNote: paid'] }),
  aSourceItem({ mediaType: 'message/rfc822', title: 'E-mail', pages: ['See you on Tuesday.'] }),
];

export interface KillsWanted {
  readonly kills: number;
  /** Gives the moments: a failure is looked for again with the seed it had. */
  readonly seed: string;
}

export interface KillCount {
  /** Runs that were ended by the kill; fewer than were wanted when too many came to their end before it. */
  readonly kills: number;
  readonly releases: number;
  /** Moments at which an answer could be seen that was not whole. */
  readonly halfSeen: number;
}

/** So many runs are begun for each kill that is wanted, and no more. */
const runsForAKill = 4;

/** Kills as often as asked, beginning a new release whenever one came through, and lets the last one come to its end.
 *  @throws when a release does not come to its end. */
export async function releaseThroughKills(council: Council, { kills: wanted, seed }: KillsWanted): Promise<KillCount> {
  let [kills, runs, releases, halfSeen] = [0, 0, 0, 0];
  const isEnough = (): boolean => kills >= wanted || runs >= wanted * runsForAKill;
  for (;;) {
    const approved = await anApprovedCase(council, items);
    await beginAnswer({ ...council.tools, source: approved.source }, approved);
    for (; !isEnough() && !(await isReleased(council, approved)); runs += 1) {
      if (await isKilledAfter(momentOf(seed, runs), await start(council, approved))) kills += 1;
      if (!(await isWholeOrUnseen(council, approved))) halfSeen += 1;
    }
    await runToItsEnd(council, approved);
    if (!(await isReleased(council, approved)) || !(await isWholeOrUnseen(council, approved))) throw new Error('a killed release did not come to its end');
    releases += 1;
    if (isEnough()) return { kills, releases, halfSeen };
  }
}

async function start({ place }: Council, { bundle }: ApprovedCase): Promise<ChildProcess> {
  const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send({ place, bundle, items } satisfies ChildOrder);
  await once(child, 'message');
  return child;
}

/** Most of a small release is done within this time. */
const longestLifeMs = 700;

function momentOf(seed: string, run: number): number {
  return createHash('sha256').update(`${seed}/${String(run)}`).digest().readUInt32BE() % longestLifeMs;
}

/** False for a run that came to its end before. @throws for one that ended in any other way. */
async function isKilledAfter(lifeMs: number, child: ChildProcess): Promise<boolean> {
  const ended = once(child, 'exit');
  await Promise.race([ended, pause(lifeMs)]);
  child.kill('SIGKILL');
  await ended;
  const isKilled = child.signalCode === 'SIGKILL';
  if (!isKilled && child.exitCode !== 0) throw new Error('a run failed by itself');
  return isKilled;
}

async function runToItsEnd(council: Council, approved: ApprovedCase): Promise<void> {
  const child = await start(council, approved);
  await once(child, 'exit');
}

async function isReleased({ admin }: Council, { caseId }: ApprovedCase): Promise<boolean> {
  const { rows } = await admin.query('select 1 from disclosures where case_id = $1', [caseId]);
  return rows.length === 1;
}

/** Seen by its one row only when every part is done, every file is there and its seal opens. */
async function isWholeOrUnseen(council: Council, approved: ApprovedCase): Promise<boolean> {
  if (!(await isReleased(council, approved))) return true;
  const { tools, admin } = council;
  const { rows: parts } = await admin.query("select 1 from release_parts where case_id = $1 and state <> 'done'", [approved.caseId]);
  const { rows: files } = await admin.query<{ name: string; file_id: string; byte_count: string }>('select name, file_id, byte_count from answer_files where case_id = $1', [approved.caseId]);
  const key = await tools.keys.keyFor(`case:${approved.caseId}`);
  const lengths = await Promise.all(files.map(async (file) => (await tools.files.readAll(key, file.file_id)).length === Number(file.byte_count)));
  return parts.length === 0 && lengths.every((isWhole) => isWhole) && files.some(({ name }) => name === 'manifest.json') && files.some(({ name }) => name === 'volume-1.pdf');
}
