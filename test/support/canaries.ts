/** Words that stand nowhere else in the world, and the search for them wherever bytes come to rest. */

import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type pg from 'pg';

/** Thrown out once: a word of letters that no text holds by chance. */
export function aCanary(field: string): string {
  const letters = [...randomBytes(12)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${field}zq${letters}`;
}

export interface Found {
  /** A table with its column, a file, or the name that the caller gave. */
  readonly place: string;
  readonly canary: string;
}

/** Finds canaries as they are, in capitals, backwards, in hexadecimal, in base64 at each of its three offsets, and in addresses. */
export class CanarySearch {
  readonly #forms: readonly { readonly canary: string; readonly form: Buffer }[];

  constructor(canaries: readonly string[]) {
    this.#forms = canaries.flatMap((canary) => formsOf(canary).map((form) => ({ canary, form: Buffer.from(form, 'utf8') })));
  }

  in(place: string, bytes: Buffer | string): readonly Found[] {
    const hay = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    const canaries = new Set(this.#forms.filter(({ form }) => hay.includes(form)).map(({ canary }) => canary));
    return [...canaries].map((canary) => ({ place, canary }));
  }
}

function formsOf(canary: string): readonly string[] {
  const texts = [canary, canary.toLowerCase(), canary.toUpperCase(), [...canary].reverse().join(''), encodeURIComponent(canary), canary.replace(/\s/g, '')];
  const coded = [canary, canary.toLowerCase()].flatMap((text) => [Buffer.from(text).toString('hex'), ...base64Cores(text)]);
  return [...new Set([...texts, ...coded])];
}

/** What the text becomes inside longer base64, whichever byte of three it begins at, without the characters its neighbours share. */
function base64Cores(text: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const coded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64').replace(/=+$/, '');
    const core = coded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + Buffer.byteLength(text)) * 8) / 6));
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

async function everyTable(admin: pg.Client): Promise<readonly string[]> {
  const { rows } = await admin.query<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1");
  return rows.map(({ name }) => name);
}

/** As the owner, so that every row is seen, as whoever steals a dump sees them. */
export async function takeDownTheWalls(admin: pg.Client): Promise<void> {
  for (const name of await everyTable(admin)) await admin.query(`alter table ${name} no force row level security`);
}

/** Every row of every table of every schema that is not PostgreSQL's own: a dump as its owner would make it. */
export async function searchDatabase(admin: pg.Client, search: CanarySearch): Promise<{ readonly found: readonly Found[]; readonly rows: number }> {
  const found: Found[] = [];
  let rows = 0;
  for (const name of await everyTable(admin)) {
    // As text, so that nothing is lost in turning it into values; bytea comes as \x and is turned back into its bytes.
    const table = await admin.query<(string | null)[]>({ text: `select * from ${name}`, rowMode: 'array', types: { getTypeParser: () => (value: string) => value } });
    rows += table.rows.length;
    for (const row of table.rows) {
      for (const [index, value] of row.entries()) {
        if (value === null) continue;
        const place = `${name}.${table.fields[index]?.name ?? ''}`;
        found.push(...search.in(place, value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : value));
      }
    }
  }
  return { found, rows };
}

/** Every file below a folder, its name included. */
export async function searchFolder(folder: string, search: CanarySearch): Promise<{ readonly found: readonly Found[]; readonly files: number }> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const found: Found[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const place = relative(folder, path);
    found.push(...search.in(place, place), ...search.in(place, await readFile(path)));
  }
  return { found, files: entries.length };
}
