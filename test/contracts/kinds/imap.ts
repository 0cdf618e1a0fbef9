/** The shared mailbox of the invented council, on Dovecot. */

import { ImapFlow } from 'imapflow';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { imapKind } from '../../../server/connected-systems/imap-connector.ts';
import type { SystemDescription } from '../../../server/connected-systems/connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { fillMailbox } from '../../support/council-mailbox.ts';
import type { DovecotServer } from '../../support/real-servers/dovecot.ts';
import { realServer } from '../../support/real-servers/real-servers.ts';
import { openKind, placeOf, urlAt, type KindUnderTest } from './kind-under-test.ts';

const told = { whyHeld: 'To answer what people write.', lawfulBasis: 'Public task', source: 'You', recipients: [], retention: 'Two years' };

export const mailbox: SystemDescription = {
  ...told, key: 'repairs-mailbox', kind: 'mailbox', plainName: 'Repairs mailbox', service: 'Housing', ownerTeam: 'Repairs', sensitivity: 'sensitive', isShownLive: false,
  collections: [{ ...told, key: 'messages', plainName: 'E-mails', isFreeText: true }],
};

export function mailboxSettings(server: DovecotServer, url: string, password = server.password) {
  return { url, user: server.user, password, ca_file: server.certificateFile, part: 'messages' };
}

export const imap: KindUnderTest = {
  name: 'imap',
  kind: imapKind,
  servers: ['dovecot'],
  knows: asSubject('marion-tregenza', { emails: ['marion.tregenza@example.org'] }),
  reference: null,
  ownNumber: null,
  unknown: asSubject('kerensa-vyvyan', { emails: ['kerensa.vyvyan@example.org'] }),
  isOverNetwork: true,
  needsCredential: true,
  breaks: { 'shows a certificate of another authority': 'bad-certificate', 'lacks a folder of the settings': 'bad-answer' },
  start: async () => {
    const server = await realServer('dovecot');
    await filledMailbox();
    const open = (settings: object) => openKind(imapKind, settings, { description: mailbox });
    return {
      place: placeOf(server.url),
      system: ({ place, isWrongCredential } = {}) => open(mailboxSettings(server, urlAt(server.url, place), isWrongCredential === true ? 'wrong' : undefined)),
      broken: async (how) => {
        const { ca_file: _, ...untrusting } = mailboxSettings(server, server.url);
        return { system: open(how.startsWith('lacks') ? { ...mailboxSettings(server, server.url), folders: ['INBOX', 'Gone'] } : untrusting) };
      },
      fingerprint: () => everyMessage(server),
      stop: () => Promise.resolve(), // it is stopped with the others of this run
    };
  },
};

let filling: Promise<DovecotServer> | undefined;

/** The server of this run with the messages in it, put there once. */
export function filledMailbox(): Promise<DovecotServer> {
  filling ??= realServer('dovecot').then(async (server) => {
    await fillMailbox(server);
    return server;
  });
  return filling;
}

/** Every message with its flags, as another client sees it, and the names of the files, which bear the flags too. */
async function everyMessage(server: DovecotServer): Promise<string> {
  const client = new ImapFlow({ host: '127.0.0.1', port: placeOf(server.url).port, secure: true, tls: { ca: readFileSync(server.certificateFile, 'utf8') }, auth: { user: server.user, pass: server.password }, logger: false });
  await client.connect();
  const seen: string[] = [];
  for (const { path, flags: kinds } of await client.list()) {
    if (kinds.has('\\Noselect') || (await client.mailboxOpen(path, { readOnly: true })).exists === 0) continue;
    for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true })) seen.push(`${path} ${String(uid)} ${[...(flags ?? [])].sort().join(' ')}`);
  }
  client.close();
  const files = (await readdir(server.maildir, { recursive: true })).filter((name) => name.includes('.test'));
  return JSON.stringify([seen, files.map((name) => name.split('/').at(-1)).sort()]);
}
