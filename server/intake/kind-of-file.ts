/** What kind of file the first bytes say it is, and whether that is what it was said to be. */

import { fileTypeFromBuffer } from 'file-type';

/** So many bytes from the beginning are enough to tell. */
export const headBytes = 8 * 1024;

/** The media type by the first bytes; null for plain text and whatever has no mark. */
export async function kindByBytes(head: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(head);
  return found?.mime ?? (isMarkup(head) ? 'text/html' : null);
}

function isMarkup(head: Uint8Array): boolean {
  return /^\s*(?:<!doctype html|<html|<script|<svg|<head|<body)/i.test(Buffer.from(head.subarray(0, 512)).toString('latin1').replace(/^\xef\xbb\xbf/, ''));
}

/** Kinds whose bytes always begin with a mark of their own. */
const marked: ReadonlySet<string> = new Set(['application/pdf', 'application/zip', 'image/png', 'image/jpeg', 'image/gif', 'image/tiff', 'image/webp', 'application/vnd.ms-outlook']);

const archives = /^application\/(?:zip|x-zip(?:-compressed)?|[\w.-]+\+zip|java-archive|vnd\.openxmlformats-officedocument\..+|vnd\.oasis\.opendocument\..+|vnd\.ms-.+\.macroenabled(?:\.12)?)$/;

/** True for whatever is a ZIP archive within, as most documents of office programs are. */
export function isArchiveKind(mediaType: string): boolean {
  return archives.test(mediaType.split(';')[0]?.trim().toLowerCase() ?? '');
}

/** What stands in a wrapping of another name: file-type names the wrapping where it cannot look further. */
const wrappings: Readonly<Record<string, readonly string[]>> = {
  'application/x-cfb': ['application/vnd.ms-outlook', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  'application/zip': ['application/vnd.openxmlformats-officedocument.', 'application/vnd.oasis.opendocument.', 'application/epub+zip'],
  'application/xml': ['text/xml', 'image/svg+xml', 'text/html', 'application/xhtml+xml'],
};

/** What to read it as: what the bytes say, unless they only say what it is wrapped in. */
export async function establishedKind(bytes: Uint8Array, declared: string): Promise<string> {
  const said = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? null;
  return found === null || wrappings[found]?.some((inner) => said.startsWith(inner)) === true ? said : found;
}

/** Said to be nothing in particular: then it cannot be something else. */
const unsaid: ReadonlySet<string> = new Set(['application/octet-stream', 'binary/octet-stream', 'application/x-download', '']);

/** True where the bytes say one thing and the system that sent them another. */
export function isOtherKind(declared: string, found: string | null): boolean {
  const said = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  if (unsaid.has(said)) return false;
  if (found === null) return marked.has(said) || said.startsWith('application/vnd.openxmlformats');
  if (said === found) return false;
  return wrappings[found]?.some((inner) => said.startsWith(inner)) !== true;
}
