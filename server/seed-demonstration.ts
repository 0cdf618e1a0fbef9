/** Makes the demo council's staff known, its protected person protected, and its calling systems registered. */

import { cast } from './connected-systems/demo/people.ts';
import type { CastMember } from './connected-systems/demo/cast-member.ts';
import { seedCallingSystems, type DemoPerson } from './consent/seed-calling-systems.ts';
import { knowSubject } from './data-subjects/bind-account.ts';
import { protect } from './protection/protect.ts';
import type { Config } from './platform/config.ts';
import type { Tools } from './platform/house.ts';
import { openTools } from './platform/tools.ts';
import { giveAccount } from './sign-in/give-account.ts';
import { providerClients, providerSettings } from './sign-in/provider-settings.ts';

export async function seedDemonstration(config: Config): Promise<void> {
  const tools = await openTools({ config, role: 'worker', maxConnections: 2 });
  try {
    const settings = providerSettings(config, await providerClients(config.dataDir));
    for (const member of cast) {
      if (member.signIn.issuerKind === 'staff') await giveAccount(tools, { issuer: settings.staff.issuer, subject: member.signIn.subject, name: nameOf(member), roles: member.roles });
    }
    await protectWhoMustBe(tools);
    await seedCallingSystems(tools, () => peopleToAskAbout(tools));
  } finally {
    await tools.close();
  }
}

function nameOf({ name }: CastMember): string {
  return `${name.given} ${name.family}`;
}

/** Her new address must never leave the council; the reason is for the safeguarding lead alone. */
async function protectWhoMustBe(tools: Tools): Promise<void> {
  const member = cast.find(({ key }) => key === 'leila-marchetti');
  if (member === undefined) return;
  const dataSubjectId = await knowMember(tools, member);
  await protect(tools, { dataSubjectId, reason: 'Domestic abuse. Moved; the new address is known to the council alone.', setBy: 'seed' });
}

/** Residents whom the calling systems may ask about from the first start. */
async function peopleToAskAbout(tools: Tools): Promise<readonly DemoPerson[]> {
  const members = cast.filter(({ key }) => key === 'marion-tregenza' || key === 'dylan-osei' || key === 'kerensa-vyvyan');
  return Promise.all(members.map(async (member) => ({ name: nameOf(member), dataSubjectId: await knowMember(tools, member) })));
}

/** With former names and numbers, as the council's own systems have them. */
export function knowMember(tools: Tools, member: CastMember): Promise<string> {
  const { name, formerNames, dateOfBirth, addresses, systemPersonNumbers, nino, nhsNumber } = member;
  return knowSubject(tools, {
    names: [name, ...formerNames],
    dateOfBirth,
    addresses,
    systemPersonNumbers,
    ...(nino === undefined ? {} : { nino }),
    ...(nhsNumber === undefined ? {} : { nhsNumber }),
  });
}
