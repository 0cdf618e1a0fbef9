/** An OpenLDAP server of its own, filled from LDIF. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toolPath } from '../test-tools.ts';
import { ownCertificate } from './certificate.ts';
import { freePort, runProgram, runToEnd, throwawayFolder } from './program.ts';

export interface SlapdServer {
  /** Encrypted from the first byte. */
  readonly url: string;
  /** Unencrypted until STARTTLS. */
  readonly startTlsUrl: string;
  readonly baseDn: string;
  /** May read everything and, so that a test can prove that nothing was written, write everything. */
  readonly administrator: { readonly dn: string; readonly password: string };
  /** Holds what a client must trust. */
  readonly certificateFile: string;
  stop(): Promise<void>;
}

const baseDn = 'dc=northmoor,dc=example';
const administrator = { dn: `cn=administrator,${baseDn}`, password: 'only-for-tests' };

/** `ldif` holds the entries below the base, which is there already. A search without pages gives 500 entries at most. */
export async function startSlapd(ldif: string): Promise<SlapdServer> {
  const folder = await throwawayFolder('slapd');
  const [port, plainPort] = [await freePort(), await freePort()];
  const { certificateFile, keyFile } = ownCertificate(folder);
  const data = path.join(folder, 'data');
  await mkdir(data);
  const configuration = path.join(folder, 'conf');
  await writeFile(configuration, [
    ...['core', 'cosine', 'inetorgperson'].map((schema) => `include /etc/ldap/schema/${schema}.schema`),
    // As schac has it, which Debian has not: eight digits.
    "attributetype ( 1.3.6.1.4.1.25178.1.2.3 NAME 'schacDateOfBirth' EQUALITY numericStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.36{8} SINGLE-VALUE )",
    "objectclass ( 1.3.6.1.4.1.25178.1.1.2 NAME 'schacPersonalCharacteristics' AUXILIARY MAY schacDateOfBirth )",
    `pidfile ${folder}/pid`, 'modulepath /usr/lib/ldap', 'moduleload back_mdb',
    `TLSCertificateFile ${certificateFile}`, `TLSCertificateKeyFile ${keyFile}`, 'security simple_bind=128', 'sizelimit size=500 size.prtotal=unlimited',
    'database mdb', 'maxsize 16777216', 'dbnosync', `suffix "${baseDn}"`, `rootdn "${administrator.dn}"`, `rootpw ${administrator.password}`, `directory ${data}`,
    'index objectClass,cn,sn,mail,employeeNumber,member eq', 'access to attrs=userPassword by anonymous auth by * none', 'access to * by users read by * none', '',
  ].join('\n'));
  const base = `dn: ${baseDn}\nobjectClass: domain\ndc: northmoor\n`;
  runToEnd(toolPath('slapadd') ?? '', ['-q', '-f', configuration], `${base}\n${ldif}`);
  const listening = `ldap://127.0.0.1:${plainPort}/ ldaps://127.0.0.1:${port}/`;
  const { stop } = await runProgram({ file: toolPath('slapd') ?? '', args: ['-f', configuration, '-h', listening, '-d', '0'], folder, port });
  return { url: `ldaps://127.0.0.1:${port}`, startTlsUrl: `ldap://127.0.0.1:${plainPort}`, baseDn, administrator, certificateFile, stop };
}
