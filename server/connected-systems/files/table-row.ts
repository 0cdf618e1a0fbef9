/** One row of a table that came as a file, and what every reader of such tables keeps to. */
import type { TextRow } from '../read-only-session.ts';

/** One row with the name of the table it belongs to, where the file holds several. */
export interface TableRow {
  readonly table: string | null;
  readonly row: TextRow;
}

/** A longer row is refused: one row at a time is in memory, and it comes from outside. */
export const maxRowBytes = 256 * 1024;
