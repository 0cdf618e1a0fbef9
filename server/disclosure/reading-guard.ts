/** Guards the reading room: only the recipient, and only after a sign-in as sure as the answer is sensitive. */

import type { Action } from '../../policies/vocabulary.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { permit, textParams, type Guard, type Seek } from '../platform/permit.ts';
import { actsFor, type Sensitivity } from './answer.ts';
import { disclosedAnswer, type DisclosedAnswer } from './open-answer.ts';

type ReadingGuard = Guard<DisclosedAnswer, ResidentActor>;

function load({ house, actor, params }: Seek<'resident'>): Promise<DisclosedAnswer | null> {
  return disclosedAnswer(house, actor, params['answer'] ?? '');
}

/** One guard for each row of policies/step-up; the answer itself says which applies. Opening asks for a new sign-in, reading on does not. */
export function readingGuard(action: Action, way: 'open' | 'read'): ReadingGuard {
  const guardFor = (sensitivity: Sensitivity): ReadingGuard => permit(action, 'Disclosure', { by: 'resident', load, act: actsFor(sensitivity)[way] });
  const guards: Readonly<Record<Sensitivity, ReadingGuard>> = { ordinary: guardFor('ordinary'), sensitive: guardFor('sensitive'), protected: guardFor('protected') };
  return {
    ...guards.ordinary,
    stepUp: [...new Set(Object.values(guards).map((guard) => guard.stepUp))].join('|'),
    admit: async (house, actor, req) => {
      const found = actor.kind === 'resident' ? await load({ house, actor, params: textParams(req), req }) : null;
      return guards[found?.sensitivity ?? 'ordinary'].admit(house, actor, req);
    },
  };
}
