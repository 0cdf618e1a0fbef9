/** The doors of casework for officers, in one list. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Route } from '../platform/permit.ts';
import { auditRoutes } from './audit-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { collectRoutes } from './collect-routes.ts';
import { itemRoutes } from './item-routes.ts';
import { searchTermRoutes } from './search-term-routes.ts';

export interface CaseworkServices {
  readonly systems: readonly ConnectedSystem[];
}

export function caseworkRoutes({ systems }: CaseworkServices): readonly Route[] {
  return [...caseRoutes(systems), ...collectRoutes(systems), ...searchTermRoutes(systems), ...itemRoutes(systems), ...auditRoutes];
}
