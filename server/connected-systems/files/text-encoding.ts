/** Turns the bytes of a text file into text, whatever encoding an older system wrote it in. */
import { TextDecoder } from 'node:util';
import chardet from 'chardet';
import { SystemFault } from '../connector.ts';

/** What a table is guessed to be written in where it is not UTF-8; a guess outside them is a picture or a program. */
const guessable: ReadonlySet<string> = new Set([
  'windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256',
  'ISO-8859-1', 'ISO-8859-2', 'ISO-8859-5', 'ISO-8859-6', 'ISO-8859-7', 'ISO-8859-8', 'ISO-8859-9', 'KOI8-R',
]);
const sampleBytes = 64 * 1024;

/** True for the names that can be decoded, such as `utf-8`, `windows-1252` or `iso-8859-15`. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/**
 * The text of a stream, part by part. Without a named encoding the first bytes that are not plain ASCII decide: a million
 * rows of plain letters say nothing of how the first accented name is written. @throws SystemFault `bad-answer` where the bytes are not of the encoding
 */
export async function* decodedText(bytes: AsyncIterable<Uint8Array>, encoding?: string): AsyncGenerator<string, void, undefined> {
  let decoder = encoding === undefined ? null : decoderOf(encoding);
  let isFirst = true;
  for await (const part of gatheredToSample(bytes)) {
    if (isFirst) decoder ??= byFirstBytes(part);
    isFirst = false;
    decoder ??= isAscii(part) ? null : decoderOf(guessed(part));
    yield decoder === null ? Buffer.from(part).toString('latin1') : decoded(decoder, part);
  }
  if (decoder !== null) yield decoded(decoder);
}

/** Small parts are put together first, so that a guess is made on more than one name. */
async function* gatheredToSample(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let pending: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    pending.push(part);
    length += part.byteLength;
    if (length < sampleBytes) continue;
    yield Buffer.concat(pending);
    [pending, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(pending);
}

function decoderOf(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

function byFirstBytes(part: Uint8Array): TextDecoder | null {
  const [one = 1, two = 1, three] = part;
  if (one === 0xef && two === 0xbb && three === 0xbf) return decoderOf('utf-8');
  if ((one === 0xff && two === 0xfe) || two === 0) return decoderOf('utf-16le');
  return (one === 0xfe && two === 0xff) || one === 0 ? decoderOf('utf-16be') : null;
}

function isAscii(part: Uint8Array): boolean {
  return part.every((byte) => byte < 0x80);
}

function guessed(part: Uint8Array): string {
  const sample = part.subarray(0, sampleBytes);
  if (isUtf8(sample)) return 'utf-8';
  const found = chardet.analyse(sample).find(({ name }) => guessable.has(name));
  return found?.name ?? 'windows-1252';
}

/** A character that the end of the sample cuts in two is no fault. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    decoderOf('utf-8').decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function decoded(decoder: TextDecoder, part?: Uint8Array): string {
  try {
    return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true });
  } catch {
    // Going on would put marks in place of letters, in people's names first.
    throw new SystemFault('bad-answer', 'a text file is written in two encodings, or in another than its settings say');
  }
}
