/** The contract every connector keeps: describe, find, fetch, and how each may fail. */
import type { FieldComparison, MatchCaution } from './compared-fields.ts';

/** A person's name as one system or one document writes it. */
export interface PersonName {
  readonly given: string;
  readonly family: string;
}

/** A postal address: the lines as written, without the postcode. */
export interface PostalAddress {
  readonly lines: readonly string[];
  readonly postcode: string;
}

/** What the portal knows about the data subject; the only thing a system is ever asked with. */
export interface SubjectIdentifiers {
  /** Present and former names, the present one first. */
  readonly names: readonly PersonName[];
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string;
  /** Present and former addresses, the present one first. */
  readonly addresses: readonly PostalAddress[];
  /** A system's key to that system's own number for the person (never an account or tenancy reference). */
  readonly systemPersonNumbers: Readonly<Record<string, string>>;
  readonly nino?: string;
  readonly nhsNumber?: string;
  /** Proved to be the person's own; evidence beside a name, never a match by themselves. */
  readonly emails?: readonly string[];
  readonly phones?: readonly string[];
  /** A system's key to an account or tenancy there: it finds the account's parties, who are judged by evidence of the person. */
  readonly accountReferences?: Readonly<Record<string, string>>;
}

/** Bounds on one asking of one system. Times in milliseconds, sizes in bytes. */
export interface AskingLimits {
  readonly connectMs: number;
  readonly idleMs: number;
  readonly wholeMs: number;
  readonly maxRecordBytes: number;
}

/** The limits used unless a caller narrows them. */
export const usualLimits: AskingLimits = {
  connectMs: 5_000,
  idleMs: 60_000,
  wholeMs: 600_000,
  maxRecordBytes: 50 * 1024 * 1024,
};

/** What each call to a connector is given: when to stop, and how much is too much. */
export interface Asking {
  readonly signal: AbortSignal;
  readonly limits: AskingLimits;
  /** True for what the caller has already, by its reference: it is named again and neither fetched nor looked into. */
  readonly isKnown?: (reference: string) => boolean;
}

/** Which part of a person's holding is wanted; `records` never touches a document's bytes. */
export type HoldingPart = 'everything' | 'records';

/** How sensitive a system's content is; decides the assurance the portal wants, not this folder. */
export type Sensitivity = 'ordinary' | 'sensitive' | 'highly sensitive';

/** How likely content tells of somebody other than the data subject. */
export type ThirdPartyRisk = 'none' | 'some' | 'high';

/** What tells a person that data about them is held, and where it came from.   Source: UK GDPR Art. 13 and 14. */
export interface PrivacyNotice {
  /** As it ends “in …”: “our council tax notice”. */
  readonly title: string;
  /** As it ends “given …”: “with every bill”. */
  readonly given: string;
  readonly url?: string;
  /** Sources other than the person that it names. */
  readonly namesSources: readonly string[];
}

/** What a system, or one part of it, tells the people in it. */
export interface ToldAndRisk {
  /** Others than the person whom it was obtained from, each by its name. */
  readonly obtainedFrom?: readonly string[];
  readonly privacyNotice?: PrivacyNotice;
  readonly thirdPartyRisk?: ThirdPartyRisk;
}

/** One kind of record or document in a system, in words a resident can read. */
export interface CollectionDescription extends ToldAndRisk {
  readonly key: string;
  readonly plainName: string;
  readonly whyHeld: string;
  readonly lawfulBasis: string;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly retention: string;
  /** True for what officers write freely about people: it is read before it is shown, and so never shown live. */
  readonly isFreeText?: true;
  /** The system's, unless it is said. */
  readonly sensitivity?: Sensitivity;
}

/** What a system is, in words a resident can read. */
export interface SystemDescription extends ToldAndRisk {
  readonly key: string;
  /** What kind of records it keeps, such as `housing`. The kinds that policies/step-up.ts names are never shown live. */
  readonly kind: string;
  readonly plainName: string;
  /** The council service that owns the system; the scope of a request is chosen by it. */
  readonly service: string;
  readonly ownerTeam: string;
  readonly whyHeld: string;
  readonly lawfulBasis: string;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly retention: string;
  readonly sensitivity: Sensitivity;
  /** False for what an officer must read first, whatever its kind. */
  readonly isShownLive: boolean;
  readonly collections: readonly CollectionDescription[];
  /** Places that the council's files class as not personal; a star at the end stands for whatever follows. */
  readonly notPersonal?: readonly string[];
}

/** One fact that agreed or did not when a record was compared with the data subject. */
export type MatchFact =
  | 'person number'
  | 'national insurance number'
  | 'NHS number'
  | 'name'
  | 'former name'
  | 'date of birth'
  | 'day and month swapped'
  | 'present address'
  | 'former address';

/** A person in one system, found for certain. `reference` is the system's own person number. */
export interface FoundPerson {
  readonly reference: string;
  readonly agreed: readonly MatchFact[];
}

/** A person who may be the data subject: an officer decides. Everything shown is masked. */
export interface MatchCandidate {
  readonly reference: string;
  readonly agreed: readonly MatchFact[];
  readonly differed: readonly MatchFact[];
  readonly maskedName: string;
  readonly maskedDateOfBirth: string;
  readonly maskedAddress: string;
  /** From 0 to 1; left out by what was judged before there was one, as are the two below. */
  readonly probability?: number;
  readonly compared?: readonly FieldComparison[];
  readonly cautions?: readonly MatchCaution[];
  /** Set where messages stand for the person: how many, and whether the person wrote or got them, or what of the person they name. */
  readonly messages?: { readonly count: number; readonly by: 'correspondent' | 'number' | 'mention' | 'any' };
}

