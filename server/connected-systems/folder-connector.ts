/** Reads a folder of documents that two CSV files index: who there is, and which document is about whom. */
import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import type { ConnectedSystem, SystemDescription } from './connector.ts';
import { filesSystem } from './files/files-system.ts';
import { folderSource } from './files/folder-source.ts';

export interface FolderSystemSettings {
  readonly description: SystemDescription;
  readonly folder: string;
  readonly suspended?: { readonly sinceOn: string };
}

/** A folder of documents with two indexes beside them. */
export const folderIndexKind = connectorKind({
  kind: 'folder-with-index',
  settings: z.strictObject({ folder: z.string().min(1) }),
  open: ({ folder }, { description, suspended }) => folderConnector({ description, folder, ...(suspended === undefined ? {} : { suspended }) }),
});

/** A connected system whose content is files in a folder, read where they lie and never written. */
export function folderConnector({ folder, ...settings }: FolderSystemSettings): ConnectedSystem {
  return filesSystem({ ...settings, openSource: folderSource(folder), layout: { isIndexed: true, extract: null, documents: null, expectedEveryDays: null } });
}
