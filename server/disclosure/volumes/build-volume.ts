/** Draws one volume in a process of its own, so that the memory its tags need ends with it. */

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Translate } from '../../../client/views/page.ts';
import type { Section } from './blocks.ts';
import { drawSection, type VolumeInstruction } from './draw-section.ts';
import type { VolumePlan, VolumesPlan } from './volume-plan.ts';
import { volumeFileName } from '../file-names.ts';
import { createVolumeWriter, type VolumeFacts } from './volume-writer.ts';

export interface VolumeRequest {
  readonly plan: VolumesPlan;
  readonly volume: VolumePlan;
  /** Reads one section again; only one is held at a time. */
  readonly readSection: (sectionId: string) => Promise<Section>;
  readonly t: Translate;
  readonly lang: string;
  readonly councilName: string;
  /** ISO instant; the same request gives the same bytes. */
  readonly createdAt: string;
  /** Instead of the title of a volume. */
  readonly title?: string;
  readonly signal?: AbortSignal;
}

/** A part of the release has 30 s; a volume that takes this long will not end. */
const longestDrawingMilliseconds = 60_000;
/** Generous for 150 pages; a fault must not take the machine's memory with it. */
const maxHeapMegabytes = 192;

const processFile = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './volume-process.ts' : './volume-process.js', import.meta.url));

function factsOf({ plan, volume, t, lang, councilName, createdAt, title }: VolumeRequest): VolumeFacts {
  const pageLabels = Array.from({ length: volume.pageCount }, (_, index) => t('disclosure.volume.page', { number: volume.firstPage + index, total: plan.pageCount }));
  const fileOfPlace = Object.fromEntries([...plan.places].map(([place, found]) => [place, found.volume === volume.number ? null : volumeFileName(found.volume)]));
  const named = title ?? t('disclosure.volume.title', { number: volume.number, total: plan.volumes.length });
  return { title: named, lang, author: councilName, createdAt, pageLabels, fileOfPlace };
}

type DrawingProcess = ChildProcessByStdio<Writable, Readable, Readable>;

async function send(child: DrawingProcess, instruction: VolumeInstruction): Promise<void> {
  if (child.stdin.write(`${JSON.stringify(instruction)}\n`)) return;
  await Promise.race([once(child.stdin, 'drain'), once(child, 'close')]);
}

async function sendAll(child: DrawingProcess, request: VolumeRequest): Promise<void> {
  await send(child, { facts: factsOf(request) });
  for (const { sectionId, from, to } of request.volume.ranges) {
    const section = await request.readSection(sectionId);
    if (child.exitCode !== null) return;
    await send(child, { section, from, to });
  }
  child.stdin.end();
}

function start(signal: AbortSignal): DrawingProcess {
  // What the parent was started with (a loader in development) and nothing of its environment: no secret reaches the drawing.
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--inspect'));
  return spawn(process.execPath, [...flags, `--max-old-space-size=${String(maxHeapMegabytes)}`, '--max-semi-space-size=8', processFile], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {},
    signal,
  });
}

/** A few pages cost less memory here than a process takes to start; most letters and e-mails are that short. */
const mostPagesDrawnHere = 12;

/**
 * The bytes of one volume as they are drawn. The stream fails if the drawing does: a half volume never ends well.
 * Nothing is written to disk here, because the words of a case may only rest encrypted.
 */
export function buildVolume(request: VolumeRequest): AsyncGenerator<Uint8Array> {
  return request.volume.pageCount <= mostPagesDrawnHere ? drawHere(request) : drawInProcess(request);
}

async function* drawHere(request: VolumeRequest): AsyncGenerator<Uint8Array> {
  const writer = createVolumeWriter(factsOf(request));
  const chunks: Uint8Array[] = [];
  writer.pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = once(writer.pdf, 'end');
  for (const { sectionId, from, to } of request.volume.ranges) await drawSection(writer, { section: await request.readSection(sectionId), from, to });
  writer.finish();
  await ended;
  yield* chunks;
}

async function* drawInProcess(request: VolumeRequest): AsyncGenerator<Uint8Array> {
  const timeLimit = AbortSignal.timeout(longestDrawingMilliseconds);
  const child = start(request.signal === undefined ? timeLimit : AbortSignal.any([request.signal, timeLimit]));
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  let fault = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    fault = (fault + text).slice(-200);
  });
  const sent = sendAll(child, request);
  sent.catch(() => child.kill('SIGKILL'));
  try {
    for await (const chunk of child.stdout) yield chunk as Uint8Array;
    await sent;
    const [exitCode] = (await closed) as [number | null];
    if (exitCode !== 0) throw new Error(`drawing volume ${String(request.volume.number)} failed: ${/^\w+$/.test(fault) ? fault : 'fault'}`);
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}
