/** Doors of the tests' own: one tells who is signed in, others need a sign-in made for the thing they open. */

import type { Actor } from '../../server/platform/actor.ts';
import { StepUpNeeded } from '../../server/platform/errors.ts';
import { get, open, post, type Guard, type Route } from '../../server/platform/permit.ts';
import type { PersonaBrowser, PersonaChoice, Shown } from './persona-browser.ts';

export const dylan: PersonaChoice = { persona: 'dylan-osei', authenticator: 'two-factor' };

export function heading(shown: Shown): string {
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(shown.text)?.[1] ?? shown.text.slice(0, 200);
}

const opensOneAnswer: Guard<{ readonly id: string }, Actor> = {
  action: 'open', who: 'resident', stepUp: 'open-answer',
  admit: (house, actor, req) => {
    const asked = { act: 'open-answer', object: String(req.params['id']) };
    const needed = house.stepUp(asked, { actor, session: req.session }, house.clock.now());
    if (needed !== null) throw new StepUpNeeded({ ...asked, ...needed, returnTo: req.originalUrl });
    return Promise.resolve({ actor, thing: { id: asked.object } });
  },
};

/** `/who`, `/answers/:id` and `/answers/:id/note`. */
export const signInDoors: readonly Route[] = [
  get('/who', open('a test asks'), ({ actor, json }) => json({ kind: actor.kind, account: 'accountId' in actor ? actor.accountId : null })),
  post('/answers/:id/note', opensOneAnswer, ({ thing, posted, json }) => json({ noted: thing.id, words: posted['words'] ?? null })),
  get('/answers/:id', opensOneAnswer, ({ thing, json }) => json({ opened: thing.id })),
];

export interface Who {
  readonly kind: string;
  readonly account: string | null;
}

/** Who this browser is to the portal. */
export async function whoIs(browser: PersonaBrowser, origin: string): Promise<Who> {
  return JSON.parse((await browser.go(`${origin}/who`)).text) as Who;
}

/** What a session's cookie is worth, whoever holds it. */
export async function kindWith(cookie: string, origin: string): Promise<string> {
  const response = await fetch(`${origin}/who`, { headers: { cookie } });
  return (await response.json() as Who).kind;
}
