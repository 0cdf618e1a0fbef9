/** Runs the tesseract program of the operating system, which is several times faster than the one in JavaScript. */
import { execFile } from 'node:child_process';
import { toGreymap, type GreyPage } from './grey-page.ts';

let asked: Promise<boolean> | null = null;
const timeoutMilliseconds = 120_000;
const maxOutputBytes = 64 * 1024 * 1024;

/** Is the program there? Asked once in a process. */
export function systemTesseract(): Promise<boolean> {
  asked ??= new Promise((resolve) => {
    execFile('tesseract', ['--version'], { timeout: 10_000 }, (error) => { resolve(error === null); });
  });
  return asked;
}

/** Tab-separated words, as tesseract writes them. One thread, so that pages can be read side by side. */
export function readWithSystem(picture: GreyPage): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: timeoutMilliseconds, maxBuffer: maxOutputBytes, env: { PATH: '/usr/local/bin:/usr/bin:/bin', OMP_THREAD_LIMIT: '1' } };
    const settings = ['stdin', 'stdout', '-l', 'eng', '--dpi', String(picture.dotsPerInch), '--psm', '6', 'tsv'];
    const child = execFile('tesseract', settings, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error('The page could not be read by machine', { cause: error }));
    });
    child.stdin?.on('error', () => { /* The callback above tells of the failure. */ });
    child.stdin?.end(toGreymap(picture));
  });
}
