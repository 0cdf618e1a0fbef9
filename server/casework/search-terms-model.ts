/** Gathers what the page of collecting shows of the terms that officers added. */

import type { TermsModel } from '../../client/views/casework/search-terms.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import type { Case } from './case.ts';
import { isInForce, systemOf, type SearchTerm, type TermWords } from './search-term.ts';
import { systemsInScope } from './system-search.ts';

interface Shown {
  readonly found: Case;
  readonly systems: readonly ConnectedSystem[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayAct: boolean;
}

export function termsModel(terms: readonly SearchTerm[], { found, systems, names, mayAct }: Shown): TermsModel {
  const nameOf = (systemId: string): string => systems.find(({ key }) => key === systemId)?.describe().plainName ?? systemId;
  return {
    terms: terms.filter(isInForce).map((term) => ({ term, systemId: systemOf(term.words) })).map(({ term, systemId }) => ({
      id: term.id,
      kind: term.words.kind,
      value: writtenTerm(term.words),
      systemName: systemId === null ? null : nameOf(systemId),
      source: term.source,
      addedBy: names.get(term.addedBy) ?? null,
      added: { on: civilDay(term.addedAt), at: term.addedAt },
    })),
    systems: systemsAsked(systems, found).map(({ key }) => ({ id: key, name: nameOf(key) })),
    mayChange: mayAct && found.kind !== 'rectification',
  };
}

/** Whose accounts a term can name: the systems in the scope of the request. */
export function systemsAsked(systems: readonly ConnectedSystem[], { services }: Pick<Case, 'services'>): readonly { readonly key: string }[] {
  return systemsInScope(systems.map((system) => ({ key: system.key, service: system.describe().service })), services);
}

function writtenTerm(words: TermWords): string {
  switch (words.kind) {
    case 'email':
      return words.email;
    case 'phone':
      return words.phone;
    case 'account-reference':
      return words.reference;
    case 'person-number':
      return words.number;
    case 'nino':
      return words.nino;
    case 'nhs-number':
      return words.nhsNumber;
    case 'former-name':
      return `${words.given} ${words.family}`;
    case 'former-address':
      return [...words.lines, words.postcode].join(', ');
  }
}
