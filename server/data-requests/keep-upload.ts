/** Keeps one uploaded file, sealed as it comes in, until the service sends its answer or takes the file away. */

import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { asActor } from '../platform/database.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { sealText, unsealText } from '../platform/sealing.ts';
import { fileNamePlace, replyLimits, type DataRequest } from './data-request.ts';
import { deleteReplyFile, insertReplyFile, replyFilesOf, type ReplyFileRow } from './link-store.ts';
import { NothingToDo, unlessNothingToDo } from './nothing-to-do.ts';
import { stillOpen, type Answering } from './send-reply.ts';

type UploadTools = Pick<Tools, 'database' | 'keys' | 'clock' | 'files'>;

export interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Why a file was not kept; the others are. Each has its sentence under `reply.files.refused`. */
export type UploadProblem = 'too-large' | 'too-many' | 'too-much' | 'empty';

export interface KeptUpload {
  readonly id: string;
  readonly name: string;
  readonly byteCount: number;
}

/** Null when it was kept, or was there already. What is refused is read to its end, so that the files behind it can come. */
export async function keepUpload(tools: UploadTools, actor: Answering, { dataRequest, upload }: { readonly dataRequest: DataRequest; readonly upload: Upload }): Promise<UploadProblem | null> {
  const { id, caseId } = dataRequest;
  const before = await asActor(tools.database, actor, (read) => replyFilesOf(read, id));
  // Asked again where it counts, in the change: this spares what is refused from being written.
  const isFull = problemWith(before, 1);
  if (isFull !== null) return drained(upload, isFull);
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const file = await tools.files.write(key, limited(upload.bytes)).catch(unlessTooLarge);
  if (file === null) return 'too-large';
  try {
    const isKept = file.byteCount > 0 && (await unlessNothingToDo(keepRow(tools, actor, { dataRequest, upload, file }))) === true;
    if (!isKept) await tools.files.remove(file.fileId);
    return file.byteCount === 0 ? 'empty' : null;
  } catch (error) {
    await tools.files.remove(file.fileId);
    if (error instanceof Refused) return error.problem;
    throw error;
  }
}

function problemWith(before: readonly ReplyFileRow[], moreBytes: number): 'too-many' | 'too-much' | null {
  if (before.length >= replyLimits.files) return 'too-many';
  const bytesBefore = before.reduce((sum, file) => sum + file.byte_count, 0);
  return bytesBefore + moreBytes > replyLimits.allBytes ? 'too-much' : null;
}

/** Thrown inside the change to undo it: others sent at the same moment have filled what there is room for. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: UploadProblem;

  constructor(problem: UploadProblem) {
    super('there is no room for an uploaded file');
    this.problem = problem;
  }
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0;
  for await (const part of bytes) {
    count += part.byteLength;
    if (count <= replyLimits.fileBytes) yield part;
  }
  if (count > replyLimits.fileBytes) throw new TooLarge('an uploaded file passed the limit');
}

function unlessTooLarge(error: unknown): null {
  if (error instanceof TooLarge) return null;
  throw error;
}

async function drained({ bytes }: Upload, problem: UploadProblem): Promise<UploadProblem> {
  for await (const part of bytes) void part;
  return problem;
}

interface KeepRow {
  readonly dataRequest: DataRequest;
  readonly upload: Upload;
  readonly file: { readonly fileId: string; readonly byteCount: number; readonly sha256: string };
}

async function keepRow(tools: UploadTools, actor: Answering, { dataRequest, upload, file }: KeepRow): Promise<boolean> {
  const { id: dataRequestId, caseId } = dataRequest;
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const id = newId();
  return recordedChange(tools.database, { actor, action: 'reply-file.keep', about: { type: 'DataRequest', id: dataRequestId }, caseId, details: { bytes: file.byteCount, sha256: file.sha256 } }, async (change) => {
    await stillOpen(change, actor, dataRequestId);
    const before = await replyFilesOf(change.write, dataRequestId);
    if (before.some(({ content_sha256: sha256 }) => sha256 === file.sha256)) throw new NothingToDo('the same bytes are there already');
    const problem = problemWith(before, file.byteCount);
    if (problem !== null) throw new Refused(problem);
    return insertReplyFile(change, {
      id, data_request_id: dataRequestId, case_id: caseId, file_id: file.fileId, sealed_name: sealText(key, fileNamePlace(id), upload.name.slice(0, 200)),
      media_type: upload.mediaType.slice(0, 150), byte_count: file.byteCount, content_sha256: file.sha256, uploaded_at: tools.clock.now(),
    });
  });
}

/** In the order they came. */
export async function uploadsOf(tools: UploadTools, actor: Answering, { id, caseId }: Pick<DataRequest, 'id' | 'caseId'>): Promise<readonly KeptUpload[]> {
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const rows = await asActor(tools.database, actor, (read) => replyFilesOf(read, id));
  return rows.map((row) => ({ id: row.id, name: unsealText(key, fileNamePlace(row.id), row.sealed_name), byteCount: row.byte_count }));
}

/** Pressed twice, it does nothing more. */
export async function removeUpload(tools: UploadTools, actor: Answering, { dataRequest, fileId }: { readonly dataRequest: DataRequest; readonly fileId: string }): Promise<void> {
  const { id, caseId } = dataRequest;
  const removed = await unlessNothingToDo(recordedChange(tools.database, { actor, action: 'reply-file.remove', about: { type: 'DataRequest', id }, caseId }, async (change) => {
    await stillOpen(change, actor, id);
    const known = await deleteReplyFile(change, id, fileId);
    if (known === null) throw new NothingToDo('no such file any more');
    return known;
  }));
  if (removed !== null) await tools.files.remove(removed);
}
