/** What the process that plays the council's systems is told when it starts. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({
  DATA_DIR: z.string().min(1),
  LINE_OF_BUSINESS_URL: z.url(),
  HOUSING_URL: z.url(),
  STREET_REPORTS_URL: z.url(),
  PARKING_FOLDER: z.string().min(1),
  HOUSING_CREDENTIAL: z.string().min(1).exactOptional(),
  DOCUMENTS_FOLDER: z.string().min(1),
});

export interface DemoSystemsSettings {
  readonly lineOfBusinessUrl: string;
  readonly housingPort: number;
  readonly housingCredential: string;
  readonly streetReportsPort: number;
  readonly streetReportsKey: string;
  readonly parkingFolder: string;
  readonly documentsFolder: string;
  readonly secretsFolder: string;
}

/** Reads the settings; makes the credentials once, where nobody gave one. @throws if a setting is missing */
export async function demoSystemsSettings(environment: NodeJS.ProcessEnv): Promise<DemoSystemsSettings> {
  const given = schema.parse(environment);
  const secretsFolder = path.join(given.DATA_DIR, 'secrets');
  await mkdir(secretsFolder, { recursive: true, mode: 0o700 });
  return {
    lineOfBusinessUrl: given.LINE_OF_BUSINESS_URL,
    housingPort: Number(new URL(given.HOUSING_URL).port),
    housingCredential: given.HOUSING_CREDENTIAL ?? (await keptCredential(path.join(secretsFolder, 'housing-credential'))),
    streetReportsPort: Number(new URL(given.STREET_REPORTS_URL).port),
    streetReportsKey: await keptCredential(path.join(secretsFolder, 'street-reports-key')),
    parkingFolder: given.PARKING_FOLDER,
    documentsFolder: given.DOCUMENTS_FOLDER,
    secretsFolder,
  };
}

async function keptCredential(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept !== '') return kept.trim();
  const credential = randomBytes(24).toString('base64url');
  await writeFile(file, credential, { mode: 0o600 });
  return credential;
}
