/** Receives files as they come, one after another, from somebody who was let in already. */

import type { Request, Response } from 'express';
import multer from 'multer';
import type { StorageEngine } from 'multer';
import type { Tools } from '../platform/house.ts';
import { postedFields, type Posted } from '../platform/forms.ts';
import { giveTime } from '../platform/slow-bodies.ts';
import type { DataRequest } from './data-request.ts';
import { replyLimits } from './data-request.ts';
import { keepUpload, type UploadProblem } from './keep-upload.ts';
import type { Answering } from './send-reply.ts';
import { shownName } from './shown-name.ts';

export interface Receiving {
  readonly tools: Tools;
  readonly actor: Answering;
  readonly dataRequest: DataRequest;
  /** Asked with the fields that came before the first file: they stand first in the form. */
  readonly isOurs: (posted: Posted) => boolean;
}

export interface RefusedUpload {
  readonly name: string;
  readonly why: UploadProblem;
}

/** A write whose form was not ours, or is of a session that has ended. */
export class ForgedUpload extends Error {
  readonly status = 403;
  override readonly name = 'ForgedUpload';
}

/** Those that were not kept; all others were. What came before a fault stays kept. @throws ForgedUpload */
export async function receiveFiles(req: Request, res: Response, receiving: Receiving): Promise<readonly RefusedUpload[]> {
  giveTime(req, res);
  const refused: RefusedUpload[] = [];
  let before: Promise<void> = Promise.resolve();
  const storage: StorageEngine = {
    // One after another, so that they stay in the order they were chosen in; whoever sends them waits meanwhile.
    _handleFile: (asking, file, done) => {
      before = before.then(() => takeOne(asking, file, { receiving, refused }));
      before.then(() => { done(null, {}); }, (error: unknown) => { done(error); });
    },
    _removeFile: (_asking, _file, done) => { done(null); },
  };
  const receive = multer({ storage, defParamCharset: 'utf8', limits: { files: replyLimits.files, fileSize: 10 * replyLimits.fileBytes, fields: 20, fieldSize: 10_000 } }).array('files');
  await new Promise<void>((resolve, reject) => {
    receive(req, res, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('the files could not be received', { cause: error }));
    });
  });
  if (!receiving.isOurs(postedFields(req.body))) throw new ForgedUpload('no token of ours');
  return refused;
}

interface Taking {
  readonly receiving: Receiving;
  readonly refused: RefusedUpload[];
}

async function takeOne(req: Request, file: Express.Multer.File, { receiving, refused }: Taking): Promise<void> {
  const { tools, actor, dataRequest, isOurs } = receiving;
  if (!isOurs(postedFields(req.body))) {
    file.stream.resume();
    throw new ForgedUpload('no token of ours');
  }
  const why = await keepUpload(tools, actor, { dataRequest, upload: { name: shownName(file.originalname), mediaType: file.mimetype, bytes: file.stream } });
  if (why !== null) refused.push({ name: shownName(file.originalname), why });
}
