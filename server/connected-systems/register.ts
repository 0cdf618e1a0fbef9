/** The systems this council has connected. To connect another: describe it under `systems/` and add its line here. */
import type { ConnectedSystem } from './connector.ts';
import { readDescribedSystem } from './datasets/read-description.ts';
import { folderConnector } from './folder-connector.ts';
import { sqlConnector } from './sql-connector.ts';
import { subjectAccessHttpConnector } from './subject-access-http-connector.ts';
import { childrensSocialCare } from './systems/childrens-social-care.ts';
import { housing } from './systems/housing.ts';

export interface ConnectedSystemsSettings {
  /** With a role that may only read; one that can write is refused. */
  readonly lineOfBusinessUrl: string;
  readonly housingUrl: string;
  readonly housingCredential: string;
  readonly documentsFolder: string;
  /** Where the files lie that describe systems. */
  readonly descriptionsFolder: string;
}

/** In the order in which residents and officers see them. Connects to nothing yet. @throws DescriptionRefused */
export function connectedSystems(settings: ConnectedSystemsSettings): readonly ConnectedSystem[] {
  return [
    sqlConnector({ ...readDescribedSystem(settings.descriptionsFolder, 'council-tax'), url: settings.lineOfBusinessUrl }),
    subjectAccessHttpConnector({ description: housing, baseUrl: settings.housingUrl, credential: settings.housingCredential }),
    folderConnector({ description: childrensSocialCare, folder: settings.documentsFolder }),
  ];
}
