/** The demo council's described systems, read from the files that the product reads. */

import { fileURLToPath } from 'node:url';
import { readDescribedSystem } from '../../server/connected-systems/datasets/read-description.ts';

export const descriptionsFolder = fileURLToPath(new URL('../../server/connected-systems/systems/', import.meta.url));

export const councilTaxSystem = readDescribedSystem(descriptionsFolder, 'council-tax');
export const councilTax = councilTaxSystem.description;
