/** The places that the staff bar offers to each role. */

import type { StaffLink } from '../client/views/page.ts';
import type { Actor } from './platform/actor.ts';

const none: readonly StaffLink[] = [];

export function staffLinks(actor: Actor): readonly StaffLink[] {
  if (actor.kind !== 'staff') return none;
  const { roles } = actor;
  const isCaseworker = roles.some((role) => role === 'preparer' || role === 'approver' || role === 'safeguarding-lead' || role === 'ig-manager');
  const links: StaffLink[] = [];
  if (isCaseworker) links.push({ name: 'queue', href: '/officer' });
  if (roles.includes('approver') || roles.includes('safeguarding-lead')) links.push({ name: 'clearances', href: '/officer/clearances' });
  if (roles.includes('assisting-officer') || roles.includes('preparer') || roles.includes('ig-manager')) links.push({ name: 'assist', href: '/officer/assist' });
  if (roles.includes('preparer') || roles.includes('ig-manager') || roles.includes('safeguarding-lead')) links.push({ name: 'data-requests', href: '/officer/data-requests' });
  if (roles.includes('preparer') || roles.includes('ig-manager')) links.push({ name: 'systems', href: '/officer/systems' }, { name: 'rehearsals', href: '/officer/rehearsals' });
  if (isCaseworker) links.push({ name: 'purposes', href: '/officer/purposes' });
  if (roles.includes('ig-manager')) links.push({ name: 'audit', href: '/officer/audit' });
  if (roles.includes('councillor')) links.push({ name: 'guidance', href: '/councillor' }, { name: 'confirmations', href: '/councillor/confirmations' });
  return links;
}
