/** The only SQL about search certificates. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

export interface CertificateRow {
  readonly case_id: string;
  readonly request_id: string;
  readonly services: readonly string[];
  readonly asked_services: readonly string[];
  readonly not_searched: readonly string[];
  readonly first_on: string;
  /** Null, like the instant, until every system that was asked is settled. */
  readonly last_on: string | null;
  readonly finished_at: Date | null;
}

export async function insertCertificate(change: Change, row: Pick<CertificateRow, 'case_id' | 'request_id' | 'services' | 'asked_services' | 'first_on'>): Promise<void> {
  await change.write('search_certificates').insert({ ...row, services: [...row.services], asked_services: [...row.asked_services] });
}

export async function endCertificate(change: Change, end: { readonly caseId: string; readonly notSearched: readonly string[]; readonly lastOn: string; readonly at: Date }): Promise<void> {
  await change.write.raw('update search_certificates set not_searched = ?, last_on = ?, finished_at = ? where case_id = ?', [[...end.notSearched], end.lastOn, end.at, end.caseId]);
}

export async function reopenCertificateRow(change: Change, caseId: string): Promise<void> {
  await change.write.raw("update search_certificates set not_searched = '{}', last_on = null, finished_at = null where case_id = ?", [caseId]);
}

/** Null before the search was begun. */
export async function certificateOfRequest(read: Read, requestId: string): Promise<CertificateRow | null> {
  const rows = await read.raw<CertificateRow>(
    'select case_id, request_id, services, asked_services, not_searched, first_on, last_on, finished_at from search_certificates where request_id = ?',
    [requestId],
  );
  return rows[0] ?? null;
}

export async function requestSearched(read: Read, caseId: string): Promise<string | null> {
  const rows = await read.raw<{ request_id: string }>('select request_id from search_certificates where case_id = ?', [caseId]);
  return rows[0]?.request_id ?? null;
}
