/** What the release gate found: nine checks on the final bytes, each passed or with the places where it failed. */

/** In the order of the release report. */
export const gateChecks = ['readable', 'text', 'pictures', 'hidden', 'properties', 'active', 'data', 'names', 'protected'] as const;

export type GateCheck = (typeof gateChecks)[number];

/** Where a check failed. It names the place and the removed term by its id, never the words. */
export interface GateFailure {
  readonly check: GateCheck;
  readonly fileName: string;
  readonly itemNumber: number | null;
  /** From 1, within the file. */
  readonly page: number | null;
  /** A key such as `text`, `picture` or `properties`; the report has words for it. */
  readonly where: string;
  readonly termId: string | null;
}

export interface GateReport {
  readonly isPassed: boolean;
  readonly fileCount: number;
  readonly checks: readonly { readonly check: GateCheck; readonly isPassed: boolean; readonly failures: readonly GateFailure[] }[];
}

/** An answer without files has not been checked, so it has not passed. */
export function reportOf(fileCount: number, failures: readonly GateFailure[]): GateReport {
  const checks = gateChecks.map((check) => {
    const ofThisCheck = failures.filter((failure) => failure.check === check);
    return { check, isPassed: fileCount > 0 && ofThisCheck.length === 0, failures: ofThisCheck };
  });
  return { isPassed: checks.every((check) => check.isPassed), fileCount, checks };
}
