/** Takes what a contact has sent into the case, by the way of everything that is collected. */

import { findCase } from '../casework/find-case.ts';
import { keepReply, type ReplyKept } from '../casework/wait-for-service.ts';
import type { DocumentItem } from '../connected-systems/connector.ts';
import { withContents } from '../connected-systems/files/document-contents.ts';
import { mediaTypeByName, unknownMediaType } from '../connected-systems/files/media-types.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { unsealJson, unsealText, type SealingKey } from '../platform/sealing.ts';
import { askedPlace, askedSchema, fileNamePlace, identifiersIn, sentByContact, type DataRequest } from './data-request.ts';
import { deleteReplyFile, replyFilesOf, type ReplyFileRow } from './link-store.ts';
import { NothingToDo, unlessNothingToDo } from './nothing-to-do.ts';
import { findDataRequest, sealedOf, settleReply } from './store.ts';

type TakeTools = Pick<Tools, 'database' | 'keys' | 'files' | 'clock'>;

/** Run twice, it keeps everything once. */
export async function takeReply(tools: TakeTools, { caseId, dataRequestId }: JobPayload<'take-reply'>): Promise<void> {
  const actor: WorkerActor = { kind: 'worker', job: 'take-reply', caseId };
  const { found, dataRequest, sealed, files } = await asActor(tools.database, actor, async (read) => ({
    found: await findCase(read, caseId), dataRequest: await findDataRequest(read, dataRequestId), sealed: await sealedOf(read, dataRequestId), files: await replyFilesOf(read, dataRequestId),
  }));
  if (dataRequest?.state !== 'answered' || sealed === null) return;
  const isOver = found === null || found.closedAt !== null;
  const kept = isOver ? 'not wanted' : await keep(tools, dataRequest, { sealedAsked: sealed.asked, files });
  // What is not wanted may be the only copy there is: it stays, and its officer is told of it.
  await settle(tools, actor, { dataRequest, kept, files: kept === 'not wanted' ? [] : files });
}

async function keep(tools: TakeTools, { id, caseId, systemId, attempt, outcome }: DataRequest, { sealedAsked, files }: { readonly sealedAsked: Buffer; readonly files: readonly ReplyFileRow[] }): Promise<ReplyKept> {
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const asked = unsealJson(key, askedPlace(id), { sealed: sealedAsked, schema: askedSchema });
  return keepReply(tools, { caseId, systemId, attempt, asked: identifiersIn(asked, systemId) }, documentsOf(tools, key, outcome === 'held' ? files : []));
}

/** One is opened after another, so that what messages and archives carry is not held all at once. */
async function* documentsOf(tools: Pick<Tools, 'files'>, key: SealingKey, files: readonly ReplyFileRow[]): AsyncGenerator<DocumentItem, void, undefined> {
  for (const file of files) yield await documentOf(tools, key, file);
}

function documentOf(tools: Pick<Tools, 'files'>, key: SealingKey, file: ReplyFileRow): Promise<DocumentItem> {
  const title = unsealText(key, fileNamePlace(file.id), file.sealed_name);
  return withContents({
    kind: 'document',
    reference: file.id,
    collection: sentByContact,
    title,
    heldOn: null,
    mediaType: mediaTypeOf(title, file.media_type),
    byteLength: file.byte_count,
    peopleNamed: [],
    open: () => tools.files.read(key, file.file_id),
  });
}

/** Browsers call a message or an archive whatever their machine does; its name says what to open it as. */
function mediaTypeOf(name: string, saidByBrowser: string): string {
  const byName = mediaTypeByName(name);
  return byName === unknownMediaType ? saidByBrowser : byName;
}

interface Settle {
  readonly dataRequest: DataRequest;
  readonly kept: ReplyKept;
  /** The case has its own copies of these by now; a file that nothing knows of any more would be swept in time as well. */
  readonly files: readonly ReplyFileRow[];
}

async function settle(tools: TakeTools, actor: WorkerActor, { dataRequest: { id, caseId }, kept, files }: Settle): Promise<void> {
  const record = { actor, action: 'reply.settle', about: { type: 'DataRequest', id }, caseId, details: { files: files.length, kept } };
  const dropped = await unlessNothingToDo(recordedChange(tools.database, record, async (change) => {
    if (!(await settleReply(change, id, tools.clock.now()))) throw new NothingToDo('another worker settled it');
    const ids: (string | null)[] = [];
    for (const file of files) ids.push(await deleteReplyFile(change, id, file.id));
    return ids.filter((fileId) => fileId !== null);
  }));
  for (const fileId of dropped ?? []) await tools.files.remove(fileId);
}
