/** Gathers what one person may do, from the files of the roles they hold. */

import { approver } from './approver.ts';
import { assistingOfficer } from './assisting-officer.ts';
import { connectedSystem } from './connected-system.ts';
import { councillor } from './councillor.ts';
import { igManager } from './ig-manager.ts';
import { preparer } from './preparer.ts';
import { representative } from './representative.ts';
import { resident } from './resident.ts';
import { openRuleBook, type Ability, type Person, type Rules } from './rules.ts';
import { safeguardingLead } from './safeguarding-lead.ts';
import { serviceContact } from './service-contact.ts';
import type { Role } from './vocabulary.ts';

export type { Ability, Person } from './rules.ts';

const policyOf: Readonly<Record<Role, (person: Person, rules: Rules) => void>> = {
  resident,
  representative,
  preparer,
  approver,
  'safeguarding-lead': safeguardingLead,
  'ig-manager': igManager,
  'service-contact': serviceContact,
  councillor,
  'assisting-officer': assistingOfficer,
  'connected-system': connectedSystem,
};

/** A rule that forbids is written after one that allows, in every file; across files, what any role forbids stays forbidden. */
export function abilityFor(person: Person): Ability {
  const { rules, close } = openRuleBook();
  for (const role of person.roles) policyOf[role](person, rules);
  return close();
}
