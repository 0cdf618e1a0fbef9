/** The redaction commands of the command line: reads files and lines, prints JSON, says by its answer whether to exit 0. */
import { rm, stat, writeFile, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { checkPdfApart, redactPdfApart } from './engine/apart/documents.ts';
import { standardLabels } from './engine/pdf/redaction-order.ts';
import { suggest, type SuggestProfile } from './engine/suggest.ts';
import type { CaseKnown } from './engine/suggestion.ts';
import { readJsonLine } from '../platform/json-lines.ts';

const termsFile = z.array(z.string().min(1));
const coordinate = z.number();
const marksFile = z.array(
  z.object({
    page: z.number().int().min(1),
    rect: z.tuple([coordinate, coordinate, coordinate, coordinate]),
    exemption: z.string().optional(),
  }),
);
const suggestLine = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z
    .object({
      subject: z
        .object({
          name: z.string().nullish(), aliases: z.array(z.string()).nullish(), dob: z.string().nullish(), nhs: z.string().nullish(), nino: z.string().nullish(),
          phone: z.string().nullish(), email: z.string().nullish(), address: z.string().nullish(),
        })
        .nullish(),
      staff: z.array(z.string()).nullish(),
      known_third_parties: z.array(z.string()).nullish(),
    })
    .nullish(),
});

/** What a command printed and how it ends: 0 only on success. */
export interface CommandOutcome {
  readonly exitStatus: 0 | 1;
}

const say = (output: Writable, value: unknown): void => {
  output.write(`${JSON.stringify(value)}\n`);
};

async function readJson<T>(path: string, schema: z.ZodType<T>, what: string): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Error(`The file of ${what} could not be read as JSON`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`The file of ${what} does not have the shape expected`, { cause: parsed.error });
  return parsed.data;
}

export interface RedactPdfRequest {
  readonly inPath: string;
  readonly outPath: string;
  readonly termsPath: string;
  readonly marksPath?: string;
  readonly output: Writable;
}

/** `redact-pdf IN OUT --terms terms.json [--marks marks.json]`. A refused file leaves no OUT, not even an older one; IN stays as it was. */
export async function redactPdfCommand(request: RedactPdfRequest): Promise<CommandOutcome> {
  if (await isSameFile(request.inPath, request.outPath)) throw new Error('OUT must be another file than IN');
  await rm(request.outPath, { force: true });
  const terms = await readJson(request.termsPath, termsFile, 'terms');
  const marks = request.marksPath === undefined ? [] : await readJson(request.marksPath, marksFile, 'marks');
  const outcome = await redactPdfApart({
    bytes: await readFile(request.inPath), terms, labels: standardLabels,
    marks: marks.map(({ page, rect, exemption }) => ({ page, rect, ...(exemption === undefined ? {} : { exemption }) })),
  });
  if (!outcome.redacted) {
    say(request.output, { clean: false, places: outcome.places, error: outcome.why });
    return { exitStatus: 1 };
  }
  await writeFile(request.outPath, outcome.pdf);
  say(request.output, { clean: true, places: [] });
  return { exitStatus: 0 };
}

/** Also by another name, such as a link. A file that is not there is the same as none. */
async function isSameFile(inPath: string, outPath: string): Promise<boolean> {
  const [given, wanted] = await Promise.all([inPath, outPath].map((path) => stat(path).catch(() => null)));
  return given !== null && given !== undefined && given.dev === wanted?.dev && given.ino === wanted.ino;
}

export interface CheckPdfRequest {
  readonly path: string;
  readonly termsPath: string;
  readonly output: Writable;
}

/** `check-pdf FILE --terms terms.json`. */
export async function checkPdfCommand({ path, termsPath, output }: CheckPdfRequest): Promise<CommandOutcome> {
  const terms = await readJson(termsPath, termsFile, 'terms');
  const outcome = await checkPdfApart(await readFile(path), terms);
  say(output, outcome);
  return { exitStatus: outcome.clean ? 0 : 1 };
}

export interface SuggestRequest {
  readonly input: Readable;
  readonly output: Writable;
  readonly profile: SuggestProfile;
}

/** `suggest [--profile tab]`: one answer a line, in the order asked. @throws Error naming the first line that is no question. */
export async function suggestCommand({ input, output, profile }: SuggestRequest): Promise<CommandOutcome> {
  let lineNumber = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const { id, text, context } = readJsonLine(line, { schema: suggestLine, lineNumber });
    const spans = suggest(text, { profile, context: contextOf(context) });
    say(output, { id, spans: spans.map(({ start, end, type, score, why }) => ({ start, end, type, score, why })) });
  }
  return { exitStatus: 0 };
}

type LineContext = z.infer<typeof suggestLine>['context'];

function contextOf(context: LineContext): CaseKnown {
  const subject = context?.subject;
  const { name, aliases, dob, nhs, nino, phone, email, address } = subject ?? {};
  return {
    subject: subject === null || subject === undefined ? null : {
      name: name ?? '', aliases: aliases ?? [], values: [dob, nhs, nino, phone, email, address].flatMap((value) => value ?? []),
    },
    staff: context?.staff ?? [],
    thirdParties: context?.known_third_parties ?? [],
  };
}
