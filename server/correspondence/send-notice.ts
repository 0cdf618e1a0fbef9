/** Sends the neutral notice of one message to the safe contact, once. */

import { createTransport } from 'nodemailer';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Config } from '../platform/config.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { translatorFor } from '../platform/words.ts';
import { noticeStateFor } from './message.ts';
import { readSafeContact } from './safe-contact.ts';
import { findMessage, setNoticeState } from './store.ts';

/** Everything that leaves: the same words for everyone, whatever the message says. */
export interface Notice {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

export interface Post {
  deliver(notice: Notice, id: string): Promise<void>;
}

/** By SMTP where a server is named; else into a folder, for the demonstration. The id makes a repeat recognisable. */
export function openPost(config: Config): Post {
  if (config.smtpUrl !== null) {
    const transport = createTransport(config.smtpUrl, { disableFileAccess: true, disableUrlAccess: true });
    const domain = config.mailFrom.split('@')[1] ?? 'localhost';
    return {
      deliver: async (notice, id) => {
        await transport.sendMail({ ...notice, messageId: `<${id}@${domain}>` });
      },
    };
  }
  const folder = join(config.dataDir, 'outbox');
  return {
    deliver: async (notice, id) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, `${id}.txt`), `To: ${notice.to}\nSubject: ${notice.subject}\n\n${notice.text}\n`, { mode: 0o600 });
    },
  };
}

export function neutralNotice(config: Config, to: string): Notice {
  const t = translatorFor('en');
  const { name, phone, hours, portalAddress } = config.council;
  return {
    to,
    from: config.mailFrom,
    subject: t('messages.notice.subject', { council: name }),
    text: t('messages.notice.text', { council: name, portal: portalAddress, phone, hours }),
  };
}

const actor: WorkerActor = { kind: 'worker', job: 'send-notice', caseId: null };

/** Run again after a crash, it sends at most once more, under the same message id. */
export async function sendNotice(tools: Tools, post: Post, messageId: string): Promise<void> {
  const waiting = await asActor(tools.database, actor, async (read) => {
    const message = await findMessage(read, messageId);
    return message?.notice_state === 'waiting' ? { contact: await readSafeContact(tools, read, message.account_id) } : null;
  });
  if (waiting === null) return;
  const state = noticeStateFor(waiting.contact);
  if (waiting.contact !== null && state === 'waiting') await post.deliver(neutralNotice(tools.config, waiting.contact.value), messageId);
  const to = state === 'waiting' ? 'sent' : state;
  await recordedChange(tools.database, { actor, action: 'notice.settle', about: { type: 'message', id: messageId }, details: { notice: to } }, async (change) => {
    await setNoticeState(change, messageId, { from: 'waiting', to, at: tools.clock.now() });
  });
}
