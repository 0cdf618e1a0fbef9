/** The command that checks a saved search certificate offline. */

import { Command } from 'commander';
import { verdictBy } from '../disclosure/verify-bundle-cli.ts';
import { verifyCertificate } from './verify-certificate.ts';

export function verifyCertificateCommand(): Command {
  return new Command('verify-certificate')
    .description('check a search certificate that was saved as data; needs no server and no database')
    .argument('<file>', 'the certificate, as JSON')
    .option('--key <file>', "the council's published key (PEM); without it only the certificate's agreement with itself is checked")
    .addHelpText('after', '\nExample:\n  npm run -s fairsight -- verify-certificate document-1.json --key answer-key.pem')
    .action(async (path: string, options: { readonly key?: string }) => {
      const { output, isValid } = await verdictBy(verifyCertificate, path, options.key ?? null);
      process.stdout.write(`${output}\n`);
      if (!isValid) process.exitCode = 1;
    });
}
