/** Drivers that a council installs where it has such a database; they are not part of the product. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What is said where a connection needs a driver that is not there; null where it is there. */
export function missingDriver(name: string): string | null {
  try {
    require.resolve(name);
    return null;
  } catch {
    return `reading this kind of database needs the driver ${name}: install it with npm install ${name}`;
  }
}

/** The driver's module. Its shape is for whoever asked to check. @throws Error with one sentence where it is not installed */
export async function loadDriver(name: string): Promise<unknown> {
  const missing = missingDriver(name);
  if (missing !== null) throw new Error(missing);
  const loaded: unknown = await import(name);
  // What such packages export is one object, which Node shows as the default.
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
}
