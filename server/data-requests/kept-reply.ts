/** Opens what a contact was given to search with, what they asked and were answered, and how much they have uploaded. */

import type { Exchange, LookFor } from '../../client/views/data-requests/reply.ts';
import type { ServiceContactActor, StaffActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealJson, unsealText } from '../platform/sealing.ts';
import { answerPlace, answerSchema, askedPlace, askedSchema, questionPlace, replyPlace, type Answer, type Asked, type DataRequest } from './data-request.ts';
import { replyFilesOf } from './link-store.ts';
import { questionsOf, sealedOf } from './store.ts';

export interface KeptReply {
  readonly lookFor: LookFor;
  readonly exchanges: readonly Exchange[];
  readonly fileCount: number;
  /** Null until it is answered. */
  readonly answer: Answer | null;
}

/** @throws Error when the reader may not see the data request; whoever calls has found it before */
export async function keptReply(tools: Pick<Tools, 'database' | 'keys'>, actor: ServiceContactActor | StaffActor, { id, caseId }: Pick<DataRequest, 'id' | 'caseId'>): Promise<KeptReply> {
  const key = await tools.keys.keyFor(`case:${caseId}`);
  const { sealed, questions, files } = await asActor(tools.database, actor, async (read) => ({ sealed: await sealedOf(read, id), questions: await questionsOf(read, id), files: await replyFilesOf(read, id) }));
  if (sealed === null) throw new Error('a data request that was found is there no longer');
  return {
    lookFor: lookForOf(unsealJson(key, askedPlace(id), { sealed: sealed.asked, schema: askedSchema })),
    exchanges: questions.map((row) => ({
      question: unsealText(key, questionPlace(row.id), row.sealed_question),
      reply: row.sealed_reply === null ? null : unsealText(key, replyPlace(row.id), row.sealed_reply),
    })),
    fileCount: files.length,
    answer: sealed.answer === null ? null : unsealJson(key, answerPlace(id), { sealed: sealed.answer, schema: answerSchema }),
  };
}

function lookForOf({ names, addresses, ...asked }: Asked): LookFor {
  return {
    ...asked,
    names: names.map(({ given, family }) => `${given} ${family}`),
    addresses: addresses.map(({ lines, postcode }) => [...lines, postcode].join(', ')),
  };
}
