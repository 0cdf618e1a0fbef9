/** The command line, for administrators and automation: JSON on standard output, 0 only on success. Commands load what they need, so that each starts at once. */

import { Command } from 'commander';

interface Outcome {
  readonly exitStatus: 0 | 1;
}

async function finish(outcome: Promise<Outcome>): Promise<void> {
  process.exitCode = (await outcome).exitStatus;
}

function suggestCommand(): Command {
  return new Command('suggest')
    .description('suggest what to hide: one JSON object a line on standard input, one line each in answer')
    .option('--profile <name>', 'council, or tab for the Text Anonymization Benchmark', 'council')
    .action(async (options: { readonly profile: string }) => {
      const { suggestCommand: run } = await import('./redaction/cli.ts');
      if (options.profile !== 'tab' && options.profile !== 'council') throw new Error('The profile is council or tab.');
      await finish(run({ input: process.stdin, output: process.stdout, profile: options.profile }));
    });
}

function redactPdfCommand(): Command {
  return new Command('redact-pdf')
    .description('remove terms and marked areas from a PDF for good; a file that cannot be made clean leaves no output')
    .argument('<in>')
    .argument('<out>')
    .requiredOption('--terms <file>', 'JSON array of strings')
    .option('--marks <file>', 'JSON array of {page, rect, exemption?}')
    .action(async (inPath: string, outPath: string, options: { readonly terms: string; readonly marks?: string }) => {
      const { redactPdfCommand: run } = await import('./redaction/cli.ts');
      await finish(run({ inPath, outPath, termsPath: options.terms, ...(options.marks === undefined ? {} : { marksPath: options.marks }), output: process.stdout }));
    });
}

function checkPdfCommand(): Command {
  return new Command('check-pdf')
    .description('search a PDF for terms wherever it could still hold them')
    .argument('<file>')
    .requiredOption('--terms <file>', 'JSON array of strings')
    .action(async (path: string, options: { readonly terms: string }) => {
      const { checkPdfCommand: run } = await import('./redaction/cli.ts');
      await finish(run({ path, termsPath: options.terms, output: process.stdout }));
    });
}

function verifyAuditCommand(): Command {
  return new Command('verify-audit')
    .description('check the audit log: every entry against its seal, every seal against the chain')
    .argument('[export]', 'an export of the log, one JSON object a line; without it the database is read')
    .action(async (path: string | undefined) => {
      const { verifyAuditCommand: run } = await import('./verify-audit-cli.ts');
      await finish(run({ path: path ?? null, output: process.stdout }));
    });
}

function shredCommand(): Command {
  return new Command('shred')
    .description('destroy the key and the files of a case that has ended, for good')
    .requiredOption('--case <id>', 'the id of the case')
    .action(async (options: { readonly case: string }) => {
      const { shredCommand: run } = await import('./retention/cli.ts');
      await finish(run({ caseId: options.case, output: process.stdout }));
    });
}

function restoreCheckCommand(): Command {
  return new Command('restore-check').description('after a restore: shred again whatever came back, and say what it was').action(async () => {
    const { restoreCheckCommand: run } = await import('./retention/cli.ts');
    await finish(run({ output: process.stdout }));
  });
}

function rehearseCommand(): Command {
  return new Command('rehearse').description('make the request of the planted person, and say which planted record was missed in which system').action(async () => {
    const { rehearseCommand: run } = await import('./rehearsals/cli.ts');
    await finish(run({ output: process.stdout }));
  });
}

function routesCommand(): Command {
  return new Command('routes').description('one line a route: method, path, action, who, step-up').action(async () => {
    const { listRoutes } = await import('./list-routes.ts');
    process.stdout.write(`${listRoutes().join('\n')}\n`);
  });
}

async function fairsight(): Promise<Command> {
  const { deadlineCommand } = await import('./requests/deadline-cli.ts');
  const { systemsCommand } = await import('./systems-cli.ts');
  const { verifyBundleCommand } = await import('./disclosure/verify-bundle-cli.ts');
  const { verifyCertificateCommand } = await import('./certificates/verify-certificate-cli.ts');
  const program = new Command('fairsight').description('Answers people about their own data.');
  program.exitOverride();
  program.configureOutput({ writeErr: () => undefined });
  for (const command of [deadlineCommand(), suggestCommand(), redactPdfCommand(), checkPdfCommand(), verifyAuditCommand(), verifyBundleCommand(), verifyCertificateCommand(), shredCommand(), restoreCheckCommand(), rehearseCommand(), systemsCommand(finish), routesCommand()]) {
    command.exitOverride();
    command.configureOutput({ writeErr: () => undefined });
    program.addCommand(command);
  }
  return program;
}

function isAnswered(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && error.exitCode === 0;
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return 'The command failed.';
  if ('code' in error && error.code === 'commander.help') return 'Name a command; --help lists them.';
  if ('code' in error && error.code === 'ENOENT') return 'There is no such file.';
  return error.message.replace(/^error: /, '');
}

const program = await fairsight();
await program.parseAsync(process.argv).catch((error: unknown) => {
  if (isAnswered(error)) return;
  const sentence = sentenceFor(error);
  process.stdout.write(`${JSON.stringify({ error: sentence })}\n`);
  process.exitCode = 1;
});
