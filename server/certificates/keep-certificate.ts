/** Keeps what a search certificate will say, inside the changes that begin a search, settle it, and open it again. */

import { civilDay } from '../platform/clock.ts';
import type { Change } from '../platform/recorded-change.ts';
import { endCertificate, insertCertificate, reopenCertificateRow } from './store.ts';

export interface BeginCertificate {
  readonly caseId: string;
  readonly requestId: string;
  /** Every service of the council's systems, whatever was asked for; with doubles, in the order of the systems. */
  readonly services: readonly string[];
  readonly askedServices: readonly string[];
  readonly at: Date;
}

export async function beginCertificate(change: Change, { caseId, requestId, services, askedServices, at }: BeginCertificate): Promise<void> {
  await insertCertificate(change, { case_id: caseId, request_id: requestId, services: [...new Set(services)], asked_services: [...new Set(askedServices)], first_on: civilDay(at) });
}

export interface SearchedService {
  readonly service: string;
  readonly isAnswered: boolean;
  readonly endedAt: Date | null;
}

/** Every system of it is settled. A service is searched only where each of its systems answered. */
export async function finishCertificate(change: Change, caseId: string, searches: readonly SearchedService[]): Promise<void> {
  const at = new Date(Math.max(0, ...searches.map(({ endedAt }) => endedAt?.getTime() ?? 0)));
  const notSearched = [...new Set(searches.filter(({ isAnswered }) => !isAnswered).map(({ service }) => service))].sort();
  await endCertificate(change, { caseId, notSearched, lastOn: civilDay(at), at });
}

/** A system is asked again: what the certificate said no longer holds. */
export function reopenCertificate(change: Change, caseId: string): Promise<void> {
  return reopenCertificateRow(change, caseId);
}
