/** What must never leave in somebody else's answer: where protected people live, or have lived. */

import { readIdentity, type Identity } from '../data-subjects/identity.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { protectedSubjects, subjectOfCase } from './store.ts';

export interface ProtectedValue {
  readonly id: string;
  readonly text: string;
}

/** A line this short stands in too many documents to tell anything. */
const shortestTellingLine = 6;

/**
 * Values of everyone but the person the case is about: their own address is theirs to have, and so is one they shared.
 * All of a person's addresses count, because what is learnt of a later move comes last.
 */
export async function protectedValuesOf(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<readonly ProtectedValue[]> {
  const own = await ownAddressLines(tools, read, caseId);
  const values: ProtectedValue[] = [];
  for (const subjectId of await protectedSubjects(read, caseId)) {
    const identity = await readIdentity(tools, read, subjectId);
    const lines = (identity?.addresses ?? []).flatMap(tellingLines).filter((line) => !own.has(folded(line)));
    values.push(...[...new Set(lines)].map((text, index) => ({ id: `${subjectId}-${index}`, text })));
  }
  return values;
}

type Address = Identity['addresses'][number];

function tellingLines({ lines: [firstLine = ''], postcode }: Address): readonly string[] {
  return [firstLine, postcode].filter((line) => line.length >= shortestTellingLine);
}

function folded(line: string): string {
  return line.toLowerCase().replace(/[\s,.]+/g, '');
}

/** Of the person the case is about, as one may write them in many ways. */
async function ownAddressLines(tools: Pick<Tools, 'keys'>, read: Read, caseId: string): Promise<ReadonlySet<string>> {
  const subjectId = await subjectOfCase(read, caseId);
  const identity = subjectId === null ? null : await readIdentity(tools, read, subjectId);
  return new Set((identity?.addresses ?? []).flatMap(tellingLines).map(folded));
}
