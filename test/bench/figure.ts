/** What a measurement says, and the arithmetic that makes two of them fair to one another. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is held against, in the same unit; null where there is nothing to hold it against. */
  readonly limit: number | null;
  /** Larger is better; null without a limit. */
  readonly ratio: number | null;
  /** Figures measured in the same run that belong beside this one. */
  readonly [beside: string]: number | string | null;
}

/** Each file of figures exports this; a name of contracts.md is the name of its file. */
export type Measure = () => Promise<readonly Figure[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  if (upper === undefined || lower === undefined) throw new RangeError('there is no median of nothing');
  return (lower + upper) / 2;
}

export interface Rivals {
  readonly ours: () => Promise<number>;
  readonly limit: () => Promise<number>;
  /** At least 5. */
  readonly rounds?: number;
  /** Rounds thrown away, until the compiler has seen enough of what is measured: a page is much code, each line run once. */
  readonly warmUpRounds?: number;
}

/** Measures both in turn, round by round, so that a busy moment of the machine falls on both; medians. */
export async function interleaved({ ours, limit, rounds = 5, warmUpRounds = 1 }: Rivals): Promise<{ readonly ours: number; readonly limit: number }> {
  const found = { ours: [] as number[], limit: [] as number[] };
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const [oneOurs, oneLimit] = [await ours(), await limit()];
    if (round < warmUpRounds) continue;
    found.ours.push(oneOurs);
    found.limit.push(oneLimit);
  }
  return { ours: median(found.ours), limit: median(found.limit) };
}
