/** What every view is given beside its own model: the words, the reader's language and the frame of the page. */

/** Finds a sentence in the language files; the first segment of the key names the file. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export type Area = 'resident' | 'officer' | 'councillor';

/** The council's own details, from configuration. */
export interface CouncilDetails {
  readonly name: string;
  readonly phone: string;
  readonly hours: string;
  readonly address: string;
  readonly portalAddress: string;
}

export interface LanguageChoice {
  readonly code: string;
  readonly name: string;
  readonly isCurrent: boolean;
}

/** Where the look of a page is kept; the names change with the contents, so a browser may keep them for ever. */
export interface PageAssets {
  readonly stylesheet: string;
  readonly script: string;
  /** The font that every page needs first. */
  readonly font: string;
  readonly icon: string;
  /** Scripts for single screens by name, such as `redaction-workbench`. */
  readonly islands: Readonly<Record<string, string>>;
}

/** A link of the staff bar that this person may follow; the words are `layout.staff.links.<name>`. */
export interface StaffLink {
  readonly name: 'queue' | 'clearances' | 'assist' | 'data-requests' | 'systems' | 'rehearsals' | 'purposes' | 'requests' | 'audit' | 'guidance' | 'confirmations';
  readonly href: string;
}

export interface Page {
  readonly t: Translate;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly nonce: string;
  /** Empty when there is no session to protect. */
  readonly csrfToken: string;
  readonly area: Area;
  readonly isSignedIn: boolean;
  /** The path being shown, without its query. */
  readonly path: string;
  readonly council: CouncilDetails;
  readonly languages: readonly LanguageChoice[];
  /** Words for the staff bar: the roles of the person signed in; empty for residents. */
  readonly staffRoles: readonly string[];
  /** Named in words on staff pages when this is not the live service. */
  readonly environmentName: string | null;
  readonly assets: PageAssets;
  /** What the staff bar offers; without it, the start of the area alone. */
  readonly staffLinks?: readonly StaffLink[];
  /** Seconds without a sign of life after which the page asks “Do you need more time?”. */
  readonly idleWarningSeconds?: number;
  /** Formats a calendar day (YYYY-MM-DD) such as “Monday 16 November 2026” in the reader's language. */
  readonly day: (isoDay: string) => string;
  /** Formats an instant as a time of day in Europe/London: “10:42 am” for residents, 24 hours for staff. */
  readonly time: (instant: Date) => string;
  /** Seconds after which the page asks for itself again while something is still running. */
  readonly refreshSeconds?: number;
}
