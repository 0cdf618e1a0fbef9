/** Who a data subject is: the only words a connected system is ever asked with, kept sealed under the person's own key. */

import { z } from 'zod';
import type { SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealJson } from '../platform/sealing.ts';
import { findSubject } from './store.ts';

const personName = z.object({ given: z.string(), family: z.string() });
const postalAddress = z.object({ lines: z.array(z.string()), postcode: z.string() });

export const identitySchema = z.object({
  names: z.array(personName).min(1),
  dateOfBirth: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  addresses: z.array(postalAddress),
  systemPersonNumbers: z.record(z.string(), z.string()),
  nino: z.string().exactOptional(),
  nhsNumber: z.string().exactOptional(),
  emails: z.array(z.string()).exactOptional(),
  phones: z.array(z.string()).exactOptional(),
});

/** What connectors call `SubjectIdentifiers`. */
export type Identity = SubjectIdentifiers;

export function identityPlace(id: string): { table: string; column: string; id: string } {
  return { table: 'data_subjects', column: 'sealed_identity', id };
}

/** What was known stays, in its order, because what protects a person hangs on it; what is new comes after. */
export function withNews(known: Identity, news: Identity): Identity {
  const [emails, phones] = [joined(known.emails, news.emails), joined(known.phones, news.phones)];
  return {
    ...news,
    ...known,
    names: added(known.names, news.names),
    addresses: added(known.addresses, news.addresses),
    systemPersonNumbers: { ...known.systemPersonNumbers, ...news.systemPersonNumbers },
    ...(emails.length === 0 ? {} : { emails }),
    ...(phones.length === 0 ? {} : { phones }),
  };
}

function joined(known: readonly string[] = [], news: readonly string[] = []): readonly string[] {
  return [...new Set([...known, ...news])];
}

function added<T extends object>(known: readonly T[], news: readonly T[]): readonly T[] {
  const plain = (value: T): string => JSON.stringify(value).toLowerCase().replace(/\s+/g, '');
  const had = new Set(known.map(plain));
  return [...known, ...news.filter((each) => !had.has(plain(each)))];
}

/** Null when the reader may not see this data subject. */
export async function readIdentity(tools: Pick<Tools, 'keys'>, read: Read, dataSubjectId: string): Promise<Identity | null> {
  const row = await findSubject(read, dataSubjectId);
  if (row === null) return null;
  const key = await tools.keys.keyFor(`subject:${dataSubjectId}`);
  return unsealJson(key, identityPlace(dataSubjectId), { sealed: row.sealed_identity, schema: identitySchema });
}
