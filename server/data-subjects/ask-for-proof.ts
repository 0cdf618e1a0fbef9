/** Takes the way in which a person wants to show who they are, and binds at once where the provider has proved it. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { newId, newReference } from '../platform/ids.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { addWorkingDays, holidayCalendarOf } from '../requests/working-days.ts';
import { dayInLondon } from '../requests/calendar-days.ts';
import { readProfile } from '../sign-in/read-profile.ts';
import type { Profile } from '../sign-in/profile.ts';
import { bindAccount } from './bind-account.ts';
import type { Identity } from './identity.ts';
import { answerWithinWorkingDays, type ProofState, type ProofWay } from './proof.ts';
import { insertProof } from './store.ts';

export interface Asking {
  readonly actor: ResidentActor;
  readonly way: ProofWay;
  /** The provider's word for what this very sign-in proved, or null; a profile kept from another sign-in proves nothing. */
  readonly provedAs: string | null;
}

export async function askForProof(tools: Tools, systems: readonly ConnectedSystem[], asking: Asking): Promise<'bound' | ProofState> {
  if (asking.way !== 'identity-check') return noteProof(tools, asking, 'waiting');
  const identity = asking.provedAs === null ? null : await provedIdentity(tools, asking.actor, asking.provedAs);
  if (identity === null) return noteProof(tools, asking, 'not matched');
  const outcome = await bindAccount(tools, systems, { accountId: asking.actor.accountId, identity, evidence: 'provider identity check', boundBy: asking.actor.accountId });
  return outcome === 'bound' ? 'bound' : noteProof(tools, asking, 'not matched');
}

/** No match, two people alike and details that contradict are noted alike and look alike. */
async function noteProof(tools: Tools, { actor, way }: Asking, state: 'waiting' | 'not matched'): Promise<ProofState> {
  const now = tools.clock.now();
  const id = newId();
  const record = { actor, action: 'proof.ask', about: { type: 'account', id: actor.accountId }, details: { way } };
  await recordedChange(tools.database, record, (change) =>
    insertProof(change, {
      id,
      reference: newReference(),
      account_id: actor.accountId,
      way,
      state,
      answer_by_on: addWorkingDays(dayInLondon(now), answerWithinWorkingDays, holidayCalendarOf(tools.config.nation)),
      asked_at: now,
    }),
  );
  return state;
}

async function provedIdentity(tools: Tools, actor: ResidentActor, provedAs: string): Promise<Identity | null> {
  const profile = await asActor(tools.database, actor, (read) => readProfile(tools, read, actor.accountId));
  return profile?.identity === provedAs ? identityFrom(profile) : null;
}

/** Null when the provider did not say enough to find anybody by. */
export function identityFrom({ givenName, familyName, birthDate, address, nino }: Profile): Identity | null {
  if (givenName === null || familyName === null || birthDate === null) return null;
  const postcode = address?.postcode ?? null;
  const lines = [address?.street ?? null, address?.locality ?? null].flatMap((line) => (line === null ? [] : line.split('\n')));
  return {
    names: [{ given: givenName, family: familyName }],
    dateOfBirth: birthDate,
    addresses: postcode === null ? [] : [{ lines, postcode }],
    systemPersonNumbers: {},
    ...(nino === null ? {} : { nino }),
  };
}
