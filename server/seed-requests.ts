/** Files a few earlier requests of the demo council's residents, through the deeds that people use, so that no screen is empty. */

import { castMember } from './connected-systems/demo/people.ts';
import type { CastMember } from './connected-systems/demo/cast-member.ts';
import type { ConnectedSystem } from './connected-systems/connector.ts';
import { bindAccount } from './data-subjects/bind-account.ts';
import type { ResidentActor } from './platform/actor.ts';
import type { Tools } from './platform/house.ts';
import { openTools } from './platform/tools.ts';
import { knowMember } from './seed-demonstration.ts';
import { emptyAnswers } from './requests/draft.ts';
import { beginDraft, readDraft } from './requests/drafts.ts';
import { fileRequest } from './requests/file-request.ts';
import { giveResidentAccount } from './sign-in/give-account.ts';
import { providerClients, providerSettings } from './sign-in/provider-settings.ts';

/** Days before the first start: one is late, one is due within days, the others have time; the last is at risk and goes to the safeguarding lead. */
const askedDaysAgo: readonly (readonly [key: string, days: number])[] = [
  ['marion-tregenza', 40],
  ['sarah-pascoe-march', 27],
  ['rhiannon-addo', 12],
  ['stefan-brandt', 3],
  ['leila-marchetti', 2],
];

const dayMs = 86_400_000;
const noSession = { idHash: '', version: 0 };

/** Needs the connected systems. Whoever has an account already is left alone, so a second start files nothing. */
export async function seedRequests(worker: Tools, systems: readonly ConnectedSystem[]): Promise<void> {
  const { config } = worker;
  const tools = await openTools({ config, role: 'app', maxConnections: 2 });
  try {
    const { issuer } = providerSettings(config, await providerClients(config.dataDir)).resident;
    for (const [key, days] of askedDaysAgo) {
      const member = castMember(key);
      const accountId = await giveResidentAccount(worker, { issuer, subject: member.signIn.subject });
      if (accountId !== null) await askOnce({ tools, systems, member, accountId, askedAt: new Date(tools.clock.now().getTime() - days * dayMs) });
    }
  } finally {
    await tools.close();
  }
}

interface Asking {
  readonly tools: Tools;
  readonly systems: readonly ConnectedSystem[];
  readonly member: CastMember;
  readonly accountId: string;
  readonly askedAt: Date;
}

async function askOnce({ tools, systems, member, accountId, askedAt }: Asking): Promise<void> {
  const then: Tools = { ...tools, clock: { now: () => askedAt } };
  const actor: ResidentActor = { kind: 'resident', accountId, dataSubjectId: null, isCheckedByOfficer: false, session: noSession };
  const draft = await readDraft(then, actor, await beginDraft(then, actor, { ...emptyAnswers, scope: 'everything', dates: 'all', hasContact: true }));
  if (draft === null) throw new Error('a draft of the demonstration has gone');
  await fileRequest(then, actor, draft);
  await knowMember(tools, member);
  const { name, dateOfBirth, addresses, systemPersonNumbers } = member;
  await bindAccount(tools, systems, { accountId, identity: { names: [name], dateOfBirth, addresses, systemPersonNumbers }, evidence: 'provider identity check', boundBy: 'seed' });
}
