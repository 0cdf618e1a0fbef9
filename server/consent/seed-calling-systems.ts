/** Registers the demo council's systems that ask about consent, and tells their makers how to try it. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tools } from '../platform/house.ts';
import { secretOf } from '../platform/secrets.ts';
import { callingSystem, personReferenceFor, registerCallingSystem } from './calling-systems.ts';

const systems = [
  { systemId: 'school-alerts', name: 'School alerts', purposeIds: ['school-closure-texts'] },
  { systemId: 'culture-news', name: 'Library and museum news', purposeIds: ['library-and-museum-news'] },
  { systemId: 'school-meals', name: 'School meals', purposeIds: ['benefits-check-for-free-meals'] },
] as const;

/** An invented person of the demonstration, already known to the portal. */
export interface DemoPerson {
  readonly name: string;
  readonly dataSubjectId: string;
}

/** Runs once; needs the worker's tools. What a council would hand over in person stands in `calling-systems.json` of the data folder.
 *  @param people asked for only when there is something to do */
export async function seedCallingSystems(tools: Pick<Tools, 'config' | 'database'>, people: () => Promise<readonly DemoPerson[]>): Promise<void> {
  const { dataDir } = tools.config;
  const path = join(dataDir, 'calling-systems.json');
  const secrets = await Promise.all(systems.map(({ systemId }) => secretOf(dataDir, `calling-system-${systemId}`)));
  const known = await Promise.all(secrets.map((secret) => callingSystem(tools.database, `Bearer ${secret}`)));
  if (existsSync(path) && known.every(({ kind }) => kind === 'connected-system')) return;
  const referred = await people();
  const handedOver = [];
  for (const [index, system] of systems.entries()) {
    const secret = await registerCallingSystem(tools.database, { ...system, secret: secrets[index] ?? '' });
    const references: Record<string, string> = {};
    for (const { name, dataSubjectId } of referred) {
      references[name] = await personReferenceFor(tools.database, { systemId: system.systemId, dataSubjectId });
    }
    handedOver.push({ ...system, secret, people: references });
  }
  await writeFile(path, `${JSON.stringify(handedOver, null, 2)}\n`, { mode: 0o600 });
}
