/** A finished file as the gate reads it, what is sought in it, and how a place that is found is told. */

import type { GateCheck, GateFailure } from './gate-report.ts';

/** Words that were removed, or that may never leave. */
export interface RemovedTerm {
  readonly id: string;
  readonly text: string;
  /** A protected value: found anywhere, it trips the wire. */
  readonly isProtected: boolean;
  /** A single everyday word, such as a name that is also a month, is sought only where it was removed. Absent: everywhere. */
  readonly onlyInItems?: readonly number[];
}

/** One file as the recipient will have it. */
export interface OutputFile {
  readonly fileName: string;
  readonly format: 'pdf' | 'json';
  /** The item it is made of; null for a volume or the data file. */
  readonly itemNumber: number | null;
  /** The bytes, part by part. */
  readonly read: () => AsyncIterable<Uint8Array>;
  /** What must not be in this file. */
  readonly terms: readonly RemovedTerm[];
  readonly expectedPageCount?: number;
  /** Which items stand on a page of a volume, in order. */
  readonly itemsOnPage?: (page: number) => readonly number[];
}

/** Where something was found in a file. */
export interface Place {
  readonly check: GateCheck;
  readonly where: string;
  readonly page?: number | null;
  readonly term?: RemovedTerm;
}

/** The items that stand on a page of the file; of all its pages when it is made of one. */
export function itemsAt({ itemNumber, itemsOnPage }: OutputFile, page: number | null): readonly number[] {
  if (itemNumber !== null) return [itemNumber];
  return page === null ? [] : (itemsOnPage?.(page) ?? []);
}

export function failureIn(file: OutputFile, { check, where, page = null, term }: Place): GateFailure {
  const items = itemsAt(file, page);
  const itemNumber = items.find((item) => term?.onlyInItems?.includes(item) === true) ?? items.at(0) ?? null;
  return { check: term?.isProtected === true ? 'protected' : check, fileName: file.fileName, itemNumber, page, where, termId: term?.id ?? null };
}
