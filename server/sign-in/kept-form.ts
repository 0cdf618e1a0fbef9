/** Keeps what was typed while a person signs in again, sealed in the session, to be shown and never sent by itself. */

import { z } from 'zod';
import { sealJson, unsealJson, type SealingKey } from '../platform/sealing.ts';
import { returnAddress } from './return-address.ts';

export interface KeptForm {
  /** The path to which the form goes when the person sends it. */
  readonly action: string;
  readonly kept: Readonly<Record<string, string | readonly string[]>>;
}

const maxFormLength = 64_000;

const keptFormSchema = z.object({
  action: z.string(),
  kept: z.record(z.string().max(200), z.union([z.string(), z.array(z.string()).max(500)])),
});

/** From the hidden field of the page that asked to sign in again. Null when there is none, or none that can be kept. */
export function readKeptForm(field: string): KeptForm | null {
  if (field === '' || field.length > maxFormLength) return null;
  const read = keptFormSchema.safeParse(parsed(field));
  if (!read.success) return null;
  const action = returnAddress(read.data.action);
  return action === '/' ? null : { action, kept: read.data.kept };
}

function parsed(field: string): unknown {
  try {
    return JSON.parse(field);
  } catch {
    return null; // anything may stand in a hidden field
  }
}

/** Sealed, because a session is a row of a table and the form may hold anything a person wrote. */
export function sealForm(key: SealingKey, form: KeptForm): string {
  return sealJson(key, place, form).toString('base64url');
}

export function openForm(key: SealingKey, sealed: string): KeptForm {
  return unsealJson(key, place, { sealed: Buffer.from(sealed, 'base64url'), schema: keptFormSchema });
}

const place = { table: 'sessions', column: 'data', id: 'kept-form' };
