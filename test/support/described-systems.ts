/** The demo council's described systems, read from the files that the product reads. */

import { fileURLToPath } from 'node:url';
import type { SystemDescription } from '../../server/connected-systems/connector.ts';
import type { DatabaseDescription } from '../../server/connected-systems/database-description.ts';
import { readDescribedSystem } from '../../server/connected-systems/datasets/read-description.ts';

export const descriptionsFolder = fileURLToPath(new URL('../../server/connected-systems/systems/', import.meta.url));

function described(name: string): SystemDescription {
  return readDescribedSystem(descriptionsFolder, name).description;
}

/** The description of a system, and the tables it must have. */
export function describedTables(folder: string, name: string): { readonly description: SystemDescription; readonly database: DatabaseDescription } {
  const { description, database } = readDescribedSystem(folder, name);
  if (database === null) throw new RangeError(`${name} has no tables`);
  return { description, database };
}

export const councilTaxSystem = describedTables(descriptionsFolder, 'council-tax');
export const councilTax = councilTaxSystem.description;
export const housing = described('housing');
export const childrensSocialCare = described('childrens-social-care');
