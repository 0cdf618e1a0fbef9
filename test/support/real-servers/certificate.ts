/** A certificate for 127.0.0.1 and localhost that only whoever is given it trusts. */

import path from 'node:path';
import { toolPath } from '../test-tools.ts';
import { runToEnd } from './program.ts';

export interface OwnCertificate {
  /** What a client must trust. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

export function ownCertificate(folder: string): OwnCertificate {
  const certificateFile = path.join(folder, 'certificate.pem');
  const keyFile = path.join(folder, 'key.pem');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-days', '2'];
  runToEnd(toolPath('openssl') ?? '', ['req', '-x509', ...key, ...name, '-out', certificateFile]);
  return { certificateFile, keyFile };
}
