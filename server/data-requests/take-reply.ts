/** Takes what a contact has sent into the case, by the way of everything that is collected. */

import { keepReply } from '../casework/wait-for-service.ts';
import type { DocumentItem } from '../connected-systems/connector.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { unsealJson, unsealText, type SealingKey } from '../platform/sealing.ts';
import { askedPlace, askedSchema, fileNamePlace, identifiersIn, sentByContact } from './data-request.ts';
import { deleteReplyFile, replyFilesOf, type ReplyFileRow } from './link-store.ts';
import { findDataRequest, sealedOf } from './store.ts';

type TakeTools = Pick<Tools, 'database' | 'keys' | 'files' | 'clock'>;

/** Run twice, it keeps everything once. */
export async function takeReply(tools: TakeTools, { caseId, dataRequestId }: JobPayload<'take-reply'>): Promise<void> {
  const actor: WorkerActor = { kind: 'worker', job: 'take-reply', caseId };
  const { dataRequest, sealed, files } = await asActor(tools.database, actor, async (read) => ({
    dataRequest: await findDataRequest(read, dataRequestId), sealed: await sealedOf(read, dataRequestId), files: await replyFilesOf(read, dataRequestId),
  }));
  if (dataRequest?.state !== 'answered' || sealed === null) return;
  const { systemId, attempt, outcome } = dataRequest;
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const asked = unsealJson(key, askedPlace(dataRequestId), { sealed: sealed.asked, schema: askedSchema });
  const documents = outcome === 'held' ? files.map((file) => documentOf(tools, key, file)) : [];
  await keepReply(tools, { caseId, systemId, attempt, asked: identifiersIn(asked, systemId) }, documents);
  await dropUploads(tools, actor, { caseId, dataRequestId, files });
}

function documentOf(tools: Pick<Tools, 'files'>, key: SealingKey, file: ReplyFileRow): DocumentItem {
  return {
    kind: 'document',
    reference: file.id,
    collection: sentByContact,
    title: unsealText(key, fileNamePlace(file.id), file.sealed_name),
    heldOn: null,
    mediaType: file.media_type,
    byteLength: file.byte_count,
    peopleNamed: [],
    attachments: [],
    open: () => tools.files.read(key, file.file_id),
  };
}

/** The case has its own copies by now; a file that nothing knows of any more would be swept in time as well. */
async function dropUploads(tools: TakeTools, actor: WorkerActor, { caseId, dataRequestId, files }: { readonly caseId: string; readonly dataRequestId: string; readonly files: readonly ReplyFileRow[] }): Promise<void> {
  if (files.length === 0) return;
  const dropped = await recordedChange(tools.database, { actor, action: 'reply-file.drop', about: { type: 'DataRequest', id: dataRequestId }, caseId, details: { files: files.length } }, async (change) => {
    const ids: (string | null)[] = [];
    for (const { id } of files) ids.push(await deleteReplyFile(change, dataRequestId, id));
    return ids.filter((id) => id !== null);
  });
  for (const fileId of dropped) await tools.files.remove(fileId);
}
