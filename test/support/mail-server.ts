/** A real mail server on this machine, which keeps what it is sent and refuses whom it is told to. */

import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { gathered } from '../../server/platform/gathered.ts';

export interface MailServer {
  /** For SMTP_URL. */
  readonly url: string;
  /** In the order they came, and read as a mail program reads them. */
  readonly received: readonly Email[];
  /** Addresses that it refuses for good, or for now. */
  readonly refuses: Map<string, 550 | 451>;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const received: Email[] = [];
  const refuses = new Map<string, 550 | 451>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const code = refuses.get(address);
      done(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    onData: (stream, _session, done) => {
      gathered(stream).then((bytes) => PostalMime.parse(bytes)).then((email) => { received.push(email); done(); }, (error: unknown) => { done(error instanceof Error ? error : new Error('unreadable')); });
    },
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    refuses,
    close: () => new Promise((resolve) => { server.close(resolve); }),
  };
}
