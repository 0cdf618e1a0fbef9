/** How much may come out of one archive, so that a small file cannot become a large one. */

export interface UnpackingLimits {
  readonly maxEntries: number;
  /** An archive in an archive in an archive is read; one further in is named. */
  readonly maxDepth: number;
  readonly maxEntryBytes: number;
  readonly maxTotalBytes: number;
  /** Unpacked ÷ packed, looked at from `ratioFromBytes` on: a page of spaces packs well and harms nobody. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
}

export const usualUnpackingLimits: UnpackingLimits = {
  maxEntries: 2_000,
  maxDepth: 3,
  maxEntryBytes: 50 * 1024 * 1024,
  maxTotalBytes: 200 * 1024 * 1024,
  maxRatio: 200,
  ratioFromBytes: 1024 * 1024,
};

/** What is left of the limits, shared by all archives within one. */
export interface UnpackingBudget {
  readonly limits: UnpackingLimits;
  entriesLeft: number;
  bytesLeft: number;
}

export function unpackingBudget(limits: UnpackingLimits = usualUnpackingLimits): UnpackingBudget {
  return { limits, entriesLeft: limits.maxEntries, bytesLeft: limits.maxTotalBytes };
}

/** Takes entries and bytes from the budget; false, and nothing taken, where it does not reach. */
export function takeFrom(budget: UnpackingBudget, wanted: { readonly entries: number; readonly bytes: number }): boolean {
  if (wanted.entries > budget.entriesLeft || wanted.bytes > budget.bytesLeft) return false;
  budget.entriesLeft -= wanted.entries;
  budget.bytesLeft -= wanted.bytes;
  return true;
}

export function isRatioSuspect({ limits }: Pick<UnpackingBudget, 'limits'>, { packedBytes, unpackedBytes }: { readonly packedBytes: number; readonly unpackedBytes: number }): boolean {
  return unpackedBytes >= limits.ratioFromBytes && unpackedBytes > packedBytes * limits.maxRatio;
}
