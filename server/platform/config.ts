/** Reads the environment, once and in one place, into settings that are checked before anything starts. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { CouncilDetails } from '../../client/views/page.ts';
import type { Nation } from '../../policies/bank-holidays.ts';

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  HOST: z.string().optional(),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().optional(),
  KEYS_DIR: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  APP_DATABASE_URL: z.string().optional(),
  WORKER_DATABASE_URL: z.string().optional(),
  AUDITOR_DATABASE_URL: z.string().optional(),
  DATABASE_ROLE_PREFIX: z.string().optional(),
  LINE_OF_BUSINESS_URL: z.string().optional(),
  HOUSING_URL: z.string().default('http://127.0.0.1:8091/'),
  STREET_REPORTS_URL: z.string().default('http://127.0.0.1:8092/open311/v2'),
  DOCUMENTS_FOLDER: z.string().optional(),
  PARKING_FOLDER: z.string().optional(),
  SYSTEMS_FOLDER: z.string().optional(),
  OUTGOING_ALLOWED: z.string().optional(),
  CLAMD_ADDRESS: z.string().regex(/^(?:\/.+|\[?[^/[\]\s]+\]?:\d{1,5})$/, 'it is host:port or the path of a socket').optional(),
  DEVELOPMENT_PROVIDER_URL: z.string().default('http://127.0.0.1:8090'),
  RESIDENT_ISSUER: z.string().optional(),
  STAFF_ISSUER: z.string().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('no-reply@penhallow.example.org'),
  COUNCIL_NAME: z.string().default('Penhallow Council'),
  COUNCIL_PHONE: z.string().default('01632 960 100'),
  COUNCIL_HOURS: z.string().default('Monday to Friday, 9 am to 5 pm'),
  COUNCIL_ADDRESS: z.string().default('Town Hall, Market Square, Penhallow ZZ99 1AA'),
  COUNCIL_NATION: z.enum(['england-and-wales', 'scotland', 'northern-ireland']).default('england-and-wales'),
  ENVIRONMENT_NAME: z.string().optional(),
  EXIT_URL: z.url().default('https://www.bbc.co.uk/weather'),
  TRUSTED_PROXIES: z.string().default(''),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});


export interface Config {
  readonly mode: 'development' | 'test' | 'production';
  readonly root: string;
  readonly port: number;
  /** `localhost` for the addresses of this machine alone; empty for every address it has. */
  readonly host: string;
  /** The origin residents type; every address we hand out begins with it, never with a header. */
  readonly publicUrl: string;
  readonly isSecure: boolean;
  readonly dataDir: string;
  readonly keysDir: string;
  readonly databaseUrl: string | null;
  readonly appDatabaseUrl: string | null;
  readonly workerDatabaseUrl: string | null;
  readonly auditorDatabaseUrl: string | null;
  /** How the names of the database's roles begin; the database's own name unless said. */
  readonly rolePrefix: string | null;
  readonly lineOfBusinessUrl: string | null;
  /** What connection files call `{setting: name}`. */
  readonly systemSettings: Readonly<Record<string, string>>;
  /** Where the files lie that describe connected systems. */
  readonly descriptionsFolder: string;
  /** The only hosts and networks that connected systems are spoken to at. */
  readonly outgoingAllowed: readonly string[];
  /** Where ClamAV's daemon listens: `host:port`, or the path of a socket; null without a scanner. */
  readonly scannerAddress: string | null;
  readonly developmentProviderUrl: string;
  readonly residentIssuer: string | null;
  readonly staffIssuer: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly council: CouncilDetails;
  readonly nation: Nation;
  readonly environmentName: string | null;
  readonly exitUrl: string;
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
}

/** Settings that cannot be used, in one sentence for whoever starts the program. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

/** The folder that holds package.json, from the sources and from the build alike. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('no folder above the program holds package.json');
    folder = above;
  }
  return folder;
}

/** @throws ConfigProblem naming the first setting that cannot be used. */
export function readConfig(source: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = environment.safeParse(withoutEmpty(source));
  if (!read.success) {
    const problem = read.error.issues[0];
    throw new ConfigProblem(`The setting ${problem?.path.join('.') ?? ''} cannot be used: ${problem?.message ?? 'unknown'}.`);
  }
  const settings = read.data;
  const root = projectRoot();
  const dataDir = settings.DATA_DIR ?? join(root, '.data');
  const publicUrl = (settings.PUBLIC_URL ?? `http://${settings.HOST ?? 'localhost'}:${settings.PORT}`).replace(/\/$/, '');
  refuseUnsafeProduction(settings, publicUrl);
  return {
    mode: settings.NODE_ENV,
    root,
    port: settings.PORT,
    // In production a proxy, often on another machine, stands before us.
    host: settings.HOST ?? (settings.NODE_ENV === 'production' ? '' : 'localhost'),
    publicUrl,
    isSecure: publicUrl.startsWith('https:'),
    dataDir,
    keysDir: settings.KEYS_DIR ?? join(dataDir, 'keys'),
    ...databases(settings),
    ...neighbours(settings, dataDir),
    council: councilOf(settings, publicUrl),
    nation: settings.COUNCIL_NATION,
    environmentName: settings.ENVIRONMENT_NAME ?? (settings.NODE_ENV === 'production' ? null : 'Demonstration'),
    exitUrl: settings.EXIT_URL,
    trustedProxies: listOf(settings.TRUSTED_PROXIES),
    logLevel: settings.LOG_LEVEL,
  };
}

