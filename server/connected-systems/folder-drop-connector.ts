/** Reads a folder of this machine into which a system drops its files: an extract, documents by person, or documents with an index. */
import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import { filesSystem } from './files/files-system.ts';
import { layoutFrom, layoutSettings } from './files/files-settings.ts';
import { folderSource } from './files/folder-source.ts';

/** `folder`, and the layout of the files in it. */
export const folderKind = connectorKind({
  kind: 'folder',
  settings: z.strictObject({ folder: z.string().min(1), ...layoutSettings }),
  open: ({ folder, ...layout }, context) =>
    filesSystem({
      description: context.description,
      layout: layoutFrom(layout, context),
      openSource: folderSource(folder),
      ...(context.suspended === undefined ? {} : { suspended: context.suspended }),
      ...(context.indexesFolder === undefined ? {} : { indexesFolder: context.indexesFolder }),
    }),
});
