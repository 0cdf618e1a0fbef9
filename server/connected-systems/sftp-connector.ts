/** Reads a folder on an SFTP server: the same layouts as a folder of this machine, over one line to one known host. */
import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import { filesSystem } from './files/files-system.ts';
import { layoutFrom, layoutSettings } from './files/files-settings.ts';
import { sftpSource } from './files/sftp-source.ts';

const settings = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(22),
  username: z.string().min(1),
  password: z.string().min(1).optional(),
  private_key: z.string().min(1).optional(),
  passphrase: z.string().optional(),
  host_key_sha256: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'a host key is written SHA256:… as ssh-keygen -lf prints it'),
  folder: z.string().min(1).default('.'),
  ...layoutSettings,
}).refine(({ password, private_key: privateKey }) => password !== undefined || privateKey !== undefined, 'a password or a private_key is needed');

/** Who the portal is there, which host key it must find, and the layout of the files. */
export const sftpKind = connectorKind({
  kind: 'sftp',
  settings,
  open: ({ host, port, username, password, private_key: privateKey, passphrase, host_key_sha256: hostKeySha256, folder, ...layout }, context) =>
    filesSystem({
      description: context.description,
      layout: layoutFrom(layout, context),
      openSource: sftpSource({
        host, port, username, hostKeySha256, folder,
        rules: context.outgoing,
        ...(password === undefined ? {} : { password }),
        ...(privateKey === undefined ? {} : { privateKey }),
        ...(passphrase === undefined ? {} : { passphrase }),
      }),
      ...(context.suspended === undefined ? {} : { suspended: context.suspended }),
      ...(context.indexesFolder === undefined ? {} : { indexesFolder: context.indexesFolder }),
    }),
});
