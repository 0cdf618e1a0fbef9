/** Suggests what to hide in a text, with a reason for each: the officer decides. */
import { gazetteerOf, wordsOfName, type Gazetteer } from './gazetteer.ts';
import { mentionsOf } from './propagation.ts';
import { findAddresses } from './recognisers/addresses.ts';
import { findIdentifiers } from './recognisers/identifiers.ts';
import { findEverythingTelling } from './recognisers/telling-words.ts';
import { doubtfulFirstNames, notNames } from './recognisers/name-words.ts';
import { findNames, type NameFound } from './recognisers/names.ts';
import { findPersonalDates } from './recognisers/personal-dates.ts';
import { tokensOf } from './recognisers/word-tokens.ts';
import type { CaseKnown, Finding, Suggestion } from './suggestion.ts';

export type SuggestProfile = 'council' | 'tab';

export interface SuggestRequest {
  readonly profile: SuggestProfile;
  readonly context: CaseKnown;
}

const thirdPartyExemption = 'third-party';

/** Sorted, not overlapping. The subject and staff acting in role are left alone. */
export function suggest(text: string, { profile, context }: SuggestRequest): readonly Suggestion[] {
  const gazetteer = gazetteerOf(context);
  const values = [...findIdentifiers(text), ...findAddresses(text), ...findPersonalDates(text)].filter((finding) => isAnothers(text, finding, gazetteer));
  const names = findNames(text);
  const people = profile === 'tab' ? names.map(asFinding) : othersNamed(names, gazetteer);
  const later = partsElsewhere(text, people, { gazetteer, profile });
  const known = context.thirdParties.flatMap((name) => mentionsOf(name, text).filter((mention) => isOfThirdParty(text, mention, gazetteer)).map((mention): Finding => ({ ...mention, type: 'PERSON', score: 0.96, why: 'known-third-party' })));
  const telling = profile === 'tab' ? findEverythingTelling(text) : [];
  return withoutOverlap([...values, ...known, ...people, ...later, ...telling]).map((finding) => ({ ...finding, exemption: thirdPartyExemption }));
}

const roleMailbox = /^(?:[\w.-]{0,40}(?:housing|council|benefit|info|enquir|contact|office|admin|help|support|complaint|noreply|no-reply|revenue|recovery|planning|licens|customer|service|team|payroll|hr|foi|sar|dpo|reception)[\w.-]{0,40})@/i;
/** Numbers that organisations have and people do not. */
const officeNumber = /^(?:\+44\s?\(?0?\)?\s?|0)(?:300|303|306|330|333|345|344|370|371|800|808|844|845|870|871)/;

function isAnothers(text: string, { start, end, type }: Finding, gazetteer: Gazetteer): boolean {
  const value = text.slice(start, end);
  if (gazetteer.isOfSubject(value)) return false;
  if (type === 'EMAIL') return !roleMailbox.test(value) && !isKept(gazetteer.whoIs(value.slice(0, value.indexOf('@')).toLowerCase().split(/[^\p{L}]+/u).filter((word) => word !== '')));
  if (type === 'PHONE') return !officeNumber.test(value);
  return true;
}

const isKept = (meant: ReturnType<Gazetteer['whoIs']>): boolean => meant === 'subject' || meant === 'staff';

const asFinding = ({ start, end, score, why }: NameFound): Finding => ({ start, end, type: 'PERSON', score, why });

function othersNamed(names: readonly NameFound[], gazetteer: Gazetteer): readonly Finding[] {
  return names.flatMap((name) => {
    const meant = gazetteer.whoIs(name.words);
    if (isKept(meant)) return [];
    if (meant === 'third party') return [{ ...asFinding(name), score: 0.97, why: 'known-third-party' as const }];
    // Professionals acting in role are normally released: DPA 2018 Sch. 2 para. 17.
    return name.isInRole ? [] : [asFinding(name)];
  });
}

interface Already {
  readonly gazetteer: Gazetteer;
  readonly profile: SuggestProfile;
}

const sureEnoughToFollow = 0.7;
const shortestPart = 3;

/** The parts of a name found once are looked for in the rest of the document. */
function partsElsewhere(text: string, people: readonly Finding[], { gazetteer, profile }: Already): readonly Finding[] {
  const scores = new Map<string, number>();
  for (const { start, end, score } of people) {
    if (score < sureEnoughToFollow) continue;
    for (const word of wordsOfName(text.slice(start, end))) scores.set(word, Math.max(score * 0.95, scores.get(word) ?? 0));
  }
  return tokensOf(text).flatMap((token): readonly Finding[] => {
    const score = scores.get(token.lower);
    const isOrdinary = notNames.has(token.lower) || (doubtfulFirstNames.has(token.lower) && token.startsSentence);
    if (score === undefined || token.text.length < shortestPart || isOrdinary || (!token.isCapital && doubtfulFirstNames.has(token.lower))) return [];
    if (profile !== 'tab' && isKept(gazetteer.whoIs([token.lower]))) return [];
    return [{ start: token.start, end: token.end, type: 'PERSON', score, why: 'same-name-elsewhere' }];
  });
}

function isOfThirdParty(text: string, { start, end }: { readonly start: number; readonly end: number }, gazetteer: Gazetteer): boolean {
  const words = text.slice(start, end).toLowerCase().split(/[^\p{L}'’-]+/u).filter((word) => word !== '' && !/^(?:mr|mrs|ms|miss|mx|dr)$/.test(word));
  const meant = gazetteer.whoIs(words);
  return meant === 'third party' || meant === 'unknown';
}

/** The longest finding at a place wins, then the surest; what touches it is dropped. */
function withoutOverlap(findings: readonly Finding[]): readonly Finding[] {
  const ordered = [...findings].filter(({ start, end }) => end > start).sort((one, other) => other.end - other.start - (one.end - one.start) || other.score - one.score);
  const taken: Finding[] = [];
  const covered = new Set<number>();
  for (const finding of ordered) {
    let isFree = true;
    for (let at = finding.start; at < finding.end && isFree; at += 1) isFree = !covered.has(at);
    if (!isFree) continue;
    for (let at = finding.start; at < finding.end; at += 1) covered.add(at);
    taken.push(finding);
  }
  return taken.sort((one, other) => one.start - other.start);
}