/** The answer to "who in this system is this?". Never `certain` by name or e-mail alone, nor by an account. */
export type FindResult =
  | { readonly found: 'certain'; readonly person: FoundPerson }
  | { readonly found: 'probable'; readonly candidates: readonly MatchCandidate[] }
  | { readonly found: 'none' }
  | { readonly found: 'identifier not supported' };

/** A person whom a structured field of an item names. */
export interface PersonNamed {
  readonly name: string;
  readonly role: 'subject' | 'third-party' | 'staff';
  /** In the system's own words: "partner", "foster carer", "social worker". */
  readonly relation?: string;
}

interface ItemFacts {
  /** Unique within the system and stable from one fetch to the next. */
  readonly reference: string;
  /** The key of a collection of the system's description. */
  readonly collection: string;
  readonly title: string;
  /** `YYYY-MM-DD`, or null where the system does not say. */
  readonly heldOn: string | null;
  readonly peopleNamed: readonly PersonNamed[];
  readonly attachments: readonly DocumentItem[];
}

export interface RecordField {
  readonly label: string;
  readonly value: string;
}

export interface RecordItem extends ItemFacts {
  readonly kind: 'record';
  readonly fields: readonly RecordField[];
}

/** Why a document is named and not given; a closed set, each with its sentence in the portal's locales. */
export const unreadableReasons = ['encrypted', 'too-large', 'unsafe', 'broken', 'link', 'no-reader'] as const;

export type UnreadableReason = (typeof unreadableReasons)[number];

export interface DocumentItem extends ItemFacts {
  readonly kind: 'document';
  readonly mediaType: string;
  /** As the system declares it; null where it does not. */
  readonly byteLength: number | null;
  /** Why its bytes could not be had, for what lies in an archive or a folder and cannot be read; then there are none. */
  readonly unreadable?: UnreadableReason;
  /** Streams the bytes; nothing is read before this is called. Open it before asking for the next item. */
  open(): AsyncIterable<Uint8Array>;
}

/** One record or document of a holding. */
export type Item = RecordItem | DocumentItem;

/** Why a system could not be asked; a closed set, each with its sentence in the portal's locales. */
export const faultReasons = [
  'cannot-connect',
  'timed-out',
  'bad-answer',
  'server-error',
  'too-large',
  'wrong-length',
  'dropped',
  'refused',
  'redirected',
  'bad-certificate',
  'address-not-allowed',
  'resting',
  'role-can-write',
  'unexpected',
] as const;

export type FaultReason = (typeof faultReasons)[number];

/** A named failure of a connected system. Its message carries no personal data. */
export class SystemFault extends Error {
  readonly reason: FaultReason;

  constructor(reason: FaultReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'SystemFault';
    this.reason = reason;
  }
}

/** Where a system's own tables and columns are no longer those of its description. A place is `table` or `table.column`. */
export interface Drift {
  /** There, and not described: nobody has said whether it is personal. */
  readonly unknown: readonly string[];
  /** Described, and no longer there. */
  readonly gone: readonly string[];
}

/** A column that an officer classed as personal before its description did. */
export interface DecidedColumn {
  /** `table.column`. */
  readonly place: string;
  /** In words a resident can read. */
  readonly plainName: string;
}

/** When what a system hands out was written, and how often it should be: an extract stays behind the system it came from. */
export interface Freshness {
  readonly writtenAt: Date;
  readonly expectedEveryDays: number;
}

/** Who answers a data request where no machine can. */
export interface ServiceContact {
  readonly name: string;
  readonly email: string;
  /** Who is asked when the contact does not answer. */
  readonly escalation: { readonly name: string; readonly email: string };
}

/** One system as one connector reads it. Only `ask-system.ts` calls `find`, `fetch` and `check`: it holds the limits. */
export interface ConnectedSystem {
  readonly key: string;
  /** Set while the council has switched asking off, for instance during an upgrade. */
  readonly suspended?: { readonly sinceOn: string };
  /** Set where a service contact answers instead of a machine: a data request is sent, and nothing is asked here. */
  readonly answeredBy?: ServiceContact;
  describe(): SystemDescription;
  /** @throws SystemFault */
  find(who: SubjectIdentifiers, asking: Asking): Promise<FindResult>;
  /** Streams what is held about one found person, oldest first within a collection. @throws SystemFault while iterated */
  fetch(personReference: string, part: HoldingPart, asking: Asking): AsyncIterable<Item>;
  /** Proves that the system can be reached and may be read, and nothing more. @throws SystemFault */
  check(asking: Asking): Promise<void>;
  /** Compares what is there with what is described, where the system can tell what it has. @throws SystemFault */
  drift?(asking: Asking): Promise<Drift>;
  /** How old its content is, where it is an extract. @throws SystemFault */
  freshness?(asking: Asking): Promise<Freshness>;
  /** The same system, which also shows these columns of its described tables. */
  including?(columns: readonly DecidedColumn[]): ConnectedSystem;
}
