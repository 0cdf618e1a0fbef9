/** The doors of the audit log, for the information-governance manager alone. */

import { auditPage, type AuditModel } from '../../client/views/casework/audit.ts';
import type { StaffActor } from '../platform/actor.ts';
import { verifyAuditLog } from '../platform/audit-verify.ts';
import { civilDay } from '../platform/clock.ts';
import { get, own, permit, post, type Route, type Visit } from '../platform/permit.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { roleUrl } from '../platform/tools.ts';
import { auditEntries, auditPageSize } from './audit-store.ts';
import { workOnCase } from './loaders.ts';

type AuditVisit = Visit<{ readonly id: string }, StaffActor>;

export const auditRoutes: readonly Route[] = [
  get('/officer/audit', permit('view', 'AuditLog', { by: 'staff', load: own, ...workOnCase }), (visit) => showAudit(visit)),
  post('/officer/audit/verify', permit('verify', 'AuditLog', { by: 'staff', load: own, ...workOnCase }), verify),
];

async function showAudit({ house, req, page, show }: AuditVisit, verdict?: AuditModel['verdict']): Promise<void> {
  const asked = Number(req.query['before']);
  const entries = await auditEntries(await roleUrl(house.config, 'auditor'), Number.isSafeInteger(asked) && asked > 0 ? asked : null);
  const rows = entries.map(({ id, at, actorKind, action, aboutType, isSealed }) => ({ id, at, on: civilDay(at), actorKind, action, about: aboutType, isSealed }));
  const before = entries.length === auditPageSize ? (entries.at(-1)?.id ?? null) : null;
  show(auditPage({ rows, before, ...(verdict === undefined ? {} : { verdict }) }, page));
}

/** That somebody verified the log is itself in the log. */
async function verify(visit: AuditVisit): Promise<void> {
  const { house, actor } = visit;
  const verdict = await verifyAuditLog(await roleUrl(house.config, 'auditor'));
  await recordedChange(house.database, { actor, action: 'audit.verify', about: { type: 'AuditLog', id: 'log' }, details: { valid: verdict.valid, entries: verdict.entries } }, () => Promise.resolve());
  await showAudit(visit, verdict);
}
