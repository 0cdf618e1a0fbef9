/** The systems this council has connected. To connect another: describe it under `systems/` and add its line here. */
import type { ConnectedSystem } from './connector.ts';
import { folderConnector } from './folder-connector.ts';
import { sqlConnector } from './sql-connector.ts';
import { subjectAccessHttpConnector } from './subject-access-http-connector.ts';
import { childrensSocialCare } from './systems/childrens-social-care.ts';
import { councilTaxDatabase } from './systems/council-tax-database.ts';
import { councilTax } from './systems/council-tax.ts';
import { housing } from './systems/housing.ts';

export interface ConnectedSystemsSettings {
  /** With a role that may only read; one that can write is refused. */
  readonly lineOfBusinessUrl: string;
  readonly housingUrl: string;
  readonly housingCredential: string;
  readonly documentsFolder: string;
}

/** In the order in which residents and officers see them. Connects to nothing yet. */
export function connectedSystems(settings: ConnectedSystemsSettings): readonly ConnectedSystem[] {
  return [
    sqlConnector({ description: councilTax, database: councilTaxDatabase, url: settings.lineOfBusinessUrl }),
    subjectAccessHttpConnector({ description: housing, baseUrl: settings.housingUrl, credential: settings.housingCredential }),
    folderConnector({ description: childrensSocialCare, folder: settings.documentsFolder }),
  ];
}
