/** Has LibreOffice make a PDF of an office document: in a process of its own that knows no network, runs no macro and ends in time. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withWorkingFolder } from '../connected-systems/files/working-folder.ts';
import type { Config } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';

export interface Office {
  /** Null when it could not be made. `ending` is that of the file's kind, such as `docx`. */
  pdfOf(bytes: Uint8Array, ending: OfficeEnding): Promise<Uint8Array | null>;
}

export type OfficeEnding = 'docx' | 'odt' | 'txt';

const programs = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/usr/lib/libreoffice/program/soffice', '/opt/libreoffice/program/soffice'];
const patienceMs = 40_000;
const maxPdfBytes = 100 * 1024 * 1024;

/** The programs it starts, where they are not the usual ones. */
export interface OfficePrograms {
  readonly office: readonly string[];
  readonly unshare: string;
}

const usualPrograms: OfficePrograms = { office: programs, unshare: 'unshare' };

/** Null where LibreOffice is not installed. Where the system allows no network with nobody in it, a council converts nothing: the document might call out. */
export function installedOffice({ config, log }: { readonly config: Pick<Config, 'mode'>; readonly log: Log }, { office, unshare }: OfficePrograms = usualPrograms): Office | null {
  const program = office.find((file) => existsSync(file));
  if (program === undefined) return null;
  const confined = { program, unshare, mayKeepNetwork: config.mode !== 'production' };
  return {
    pdfOf: (bytes, ending) => inTurn(async () => {
      const { pdf, isNetworkRefused } = await withWorkingFolder((folder) => converted(confined, { folder, bytes, ending }));
      if (isNetworkRefused) log.warn('office-has-no-empty-network', { ending });
      return pdf;
    }),
  };
}

interface Confined {
  readonly program: string;
  readonly unshare: string;
  readonly mayKeepNetwork: boolean;
}

interface Document {
  readonly folder: string;
  readonly bytes: Uint8Array;
  readonly ending: OfficeEnding;
}

interface Printed {
  readonly pdf: Uint8Array | null;
  readonly isNetworkRefused: boolean;
}

let turn: Promise<unknown> = Promise.resolve();

/** One at a time: each takes some 200 MB. */
function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined);
  return mine;
}

async function converted(confined: Confined, { folder, bytes, ending }: Document): Promise<Printed> {
  const [profile, out, document] = [join(folder, 'profile'), join(folder, 'out'), join(folder, `document.${ending}`)];
  await mkdir(join(profile, 'user'), { recursive: true });
  await mkdir(out);
  await writeFile(join(profile, 'user', 'registrymodifications.xcu'), cautious);
  await writeFile(document, bytes, { mode: 0o600 });
  const asText = ending === 'txt' ? ['--infilter=Text (encoded):UTF8,LF,,,'] : [];
  const code = await ran(confined, {
    folder,
    args: ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo', `-env:UserInstallation=${pathToFileURL(profile).href}`, ...asText, '--convert-to', 'pdf', '--outdir', out, document],
  });
  return { pdf: await onlyPdfIn(out), isNetworkRefused: code === networkRefused };
}

async function onlyPdfIn(out: string): Promise<Uint8Array | null> {
  const [name] = (await readdir(out)).filter((each) => each.endsWith('.pdf'));
  if (name === undefined) return null;
  const file = join(out, name);
  return (await stat(file)).size > maxPdfBytes ? null : await readFile(file);
}

const networkRefused = 77;

/** Seconds of processor time, kilobytes of memory, and blocks of 512 bytes a file; in a network with nobody in it. */
const within = `ulimit -t 60 && ulimit -v 2500000 && ulimit -f 400000 || exit 78; unshare=$1 may_keep=$2; shift 2
if "$unshare" -r -n true 2>/dev/null; then exec "$unshare" -r -n "$@"; elif [ "$may_keep" = true ]; then exec "$@"; else exit ${String(networkRefused)}; fi`;

/** The whole group is ended: the program starts others. */
async function ran({ program, unshare, mayKeepNetwork }: Confined, { folder, args }: { readonly folder: string; readonly args: readonly string[] }): Promise<number | null> {
  const nowhere = 'http://127.0.0.1:9';
  const child = spawn('/bin/sh', ['-c', within, 'office', unshare, String(mayKeepNetwork), program, ...args], {
    cwd: folder, detached: true, stdio: 'ignore',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp', http_proxy: nowhere, https_proxy: nowhere, ftp_proxy: nowhere },
  });
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has gone by itself.
    }
  };
  const patience = setTimeout(end, patienceMs);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve).once('error', () => resolve(null)));
  clearTimeout(patience);
  end();
  return code;
}

function setting(path: string, name: string, value: string): string {
  return `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;
}

/** No macro, no active content, no picture from elsewhere; a proxy that nobody answers at, for whatever asks all the same. */
const cautious = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${[
  setting('Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'),
  setting('Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
  setting('Office.Common/Security/Scripting', 'DisableActiveContent', 'true'),
  setting('Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  setting('Office.Writer/Content/Update', 'Link', '0'),
  setting('Inet/Settings', 'ooInetProxyType', '1'),
  setting('Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1'),
  setting('Inet/Settings', 'ooInetHTTPProxyPort', '9'),
  setting('Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1'),
  setting('Inet/Settings', 'ooInetHTTPSProxyPort', '9'),
].join('')}</oor:items>
`;
