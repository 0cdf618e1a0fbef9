/** Every kind of connector there is. To add one: write its file, and its line here. */
import type { ConnectorKind } from './connector-kind.ts';
import { folderKind } from '../folder-drop-connector.ts';
import { folderIndexKind } from '../folder-connector.ts';
import { imapKind } from '../imap-connector.ts';
import { ldapKind } from '../ldap-connector.ts';
import { graphEDiscoveryKind } from '../graph-ediscovery-connector.ts';
import { manualKind } from '../manual-connector.ts';
import { sftpKind } from '../sftp-connector.ts';
import { open311Kind } from '../open311-connector.ts';
import { restKind } from '../rest-connector.ts';
import { soapKind } from '../soap-connector.ts';
import { sqlKind } from '../sql-connector.ts';
import { subjectAccessHttpKind } from '../subject-access-http-connector.ts';

export const connectorKinds: readonly ConnectorKind[] = [
  sqlKind,
  subjectAccessHttpKind,
  restKind,
  soapKind,
  open311Kind,
  graphEDiscoveryKind,
  folderIndexKind,
  folderKind,
  sftpKind,
  imapKind,
  ldapKind,
  manualKind,
];
