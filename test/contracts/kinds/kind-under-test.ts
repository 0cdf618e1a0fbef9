/** What one kind of connector brings to the contract that all are held to: a real system with known people, and what is special about it. */

import { expect } from 'chai';
import type { ConnectorKind } from '../../../server/connected-systems/connections/connector-kind.ts';
import type { ConnectedSystem, FaultReason, SubjectIdentifiers, SystemDescription } from '../../../server/connected-systems/connector.ts';
import type { DatabaseDescription } from '../../../server/connected-systems/database-description.ts';
import { descriptionsFolder } from '../../support/described-systems.ts';
import type { ServerName } from '../../support/real-servers/real-servers.ts';

/** A kind of connector and whom its system knows; nothing is started yet. */
export interface KindUnderTest {
  /** As `connections/kinds.ts` calls it, with a word more where it is tested more than once: `sql on MariaDB`. */
  readonly name: string;
  readonly kind: ConnectorKind;
  /** Without one of them the kind is skipped, by name. */
  readonly servers: readonly ServerName[];
  /** Somebody it holds several items about, with a number of the person where a kind is ever certain. */
  readonly knows: SubjectIdentifiers;
  /** What it calls this person: the reference found. Null for what holds no persons, such as a mailbox: an officer decides always. */
  readonly reference: string | null;
  /** The person's own number there; null where it has no such numbers. */
  readonly ownNumber: string | null;
  /** Somebody it has never heard of. */
  readonly unknown: SubjectIdentifiers;
  readonly isOverNetwork: boolean;
  readonly needsCredential: boolean;
  /** Ways of breaking that only this kind has: how, and the reason it is errored for when it is asked everything about whom it knows. */
  readonly breaks: Readonly<Record<string, FaultReason>>;
  /** Starts the real system with these people in it. */
  start(): Promise<StartedKind>;
}

/** A network address. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface Reached {
  /** Instead of where the system listens. */
  readonly place?: Place;
  /** With a credential it does not take. */
  readonly isWrongCredential?: true;
}

export interface StartedKind {
  /** Where the system listens; null for one without a network. */
  readonly place: Place | null;
  /** The connector as the register would open it. */
  system(reached?: Reached): ConnectedSystem;
  /** Breaks the system in one of its own ways and gives it; `mend` undoes that. */
  broken?(how: string): Promise<{ readonly system: ConnectedSystem; readonly mend?: () => Promise<void> }>;
  /** Everything the system holds and every mark on it, so that a test can tell whether something was written. */
  fingerprint(): Promise<string>;
  stop(): Promise<void>;
}

/** Opens a connector as the register does: by its kind, with settings that its schema checks. Only loopback may be spoken to. */
export function openKind(kind: ConnectorKind, settings: unknown, described: { readonly description: SystemDescription; readonly database?: DatabaseDescription | null }): ConnectedSystem {
  return kind.open(settings, {
    description: described.description,
    tables: described.database ?? null,
    outgoing: { allowed: ['127.0.0.0/8', '::1/128'] },
    descriptionsFolder,
  });
}

/** Where an address leads. */
export function placeOf(url: string): Place {
  const { hostname, port } = new URL(url);
  expect(port, `the port of ${url}`).not.to.equal('');
  return { host: hostname, port: Number(port) };
}

/** The same address, leading elsewhere. */
export function urlAt(url: string, place: Place | undefined): string {
  if (place === undefined) return url;
  const address = new URL(url);
  address.hostname = place.host;
  address.port = String(place.port);
  return address.href;
}
