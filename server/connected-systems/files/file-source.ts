/** Where files lie that a connector reads: a folder of this machine, or one at the other end of a line. Nothing is ever written. */
import type { Asking } from '../connector.ts';

export interface SourceEntry {
  /** From the root of the source, parts between slashes. */
  readonly path: string;
  readonly name: string;
  /** `other` is a link, a device, a socket: named and never followed. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly byteLength: number;
  readonly modifiedAt: Date;
}

export interface FileSource {
  /** What lies in one folder, by name; the root is the empty path. @throws SystemFault */
  list(folder: string): Promise<readonly SourceEntry[]>;
  /** Streams a file to its end. @throws SystemFault `bad-answer` if there is none, or it lies outside */
  open(path: string): AsyncIterable<Uint8Array>;
  /** @throws SystemFault `bad-answer` if there is no such file, or it lies outside */
  size(path: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens a source for one asking; whoever opens it closes it. @throws SystemFault */
export type OpenSource = (asking: Asking) => Promise<FileSource>;

export async function withSource<Answer>(openSource: OpenSource, asking: Asking, work: (source: FileSource) => Promise<Answer>): Promise<Answer> {
  const source = await openSource(asking);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

/** Everything below a folder, folders themselves left out; links and devices are in it, as `other`. */
export async function* everythingUnder(source: FileSource, folder: string): AsyncGenerator<SourceEntry, void, undefined> {
  for (const entry of await source.list(folder)) {
    if (entry.kind === 'folder') yield* everythingUnder(source, entry.path);
    else yield entry;
  }
}

export function pathWithin(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** `*` stands for anything within a name, `?` for one letter. */
export function isNameLike(name: string, pattern: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i').test(name);
}
