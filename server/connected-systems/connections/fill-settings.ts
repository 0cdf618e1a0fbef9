/** Puts secrets and the house's own settings where a connection names them, so that neither stands in a file. */
import { z } from 'zod';

export interface SettingSources {
  /** A secret by its name. @throws Error when there is none */
  readonly secret: (name: string) => Promise<string>;
  /** A setting of the house by its name; undefined when there is none. */
  readonly setting: (name: string) => string | undefined;
}

const secretSchema = z.strictObject({ secret: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a secret is named in small letters, digits and hyphens') });
const settingSchema = z.strictObject({ setting: z.string() });

/** The same settings with `{secret: name}` and `{setting: name}` replaced, however deep they stand. @throws Error naming what is missing */
export async function fillSettings(value: unknown, from: SettingSources): Promise<unknown> {
  if (Array.isArray(value)) return await Promise.all(value.map((each: unknown) => fillSettings(each, from)));
  if (typeof value !== 'object' || value === null) return value;
  const secret = secretSchema.safeParse(value);
  if (secret.success) return await from.secret(secret.data.secret);
  const setting = settingSchema.safeParse(value);
  if (setting.success) return settingNamed(setting.data.setting, from);
  const filled = await Promise.all(Object.entries(value).map(async ([key, each]) => [key, await fillSettings(each, from)] as const));
  return Object.fromEntries(filled);
}

function settingNamed(name: string, { setting }: SettingSources): string {
  const value = setting(name);
  if (value === undefined) throw new Error(`there is no setting called ${name}`);
  return value;
}