type Settings = z.infer<typeof environment>;

function withoutEmpty(source: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

function databases(settings: Settings): Pick<Config, 'databaseUrl' | 'appDatabaseUrl' | 'workerDatabaseUrl' | 'auditorDatabaseUrl' | 'rolePrefix' | 'lineOfBusinessUrl'> {
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    appDatabaseUrl: settings.APP_DATABASE_URL ?? null,
    workerDatabaseUrl: settings.WORKER_DATABASE_URL ?? null,
    auditorDatabaseUrl: settings.AUDITOR_DATABASE_URL ?? null,
    rolePrefix: settings.DATABASE_ROLE_PREFIX ?? null,
    lineOfBusinessUrl: settings.LINE_OF_BUSINESS_URL ?? null,
  };
}

function neighbours(
  settings: Settings,
  dataDir: string,
): Pick<Config, 'systemSettings' | 'descriptionsFolder' | 'outgoingAllowed' | 'scannerAddress' | 'developmentProviderUrl' | 'residentIssuer' | 'staffIssuer' | 'smtpUrl' | 'mailFrom'> {
  return {
    systemSettings: {
      'housing-url': settings.HOUSING_URL,
      'street-reports-url': settings.STREET_REPORTS_URL,
      'documents-folder': settings.DOCUMENTS_FOLDER ?? join(dataDir, 'documents'),
      'parking-folder': settings.PARKING_FOLDER ?? join(dataDir, 'parking'),
    },
    descriptionsFolder: settings.SYSTEMS_FOLDER ?? join(projectRoot(), 'server/connected-systems/systems'),
    outgoingAllowed: listOf(settings.OUTGOING_ALLOWED ?? (settings.NODE_ENV === 'production' ? '' : 'localhost 127.0.0.0/8 ::1/128')),
    scannerAddress: settings.CLAMD_ADDRESS ?? null,
    developmentProviderUrl: settings.DEVELOPMENT_PROVIDER_URL,
    residentIssuer: settings.RESIDENT_ISSUER ?? null,
    staffIssuer: settings.STAFF_ISSUER ?? null,
    smtpUrl: settings.SMTP_URL ?? null,
    mailFrom: settings.MAIL_FROM,
  };
}

/** Words with commas or spaces between them. */
function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((each) => each !== '');
}

function councilOf(settings: Settings, publicUrl: string): CouncilDetails {
  return {
    name: settings.COUNCIL_NAME,
    phone: settings.COUNCIL_PHONE,
    hours: settings.COUNCIL_HOURS,
    address: settings.COUNCIL_ADDRESS,
    portalAddress: new URL(publicUrl).host,
  };
}

/** What is harmless in a demonstration and dangerous in a council. */
function refuseUnsafeProduction(settings: Settings, publicUrl: string): void {
  if (settings.NODE_ENV !== 'production') return;
  if (!publicUrl.startsWith('https:')) throw new ConfigProblem('In production PUBLIC_URL must begin with https.');
  if (settings.DATABASE_URL === undefined) throw new ConfigProblem('In production DATABASE_URL must name a PostgreSQL server; the embedded one is for demonstration only.');
  for (const issuer of [settings.RESIDENT_ISSUER, settings.STAFF_ISSUER]) {
    if (issuer?.startsWith('https:') !== true) throw new ConfigProblem('In production RESIDENT_ISSUER and STAFF_ISSUER must each name an OpenID provider by https; the development provider is refused.');
  }
  if (settings.SYSTEMS_FOLDER === undefined) throw new ConfigProblem('In production SYSTEMS_FOLDER must name the folder of the files that connect the council’s systems; the demonstration’s are refused.');
  if (settings.CLAMD_ADDRESS === undefined) throw new ConfigProblem('In production CLAMD_ADDRESS must name the virus scanner, which is ClamAV’s daemon; without it no document could be opened.');
}
