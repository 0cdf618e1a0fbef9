/** The command that verifies the audit log, from the database or from an export of it. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { z } from 'zod';
import { chainWalker, verifyAuditLog, type Verdict } from './platform/audit-verify.ts';
import { readConfig, type Config } from './platform/config.ts';
import { withDatabaseOf } from './platform/embedded-postgres/join.ts';
import { readJsonLine } from './platform/json-lines.ts';
import { roleUrl } from './platform/tools.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/).transform((text) => Buffer.from(text, 'hex'));

const exportedEntry = z.object({
  position: z.string(),
  entry_id: z.string(),
  entry_hash: hex,
  chain_hash: hex,
  id: z.string(),
  at: z.string(),
  actor_kind: z.string(),
  actor_reference: z.string(),
  action: z.string(),
  about_type: z.string(),
  about_id: z.string(),
  case_id: z.string(),
  details: z.string(),
});

export interface VerifyAuditRequest {
  readonly path: string | null;
  readonly output: Writable;
}

export async function verifyAuditCommand({ path, output }: VerifyAuditRequest): Promise<{ readonly exitStatus: 0 | 1 }> {
  const verdict = path === null ? await verifyDatabase(readConfig()) : await verifyExport(path);
  output.write(`${JSON.stringify(verdict)}\n`);
  return { exitStatus: verdict.valid ? 0 : 1 };
}

async function verifyDatabase(config: Config): Promise<Verdict> {
  const ofAuditor = async (configured: Config): Promise<Verdict> => verifyAuditLog(await roleUrl(configured, 'auditor'));
  return config.auditorDatabaseUrl === null ? withDatabaseOf(config, ofAuditor) : ofAuditor(config);
}

/** An export holds sealed entries in their order; it cannot show what was never exported. */
async function verifyExport(path: string): Promise<Verdict> {
  const walker = chainWalker();
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    lineNumber += 1;
    if (line.trim() !== '') walker.take(readJsonLine(line, { schema: exportedEntry, lineNumber }));
  }
  return { valid: walker.problems.length === 0, problems: walker.problems, entries: walker.count(), unsealed: 0 };
}
