/** Records which of a system's new tables and columns are personal, as one officer decided. */

import { z } from 'zod';
import type { StaffActor } from '../platform/actor.ts';
import { InvalidForm } from '../platform/errors.ts';
import { textOf, type Posted } from '../platform/forms.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { isColumn, type DriftPlace } from './drift.ts';
import { writeDecision } from './store.ts';

export interface Classing {
  readonly place: string;
  readonly isPersonal: boolean;
  readonly plainName: string | null;
}

const plainNameSchema = z.string().trim().min(1).max(80);

/** What was answered of what was asked, in the order it was shown; what was left open stays open. @throws InvalidForm */
export function readClassings(posted: Posted, asked: readonly DriftPlace[]): readonly Classing[] {
  const problems: Record<string, string> = {};
  const classings = asked.flatMap(({ place }): readonly Classing[] => {
    const answer = textOf(posted, `class-${place}`);
    if (answer === 'not-personal') return [{ place, isPersonal: false, plainName: null }];
    if (answer !== 'personal') return [];
    if (!isColumn(place)) return [{ place, isPersonal: true, plainName: null }];
    const name = plainNameSchema.safeParse(textOf(posted, `name-${place}`));
    if (!name.success) problems[`name-${place}`] = 'system-watch.drift.problem.name';
    return name.success ? [{ place, isPersonal: true, plainName: name.data }] : [];
  });
  const [first] = asked;
  if (Object.keys(problems).length === 0 && classings.length === 0 && first !== undefined) problems[`class-${first.place}`] = 'system-watch.drift.problem.none';
  if (Object.keys(problems).length > 0) throw new InvalidForm(problems);
  return classings;
}

/** A later decision about the same place takes the earlier one's; both stand in the audit log. */
export async function decideDrift(tools: Pick<Tools, 'database' | 'clock'>, actor: StaffActor, { systemId, classings }: { readonly systemId: string; readonly classings: readonly Classing[] }): Promise<void> {
  const details = { personal: classings.filter(({ isPersonal }) => isPersonal).length, 'not personal': classings.filter(({ isPersonal }) => !isPersonal).length };
  await recordedChange(tools.database, { actor, action: 'system.class', about: { type: 'ConnectedSystem', id: systemId }, details }, async (change) => {
    for (const classing of classings) await writeDecision(change, { systemId, ...classing, by: actor.accountId, at: tools.clock.now() });
  });
}
