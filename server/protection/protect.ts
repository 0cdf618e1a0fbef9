/** Marks a person as protected: their data is answered by an officer only, and their cases open to named handlers. */

import type { WorkerActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText } from '../platform/sealing.ts';
import { holdFiling, insertProtection, restrictCasesOf } from './store.ts';

export interface Protecting {
  readonly dataSubjectId: string;
  /** Sealed; seen by the safeguarding role alone. */
  readonly reason: string;
  readonly setBy: string;
}

const actor: WorkerActor = { kind: 'worker', job: 'protect', caseId: null };

/** From the moment of this change no case about the person is open to those who handle ordinary ones. */
export async function protect(tools: Tools, { dataSubjectId, reason, setBy }: Protecting): Promise<void> {
  const key = await tools.keys.keyFor(`subject:${dataSubjectId}`);
  const sealed = sealText(key, { table: 'protections', column: 'sealed_reason', id: dataSubjectId }, reason);
  await recordedChange(tools.database, { actor, action: 'protection.set', about: { type: 'data-subject', id: dataSubjectId } }, async (change) => {
    await holdFiling(change, dataSubjectId);
    await insertProtection(change, { data_subject_id: dataSubjectId, sealed_reason: sealed, set_by: setBy });
    for (const caseId of await restrictCasesOf(change, dataSubjectId)) {
      change.alsoRecord({ action: 'case.restrict', about: { type: 'Case', id: caseId }, caseId });
    }
  });
}
