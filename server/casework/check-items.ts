/** Looks over what one system sent before anybody opens it, and lets out what nothing was found in. */

import { checkFile, checkpointOf, isPassed, type Checkpoint, type FileCheck } from '../intake/check-file.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import type { SealingKey } from '../platform/sealing.ts';
import { insertPageChecks } from './item-store.ts';
import { caseKeyScope } from './places.ts';
import { askAgainAfterMinutes } from './quarantine.ts';
import { keepCheck, keepNoAnswer, waitingItems, type WaitingRow } from './quarantine-store.ts';
import { lockCase } from './store.ts';

/** A part ends at the first file after this; the queue gives a job up after 60 s. */
const partBudgetMs = 20_000;

type CheckTools = Pick<Tools, 'database' | 'keys' | 'files' | 'clock' | 'config' | 'log'>;

interface Looked {
  readonly item: WaitingRow;
  readonly check: FileCheck;
}

interface Look {
  readonly looked: readonly Looked[];
  readonly isScannerSilent: boolean;
  /** Some were not looked at even once. */
  readonly isMoreUnseen: boolean;
  /** Some got no answer, now or earlier. */
  readonly isMoreUnanswered: boolean;
}

/** Does nothing for what was let out already, so that a job that runs twice changes nothing. While the scanner is silent it comes back later. */
export async function checkItems(tools: CheckTools, payload: JobPayload<'check-items'>, checkpoint: Checkpoint = checkpointOf(tools.config)): Promise<void> {
  const actor: WorkerActor = { kind: 'worker', job: 'check-items', caseId: payload.caseId };
  const waiting = await asActor(tools.database, actor, (read) => waitingItems(read, payload));
  if (waiting.length === 0) return;
  const key = await tools.keys.keyFor(caseKeyScope(payload.caseId));
  const look = await lookOver(tools, { waiting, key, checkpoint });
  const passed = look.looked.filter(({ check }) => isPassed(check));
  const details = { system: payload.systemId, attempt: payload.attempt, looked: look.looked.length, passed: passed.length, infected: look.looked.filter(({ check }) => check.scan === 'infected').length };
  await recordedChange(tools.database, { actor, action: 'items.check', about: { type: 'Case', id: payload.caseId }, caseId: payload.caseId, details }, async (change) => {
    await lockCase(change, payload.caseId);
    const at = tools.clock.now();
    for (const looked of look.looked) await settle(change, { ...looked, caseId: payload.caseId, at });
    if (look.isScannerSilent) await keepNoAnswer(change, payload, at);
    if (look.isMoreUnseen) await change.enqueue('check-items', payload);
    else if (look.isMoreUnanswered) {
      await change.enqueue('check-items', payload, { startAfter: new Date(at.getTime() + askAgainAfterMinutes * 60_000) });
    }
  });
}

async function lookOver(tools: Pick<Tools, 'files' | 'log'>, { waiting, key, checkpoint }: { readonly waiting: readonly WaitingRow[]; readonly key: SealingKey; readonly checkpoint: Checkpoint }): Promise<Look> {
  const beganAtMs = performance.now();
  const looked: Looked[] = [];
  for (const item of waiting) {
    if (looked.length > 0 && performance.now() - beganAtMs > partBudgetMs) break;
    const check = await lookAt(tools, { item, key, checkpoint });
    looked.push({ item, check });
    // One file may be too much for a scanner that is well; when it is not, every other file would wait as long in vain.
    if (check.scan === 'no answer' && (checkpoint.scanner === null || !(await checkpoint.scanner.isThere()))) return { looked, isScannerSilent: true, isMoreUnseen: false, isMoreUnanswered: true };
  }
  const later = waiting.slice(looked.length);
  return { looked, isScannerSilent: false, isMoreUnseen: later.some(({ scan }) => scan === 'waiting'), isMoreUnanswered: later.length > 0 || looked.some(({ check }) => check.scan === 'no answer') };
}

interface LookAt {
  readonly item: WaitingRow;
  readonly key: SealingKey;
  readonly checkpoint: Checkpoint;
}

/** A file that cannot be read back keeps no other from being looked at; it got no answer. */
async function lookAt(tools: Pick<Tools, 'files' | 'log'>, { item, key, checkpoint }: LookAt): Promise<FileCheck> {
  try {
    return await checkFile(checkpoint, { mediaType: item.media_type, byteCount: item.byte_count, open: () => tools.files.read(key, item.original_file_id) });
  } catch (error) {
    tools.log.fault('a file could not be looked over', error, { item: item.id });
    return { scan: 'no answer', foundType: null, isOtherType: false, refusedBecause: null };
  }
}

async function settle(change: Change, { item, check, caseId, at }: Looked & { readonly caseId: string; readonly at: Date }): Promise<void> {
  const { scan, foundType, isOtherType, refusedBecause } = check;
  // No archive is refused by name before the scanner has spoken: until then it is in quarantine like any other.
  const isLetOut = scan === 'clean' || scan === 'not scanned';
  const state = !isLetOut ? 'in quarantine' : refusedBecause === null ? 'collected' : 'refused';
  const isKept = await keepCheck(change, { itemId: item.id, scan, foundType, isOtherType, state, refusedBecause: isLetOut ? refusedBecause : null, at });
  if (!isKept || !item.is_kept) return;
  if (state === 'collected') await change.enqueue('suggest-marks', { caseId, itemId: item.id });
  if (state === 'refused' && refusedBecause !== null) await insertPageChecks(change, caseId, [{ itemId: item.id, page: 1, why: refusedBecause }]);
}
