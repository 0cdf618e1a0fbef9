/** The command that checks a downloaded answer offline. */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { verifyBundle } from './verify-bundle.ts';

export function verifyBundleCommand(): Command {
  return new Command('verify-bundle')
    .description('check a downloaded answer against its signed manifest; needs no server and no database')
    .argument('<file>', 'manifest.json, or the folder it stands in with the other files')
    .option('--key <file>', "the council's published key (PEM); without it only the files' agreement with one another is checked")
    .addHelpText('after', '\nExample:\n  npm run -s fairsight -- verify-bundle downloads/ --key council-key.pem')
    .action(async (path: string, options: { readonly key?: string }) => {
      const { output, isValid } = await verdictOn(path, options.key ?? null);
      process.stdout.write(`${output}\n`);
      if (!isValid) process.exitCode = 1;
    });
}

/** One line of JSON; `{"error": …}` when the files cannot even be opened. */
export function verdictOn(path: string, keyPath: string | null): Promise<Verdict> {
  return verdictBy(verifyBundle, path, keyPath);
}

export interface Verdict {
  readonly output: string;
  readonly isValid: boolean;
}

/** The same for whatever the council signs. */
export async function verdictBy(verify: (path: string, trustedKey: KeyObject | null) => Promise<{ readonly valid: boolean }>, path: string, keyPath: string | null): Promise<Verdict> {
  try {
    const verdict = await verify(path, keyPath === null ? null : await readKey(keyPath));
    return { output: JSON.stringify(verdict), isValid: verdict.valid };
  } catch (error) {
    return { output: JSON.stringify({ error: sentenceFor(error) }), isValid: false };
  }
}

class KeyUnreadable extends Error {
  override readonly name = 'KeyUnreadable';
}

async function readKey(path: string): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8');
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new KeyUnreadable('The key is not a public key in PEM form.', { cause });
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof KeyUnreadable) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'The file cannot be opened: it belongs to someone else.';
  throw error;
}
