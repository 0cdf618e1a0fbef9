/** The identifiers of a data subject as services are asked with them, and every way of putting known values into a request. */
import { SystemFault } from './connector.ts';
import type { SubjectIdentifiers } from './connector.ts';
import { personNumberIdentity } from './datasets/describe-system.ts';
import { isCalendarDay, swapDayAndMonth } from './matching/compare-births.ts';
import type { NestedRow } from './nested-rows.ts';

export type Identities = ReadonlyMap<string, readonly string[]>;

/** What requests are asked with: identifiers, and the rows of endpoints that were read before. */
export interface Known {
  readonly identities: Identities;
  readonly rows: ReadonlyMap<string, readonly NestedRow[]>;
}

/** Where the value of a part of a request comes from. */
export type ParamSource =
  | { readonly name: string; readonly from: 'identity'; readonly identity: string }
  | { readonly name: string; readonly from: 'reference'; readonly references: readonly { readonly collection: string; readonly path: string }[] }
  | { readonly name: string; readonly from: 'setting'; readonly setting: string };

/** One part of a service is asked no more often than this about one person. */
export const maxRequests = 500;

/** The identifiers of a data subject under the names that Fides and this portal give them. */
export function identitiesOfPerson(systemKey: string, who: SubjectIdentifiers): Identities {
  const days = [who.dateOfBirth, swapDayAndMonth(who.dateOfBirth)].filter(isCalendarDay);
  const known: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    [personNumberIdentity, [who.systemPersonNumbers[systemKey]]],
    ['nino', [who.nino]],
    ['nhs_number', [who.nhsNumber]],
    ['email', who.emails ?? []],
    ['phone_number', who.phones ?? []],
    ['phone', who.phones ?? []],
    ['given_name', who.names.map(({ given }) => given)],
    ['family_name', who.names.map(({ family }) => family)],
    ['name', who.names.map(({ given, family }) => `${given} ${family}`)],
    ['date_of_birth', [...new Set(days)]],
    ['postcode', who.addresses.map(({ postcode }) => postcode)],
  ];
  return new Map(known.map(([name, values]) => [name, values.filter((value) => value !== undefined && value !== '').map(String)]));
}

/** Names belong to many people: nothing is asked by a name and nothing else. */
export function isByNameAlone(identities: readonly string[]): boolean {
  return identities.length > 0 && identities.every((identity) => ['given_name', 'family_name', 'name'].includes(identity));
}

type Binding = Readonly<Record<string, string>>;

/** Every way of giving the placeholders their values. Values of one earlier row stay together: an order's number never meets another's customer. */
export function bindingsOf(params: readonly ParamSource[], { identities, rows }: Known, settings: Binding): readonly Binding[] {
  const groups: (readonly Binding[])[] = [];
  const byCollection = new Map<string, Extract<ParamSource, { from: 'reference' }>[]>();
  for (const param of params) {
    if (param.from === 'identity') groups.push((identities.get(param.identity) ?? []).map((value) => ({ [param.name]: value })));
    else if (param.from === 'setting') groups.push(Object.hasOwn(settings, param.setting) ? [{ [param.name]: settings[param.setting] ?? '' }] : []);
    else {
      const from = param.references[0]?.collection ?? '';
      byCollection.set(from, [...(byCollection.get(from) ?? []), param]);
    }
  }
  for (const [collection, together] of byCollection) groups.push((rows.get(collection) ?? []).flatMap((row) => bindingsOfRow(together, row)));
  return product(groups);
}

function bindingsOfRow(params: readonly Extract<ParamSource, { from: 'reference' }>[], row: NestedRow): readonly Binding[] {
  return product(params.map(({ name, references }) => references.flatMap(({ path }) => row.get(path) ?? []).filter((value) => value !== '').map((value) => ({ [name]: value }))));
}

function product(groups: readonly (readonly Binding[])[]): readonly Binding[] {
  return groups.reduce<readonly Binding[]>((left, group) => {
    if (left.length * group.length > 10 * maxRequests) throw new SystemFault('too-large', 'there are more ways of asking than are tried');
    return left.flatMap((one) => group.map((other) => ({ ...one, ...other })));
  }, [{}]);
}
