/** The two words every policy file is written with, and the check that no condition is left empty. */

import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Action, Role, Thing } from './vocabulary.ts';

/** Whoever asks. Roles are those of the sign-in; a data subject only after the account was bound to one. */
export interface Person {
  readonly roles: readonly Role[];
  readonly accountId: string;
  readonly dataSubjectId: string | null;
}

export type Conditions = Readonly<Record<string, string | boolean>>;

export type Ability = MongoAbility<[Action, Thing | object]>;

type Rule = ReturnType<AbilityBuilder<Ability>['can']>;

export interface Rules {
  /** Says what a person may do, to a thing of which all of this is true. */
  readonly can: (action: Action | Action[], thing: Thing, conditions: Conditions) => Rule;
  /** Takes it back; always followed by `.because(...)`, a key of locales/.../policies.json. */
  readonly cannot: (action: Action | Action[], thing: Thing, conditions: Conditions) => Rule;
}

export interface RuleBook {
  readonly rules: Rules;
  readonly close: () => Ability;
}

/** @throws RangeError on a condition that is empty, because CASL would let it match what it should not. */
export function openRuleBook(): RuleBook {
  const builder = new AbilityBuilder<Ability>(createMongoAbility);
  const { can, cannot } = builder;
  return {
    rules: {
      can: (action, thing, conditions) => can(action, thing, checked(conditions)),
      cannot: (action, thing, conditions) => cannot(action, thing, checked(conditions)),
    },
    close: () => builder.build(),
  };
}

function checked(conditions: Conditions): Record<string, string | boolean> {
  const named: [string, unknown][] = Object.entries(conditions);
  if (named.length === 0) throw new RangeError('a rule without conditions would match everything');
  for (const [name, value] of named) {
    if (value === undefined || value === null || value === '') throw new RangeError(`the condition ${name} is empty`);
  }
  return { ...conditions };
}
