/** Installs the programs some tests need from Debian's packages, where that is possible and they are absent. */

import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface Tool {
  readonly program: string;
  readonly packageName: string;
  /** What is not tested without it. */
  readonly tested: string;
}

/** The browser, readers of PDF that share no code with ours, and the servers that connectors are tried against. */
const tools = [
  { program: 'chromium', packageName: 'chromium', tested: 'Pages in a browser' },
  { program: 'pdftotext', packageName: 'poppler-utils', tested: 'Removal from PDFs, by a second reader,' },
  { program: 'qpdf', packageName: 'qpdf', tested: 'Removal from PDFs, by a third reader,' },
  { program: 'mutool', packageName: 'mupdf-tools', tested: 'Removal from PDFs, by a fourth reader,' },
  { program: 'tesseract', packageName: 'tesseract-ocr', tested: 'Reading scans by the installed tesseract' },
  { program: 'mariadbd', packageName: 'mariadb-server', tested: 'SQL connector on MariaDB' },
  { program: 'mariadb-install-db', packageName: 'mariadb-server', tested: 'SQL connector on MariaDB' },
  { program: 'dovecot', packageName: 'dovecot-imapd', tested: 'IMAP connector' },
  { program: 'slapd', packageName: 'slapd', tested: 'LDAP connector' },
  { program: 'slapadd', packageName: 'slapd', tested: 'LDAP connector' },
  { program: 'sshd', packageName: 'openssh-server', tested: 'SFTP connector' },
  { program: 'ssh-keygen', packageName: 'openssh-client', tested: 'SFTP connector' },
  { program: 'clamd', packageName: 'clamav-daemon', tested: 'Virus scanning' },
  { program: 'readpst', packageName: 'pst-utils', tested: 'Outlook archives' },
  { program: 'openssl', packageName: 'openssl', tested: 'Encrypted lines to IMAP and LDAP servers' },
] as const satisfies readonly Tool[];

export type ToolName = (typeof tools)[number]['program'];

/** The full path of a program, or null where the machine lacks it: its tests are then skipped by name. */
export function toolPath(program: ToolName): string | null {
  // Servers lie where an ordinary user's shell does not look.
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file)) ?? null;
}

/** Says on standard error what is being installed, and what is not tested because it could not be. */
export function provideTools(): void {
  const missing = missingTools();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install([...new Set(missing.map(({ packageName }) => packageName))]);
  const sentences = missingTools().map(({ program, tested }) => `${tested} not tested: ${program} is not installed`);
  for (const sentence of new Set(sentences)) process.stderr.write(`${sentence}\n`);
}

function missingTools(): readonly Tool[] {
  return tools.filter(({ program }) => toolPath(program) === null);
}

/** Debian asks this program before it starts a service. */
const servicePolicy = '/usr/sbin/policy-rc.d';
const noService = 101;

function install(packageNames: readonly string[]): void {
  process.stderr.write(`Installing for the tests: ${packageNames.join(' ')}\n`);
  // The packages' own services must not start: tests run servers of their own. A machine that has a policy keeps it.
  const isOurs = !existsSync(servicePolicy);
  if (isOurs) writeFileSync(servicePolicy, `#!/bin/sh\nexit ${String(noService)}\n`, { mode: 0o755 });
  try {
    apt(['update']);
    apt(['install', '--yes', '--no-install-recommends', ...packageNames]);
  } finally {
    if (isOurs) rmSync(servicePolicy, { force: true });
  }
}

/** A failure shows in what is still missing afterwards. */
function apt(words: readonly string[]): void {
  spawnSync('apt-get', ['--quiet', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
