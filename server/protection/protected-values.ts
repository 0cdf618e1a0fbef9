/** What must never leave in somebody else's answer: the present address of every protected person. */

import { readIdentity } from '../data-subjects/identity.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { protectedSubjects } from './store.ts';

export interface ProtectedValue {
  readonly id: string;
  readonly text: string;
}

/** A line this short stands in too many documents to tell anything. */
const shortestTellingLine = 6;

/** Values of everyone but the person the case is about: their own address is theirs to have. */
export async function protectedValuesOf(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<readonly ProtectedValue[]> {
  const values: ProtectedValue[] = [];
  for (const subjectId of await protectedSubjects(read, caseId)) {
    const identity = await readIdentity(tools, read, subjectId);
    const present = identity?.addresses[0];
    if (present === undefined) continue;
    const [firstLine = ''] = present.lines;
    for (const text of [firstLine, present.postcode]) if (text.length >= shortestTellingLine) values.push({ id: `${subjectId}-${values.length}`, text });
  }
  return values;
}
