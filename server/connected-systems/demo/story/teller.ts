/** Turns grammar into sentences, and remembers every name, number and passage it has put on the page. */
import type { Random } from '../seeded-random.ts';
import type { Actor, ActorKey, Era, Side } from './actors.ts';

/**
 * Symbols to their choices. `#symbol#` expands, `{actor}` names somebody, `{actor.first}` in one given form;
 * `[third:Summer]` and `[staff:Joy Lobb]` are people who appear once.
 */
export type Grammar = Readonly<Record<string, readonly string[]>>;

/** What stands in one document, for tests of what is found in it. */
export interface GroundTruth {
  readonly thirdParties: readonly string[];
  readonly staff: readonly string[];
  readonly subject: readonly string[];
  /** Phone numbers and addresses of third parties. */
  readonly thirdPartyContacts: readonly string[];
  /** Passages that nobody may see: legal advice, an informant, another child's health. */
  readonly withheldPassages: readonly string[];
}

export interface Teller {
  readonly era: Era;
  readonly random: Random;
  /** Expands a template. */
  tell(template: string): string;
  /** Expands a template into a passage that must be withheld. */
  tellWithheld(template: string): string;
  name(key: ActorKey, form?: NameForm): string;
  /** Everybody named so far, in order of appearance. */
  named(): readonly Actor[];
  truth(): GroundTruth;
}

type NameForm = 'full' | 'first' | 'formal' | 'initials' | 'reversed' | 'phone' | 'home' | 'relation';

const forms: Readonly<Record<NameForm, (actor: Actor) => string>> = {
  full: ({ given, family }) => `${given} ${family}`,
  first: ({ given }) => given,
  formal: ({ style, family }) => `${style} ${family}`,
  initials: ({ given, family }) => `${given.charAt(0)}${family.charAt(0)}`,
  reversed: ({ given, family }) => `${family.toUpperCase()}, ${given}`,
  phone: ({ phone }) => phone ?? '01632 960100',
  home: ({ home }) => home ?? 'address not recorded',
  relation: ({ relation }) => relation,
};

/** A teller for one document. */
export function tellerFor(era: Era, random: Random, grammar: Grammar): Teller {
  const people = new Map<string, Actor>();
  const strings: Record<Side, Set<string>> = { subject: new Set(), 'third-party': new Set(), staff: new Set() };
  const contacts = new Set<string>();
  const withheld = new Set<string>();

  function name(key: ActorKey, form?: NameForm): string {
    const actor = era.actors[key];
    const isNew = !people.has(fullName(actor));
    const text = forms[form ?? usualForm(actor, isNew, random)](actor);
    if (form === 'relation') return text;
    if (form === 'phone' || form === 'home') {
      if (actor.side === 'third-party' && actor[form] !== undefined) contacts.add(text);
      return text;
    }
    people.set(fullName(actor), actor);
    strings[actor.side].add(text);
    return text;
  }

  function tell(template: string): string {
    const text = expanded(template, random, grammar)
      .replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, word: string, form: string | undefined) => fact(word, era, random) ?? name(actorKey(word, era), nameForm(form)))
      .replace(/\[(third|staff):([^\]]+)\]/g, (_, side: string, written: string) => {
        strings[side === 'staff' ? 'staff' : 'third-party'].add(written);
        return written;
      });
    return text.replace(/(^|[.?] )([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  }

  return {
    era,
    random,
    tell,
    tellWithheld(template) {
      const passage = tell(template);
      withheld.add(passage);
      return passage;
    },
    name,
    named: () => [...people.values()],
    truth: () => ({
      thirdParties: [...strings['third-party']],
      staff: [...strings.staff],
      subject: [...strings.subject],
      thirdPartyContacts: [...contacts],
      withheldPassages: [...withheld],
    }),
  };
}

function expanded(template: string, random: Random, grammar: Grammar): string {
  let text = template;
  for (let depth = 0; text.includes('#') && depth < 8; depth += 1) {
    text = text.replace(/#([\w-]+)#/g, (_, symbol: string) => random.deal(symbol, choicesOf(grammar, symbol)));
  }
  return text;
}

/** What a template asks for that is nobody's name. */
function fact(word: string, era: Era, random: Random): string | undefined {
  if (word === 'school') return era.school;
  if (word === 'place') return era.placedAt;
  if (word === 'number') return String(random.between(2, 9));
  return word === 'time' ? `${random.between(8, 19)}.${String(random.between(0, 11) * 5).padStart(2, '0')}` : undefined;
}

function fullName(actor: Actor): string {
  return `${actor.given} ${actor.family}`;
}

function usualForm(actor: Actor, isNew: boolean, random: Random): NameForm {
  if (actor.side === 'subject') return random.next() < 0.93 ? 'first' : 'full';
  if (isNew) return 'full';
  if (actor.side === 'staff') return random.pick<NameForm>(['full', 'formal', 'formal', 'first', 'initials']);
  return random.pick<NameForm>(['full', 'first', 'first', 'first', 'formal', 'formal']);
}

function choicesOf(grammar: Grammar, symbol: string): readonly string[] {
  const choices = grammar[symbol];
  if (choices === undefined) throw new RangeError(`The grammar has no ${symbol}.`);
  return choices;
}

function actorKey(word: string, era: Era): ActorKey {
  if (!(word in era.actors)) throw new RangeError(`Nobody is called ${word}.`);
  return word as ActorKey;
}

function nameForm(word: string | undefined): NameForm | undefined {
  if (word === undefined) return undefined;
  if (!(word in forms)) throw new RangeError(`There is no form ${word} of a name.`);
  return word as NameForm;
}
