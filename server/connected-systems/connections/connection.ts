/** A connection: which kind of connector reads a system, and with what settings; written as `<name>.connection.yml`. */
import { join } from 'node:path';
import { z } from 'zod';
import { checked, DescriptionRefused, parsed } from '../datasets/read-description.ts';

const connectionSchema = z.strictObject({
  /** The key of the description beside it. */
  system: z.string().regex(/^[a-z][a-z-]*$/, 'a key is small letters and hyphens'),
  connector: z.string(),
  /** Among the council's systems, as residents and officers see them; by name where it is not said. */
  position: z.number().int().positive().default(1_000),
  /** While the council has switched asking off, for instance during an upgrade. */
  suspended_since: z.iso.date().optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
});

export type Connection = Readonly<z.infer<typeof connectionSchema>>;

export const connectionEnding = '.connection.yml';

/** @throws DescriptionRefused */
export function readConnection(folder: string, name: string): Connection {
  const file = join(folder, `${name}${connectionEnding}`);
  const connection = checked(file, () => connectionSchema.parse(parsed(file)));
  // The description is found by the file's name, and everything else by the system's key.
  if (connection.system !== name) throw new DescriptionRefused(file, [`it connects ${connection.system}; a file is called after its system`]);
  return connection;
}
