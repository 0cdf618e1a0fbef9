/** What one page of the workbench is drawn from. */

import type { Case } from '../../../server/casework/case.ts';
import type { PictureArea } from '../../../server/redaction/grid.ts';
import type { MarkState, RejectScope } from '../../../server/redaction/mark.ts';
import type { TextPiece } from '../../../server/redaction/page-marks.ts';
import type { TypedAdditions, TypedMark } from '../../../server/redaction/workbench-form.ts';

export interface WorkbenchMark {
  readonly id: string;
  readonly state: MarkState;
  readonly version: number;
  readonly exemption: string | null;
  readonly why: string | null;
  readonly score: number | null;
  readonly quote: string;
  readonly person: string;
  readonly rejectedFor: RejectScope | null;
  readonly isArea: boolean;
  /** On the page's picture, as shares of it. */
  readonly areas: readonly PictureArea[];
}

export interface Reason {
  readonly id: string;
  readonly label: string;
  /** For officers only. */
  readonly boxCode: string;
}

export interface PagePlace {
  readonly itemId: string;
  readonly page: number;
}

/** The form as it was sent, shown again when it could not be taken. */
export interface SentForm {
  readonly marks: Readonly<Record<string, TypedMark>>;
  readonly additions: TypedAdditions;
  readonly problems: Readonly<Record<string, string>>;
  /** Marks that somebody decided meanwhile. */
  readonly changed: readonly string[];
}

/** The picture of a page, in points, and the cells laid over it. */
export interface PageGrid {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Row by row. */
  readonly cellNames: readonly string[];
}

export interface WorkbenchModel {
  readonly found: Case;
  readonly ownerName: string | null;
  readonly itemId: string;
  readonly itemNumber: number;
  readonly itemTitle: string;
  readonly heldOn: string | null;
  readonly pageNumber: number;
  readonly pageCount: number;
  readonly pieces: readonly TextPiece[];
  readonly marks: readonly WorkbenchMark[];
  readonly picture: PageGrid | null;
  readonly reasons: readonly Reason[];
  readonly decisionsLeft: number;
  readonly uncheckedPages: number;
  readonly isUnread: boolean;
  readonly mayMark: boolean;
  readonly mayUndo: boolean;
  readonly previous: PagePlace | null;
  readonly next: PagePlace | null;
  readonly nextOpen: PagePlace | null;
  readonly sent?: SentForm;
  /** The time of the last save, when the page follows one. */
  readonly savedAt?: Date;
}

export function pageAddress(caseId: string, { itemId, page }: PagePlace): string {
  return `/officer/cases/${caseId}/redaction/items/${itemId}/pages/${page}`;
}
