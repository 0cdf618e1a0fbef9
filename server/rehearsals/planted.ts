/** Reads who is planted, and in which systems, from the file beside the descriptions of systems. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { NotRehearsed, PlantedRecord } from './rehearsal.ts';

const name = z.strictObject({ given: z.string().min(1), family: z.string().min(1) });

const schema = z.strictObject({
  person: z.strictObject({
    names: z.array(name).min(1),
    date_of_birth: z.iso.date(),
    addresses: z.array(z.strictObject({ lines: z.array(z.string()).min(1), postcode: z.string() })).default([]),
    /** A system's own number for her, by the system's key. */
    person_numbers: z.record(z.string(), z.string()).default({}),
    nino: z.string().exactOptional(),
    nhs_number: z.string().exactOptional(),
    emails: z.array(z.email()).default([]),
    phones: z.array(z.string().min(1)).default([]),
  }),
  records: z.array(z.strictObject({ system: z.string().min(1), reference: z.string().min(1) })).min(1),
  /** Systems that name nobody for certain: there the rehearsal decides about her as an officer would. */
  never_certain: z.array(z.string().min(1)).default([]),
  not_rehearsed: z.array(z.strictObject({ system: z.string().min(1), because: z.string().trim().min(1) })).default([]),
});

export interface Planted {
  readonly person: SubjectIdentifiers;
  readonly records: readonly PlantedRecord[];
  readonly neverCertain: readonly string[];
  /** Systems in which the council plants nobody, and says why: no alarm is raised about them. */
  readonly notRehearsed: readonly NotRehearsed[];
}

const fileName = 'rehearsal.yml';

/** By this the planted person is one data subject from one night to the next; no system is asked with it. */
const plantedNumber = { rehearsal: 'planted-person' };

/** Null where a council has planted nobody yet. @throws Error in a sentence that names what is wrong with the file */
export async function readPlanted(folder: string): Promise<Planted | null> {
  const file = join(folder, fileName);
  if (!existsSync(file)) return null;
  const read = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (!read.success) throw new Error(`${fileName} cannot be used: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`.trim());
  const { person, records, never_certain: neverCertain, not_rehearsed: notRehearsed } = read.data;
  const both = notRehearsed.find(({ system }) => records.some((record) => record.system === system));
  if (both !== undefined) throw new Error(`${fileName} cannot be used: ${both.system} is not rehearsed, and something is planted in it`);
  return {
    person: {
      names: person.names,
      dateOfBirth: person.date_of_birth,
      addresses: person.addresses,
      systemPersonNumbers: { ...person.person_numbers, ...plantedNumber },
      ...(person.nino === undefined ? {} : { nino: person.nino }),
      ...(person.nhs_number === undefined ? {} : { nhsNumber: person.nhs_number }),
      ...(person.emails.length === 0 ? {} : { emails: person.emails }),
      ...(person.phones.length === 0 ? {} : { phones: person.phones }),
    },
    records,
    neverCertain,
    notRehearsed,
  };
}
