/** Every kind of connector that is held to the contract. To add one: write its file, and its line here. */

import { folder } from './folder.ts';
import { folderWithIndex } from './folder-with-index.ts';
import { graphEDiscovery } from './graph-ediscovery.ts';
import type { KindUnderTest } from './kind-under-test.ts';
import { imap } from './imap.ts';
import { ldap } from './ldap.ts';
import { sftp } from './sftp.ts';
import { open311 } from './open311.ts';
import { rest } from './rest.ts';
import { sqlOnMariadb } from './sql-mariadb.ts';
import { soap } from './soap.ts';
import { sqlOnPostgresql } from './sql-postgresql.ts';
import { subjectAccessHttp } from './subject-access-http.ts';

export const kindsUnderTest: readonly KindUnderTest[] = [
  sqlOnPostgresql,
  sqlOnMariadb,
  subjectAccessHttp,
  rest,
  soap,
  open311,
  graphEDiscovery,
  folderWithIndex,
  folder,
  sftp,
  imap,
  ldap,
];
