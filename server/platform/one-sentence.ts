/** A failure to start, told to the person at the terminal in one sentence. */

export class OneSentence extends Error {
  override readonly name = 'OneSentence';
}

/** How a full disk shows itself in our own errors, in npm's output and in PostgreSQL's log. */
const fullDisk = /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded/;

/** Whether an error, or the text of a log, says that the disk is full. */
export function saysDiskIsFull(evidence: unknown): boolean {
  if (evidence instanceof Error) {
    const code = 'code' in evidence && typeof evidence.code === 'string' ? evidence.code : '';
    return fullDisk.test(code) || fullDisk.test(evidence.message) || saysDiskIsFull(evidence.cause);
  }
  return typeof evidence === 'string' && fullDisk.test(evidence);
}

export const diskIsFull = 'The disk is full: free about 500 MB and start again.';
