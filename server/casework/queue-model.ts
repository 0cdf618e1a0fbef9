/** Gathers what the queue shows: the cases a filter asks for, what blocks each, and whose it is. */

import { z } from 'zod';
import type { QueueModel, QueueRow } from '../../client/views/casework/queue.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { answersBeforeAsking } from '../requests/answers-before-asking.ts';
import { noProgress, stages, whatBlocks, type Case } from './case.ts';
import { progressOf } from './find-case.ts';
import { officerNames } from './officer-names.ts';
import { countUnowned, listCases, queuePageSize } from './store.ts';

/** The filter as it stands in the address: closed words only, so that nobody's words are ever in it. */
export const queueFilterSchema = z.object({
  view: z.enum(['mine', 'unowned', 'all']).catch('mine'),
  stage: z.enum(stages).nullable().catch(null),
  due: z.enum(['any', 'this-week', 'late']).catch('any'),
  team: z.string().max(200).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

export type AskedQueue = z.infer<typeof queueFilterSchema>;

const dayMs = 86_400_000;

export async function queueModel(tools: Pick<Tools, 'keys'>, read: Read, asked: { readonly actor: StaffActor; readonly filter: AskedQueue; readonly teams: readonly string[]; readonly now: Date }): Promise<QueueModel> {
  const { actor, filter, teams, now } = asked;
  const team = teams.find((known) => known === filter.team) ?? null;
  const today = civilDay(now);
  const listed = await listCases(read, { view: filter.view, accountId: actor.accountId, stage: filter.stage, team, approveByOn: lastDayOf(filter.due, now), page: filter.page });
  const cases = listed.slice(0, queuePageSize);
  const progress = await progressOf(read, cases.map(({ id }) => id));
  const names = await officerNames(tools, read, cases.map(({ ownerAccountId }) => ownerAccountId));
  const rows = cases.map((found) => {
    const made = progress.get(found.id) ?? noProgress;
    return {
      found,
      ownerName: names.get(found.ownerAccountId) ?? null,
      isMine: found.ownerAccountId === actor.accountId,
      blocks: whatBlocks(found, made),
      pages: made.pages,
      ageDays: Math.floor((now.getTime() - found.receivedAt.getTime()) / dayMs),
      isLate: isLate(found, today),
    } satisfies QueueRow;
  });
  return { view: filter.view, stage: filter.stage, due: filter.due, team, teams, rows, unownedCount: await countUnowned(read), pageNumber: filter.page, hasNext: listed.length > queuePageSize, answersBefore: actor.roles.includes('ig-manager') ? await answersBeforeAsking(read, now) : null };
}

function isLate({ dueOn, stage }: Case, today: string): boolean {
  return dueOn !== null && dueOn < today && stage !== 'released' && stage !== 'closed';
}

function lastDayOf(due: AskedQueue['due'], now: Date): string | null {
  switch (due) {
    case 'any':
      return null;
    case 'late':
      return civilDay(new Date(now.getTime() - dayMs));
    case 'this-week':
      return civilDay(new Date(now.getTime() + 7 * dayMs));
  }
}
