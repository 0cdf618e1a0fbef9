/** Asks a system from the narrowest question to the widest, and stops as soon as the person is found: nobody is looked at without need. */
import type { FindResult, SubjectIdentifiers } from '../connector.ts';
import { certainBlocksFor, narrowBlocksFor, wideBlocksFor, type Block } from './blocks.ts';
import { judgeMatch } from './judge-match.ts';
import type { PersonRecord } from './person-record.ts';

/** From here on, wider questions would only bring strangers. */
const likelyEnough = 0.95;

/** True when a wider question can add nothing that an officer, or nobody, needs. */
export function isFoundEnough(result: FindResult): boolean {
  if (result.found === 'certain') return true;
  return result.found === 'probable' && (result.candidates[0]?.probability ?? 0) >= likelyEnough;
}

/**
 * `ask` brings the records for which one of the blocks holds, or null where it could ask none of them: whoever could not be asked about
 * at all is not said to be unknown. First what can make somebody certain, and shows whether anybody is alike;
 * then what forgives slips; then, only where nobody likely was found, what is left.
 */
export async function findInStages(systemKey: string, who: SubjectIdentifiers, ask: (blocks: readonly Block[]) => Promise<readonly PersonRecord[] | null>): Promise<FindResult> {
  const found = new Map<string, PersonRecord>();
  let asked = 0;
  const judged = async (blocks: readonly Block[]): Promise<FindResult> => {
    const records = blocks.length === 0 ? null : await ask(blocks);
    if (records !== null) asked += 1;
    for (const record of records ?? []) found.set(record.reference, record);
    return judgeMatch(systemKey, who, [...found.values()]);
  };
  const certain = await judged(certainBlocksFor(systemKey, who));
  if (certain.found === 'certain') return certain;
  const narrow = await judged(narrowBlocksFor(systemKey, who));
  if (isFoundEnough(narrow)) return narrow;
  const wide = await judged(wideBlocksFor(who));
  return asked > 0 ? wide : { found: 'identifier not supported' };
}
