/** Reads the workbench's form: what was decided for each mark, what was added, and what stands in the way; every word is kept. */

import { listOf, textOf, type Posted } from '../platform/forms.ts';
import { stands, type MarkToDecide } from './decide-marks.ts';
import { areaOfCells, type PictureArea } from './grid.ts';
import { problemOf, problemOfReason, type Mark, type MarkDecision } from './mark.ts';
import { placesOfWords, type TextPlace } from './text-places.ts';

export type Choice = 'accept' | 'reject' | 'reject-person' | 'later';

export const choices = ['accept', 'reject', 'reject-person', 'later'] as const satisfies readonly Choice[];

/** What one fieldset of the form holds. */
export interface TypedMark {
  readonly choice: Choice | '';
  readonly reason: string;
  readonly person: string;
  readonly version: string;
}

/** The parts of the form that add marks, as they were typed. */
export interface TypedAdditions {
  readonly words: string;
  /** `all`, or which one, from 1. */
  readonly occurrence: string;
  readonly wordsReason: string;
  readonly cells: string;
  readonly cellsReason: string;
}

export interface AddedWords {
  readonly place: TextPlace;
  readonly reason: string;
}

export interface AddedArea {
  readonly area: PictureArea;
  readonly reason: string;
}

export interface WorkbenchForm {
  readonly decisions: readonly MarkToDecide[];
  readonly words: readonly AddedWords[];
  readonly areas: readonly AddedArea[];
  /** By field; each a key of locales/.../redaction.json. Empty when the form can be taken. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface FormOn {
  /** The marks of the page as they stand now. */
  readonly marks: readonly Mark[];
  readonly text: string;
  readonly offered: ReadonlySet<string>;
}

export function typedMark(posted: Posted, markId: string): TypedMark {
  const choice = textOf(posted, `decision-${markId}`);
  return {
    choice: choices.find((one) => one === choice) ?? '',
    reason: textOf(posted, `reason-${markId}`),
    person: textOf(posted, `person-${markId}`).trim().slice(0, 200),
    version: textOf(posted, `version-${markId}`),
  };
}

export function typedAdditions(posted: Posted): TypedAdditions {
  return {
    words: textOf(posted, 'words').slice(0, 500),
    occurrence: textOf(posted, 'occurrence').trim(),
    wordsReason: textOf(posted, 'words-reason'),
    cells: textOf(posted, 'cells').slice(0, 100),
    cellsReason: textOf(posted, 'cells-reason'),
  };
}

/** A mark left as it stood asks for nothing. */
export function readWorkbench(posted: Posted, on: FormOn): WorkbenchForm {
  const problems: Record<string, string> = {};
  const decisions = on.marks.flatMap((mark) => decisionOn(mark, typedMark(posted, mark.id), { offered: on.offered, problems }));
  const typed = typedAdditions(posted);
  return { decisions, words: wordsIn(typed, on, problems), areas: areasIn(posted, typed, { offered: on.offered, problems }), problems };
}

interface Against {
  readonly offered: ReadonlySet<string>;
  readonly problems: Record<string, string>;
}

function decisionOn(mark: Mark, typed: TypedMark, { offered, problems }: Against): readonly MarkToDecide[] {
  const decision = decisionFrom(mark, typed);
  const version = Number(typed.version);
  if (decision === null || !Number.isInteger(version) || stands(mark, decision)) return [];
  const problem = version === mark.version ? problemOf(mark, decision, offered) : null;
  if (problem !== null) problems[problem === 'not-from-here' ? `decision-${mark.id}` : `reason-${mark.id}`] = `redaction.problems.${problem}`;
  return [{ markId: mark.id, version, decision }];
}

function decisionFrom(mark: Mark, { choice, reason, person }: TypedMark): MarkDecision | null {
  switch (choice) {
    case 'accept':
      return { to: 'accepted', exemption: reason, person };
    case 'reject':
      return { to: 'rejected', scope: 'place' };
    case 'reject-person':
      return { to: 'rejected', scope: 'person' };
    case 'later':
      // A suggestion left for later stays a suggestion until somebody says what it waits for.
      return mark.state === 'suggested' ? { to: 'needs decision', awaits: '' } : mark.state === 'needs decision' ? null : { to: 'needs decision', awaits: '' };
    case '':
      return null;
  }
}

function wordsIn({ words, occurrence, wordsReason }: TypedAdditions, { text, offered }: FormOn, problems: Record<string, string>): readonly AddedWords[] {
  if (words.trim() === '') return [];
  const places = placesOfWords(words, text);
  const which = occurrence === '' || occurrence === 'all' ? null : Number(occurrence);
  const chosen = which === null ? places : places.slice(which - 1, which);
  if (places.length === 0) problems['words'] = 'redaction.problems.words-not-found';
  else if (which === null ? places.length > 1 && occurrence === '' : !Number.isInteger(which) || chosen.length === 0) problems['occurrence'] = 'redaction.problems.which-occurrence';
  const problem = problemOfReason(wordsReason, offered);
  if (problem !== null) problems['words-reason'] = `redaction.problems.${problem}`;
  return chosen.map((place) => ({ place, reason: wordsReason }));
}

/** Cells typed into the form, and rectangles that the island drew as shares of the picture. */
function areasIn(posted: Posted, { cells, cellsReason }: TypedAdditions, { offered, problems }: Against): readonly AddedArea[] {
  const drawn = listOf(posted, 'area').map(drawnArea);
  const typed = cells.trim() === '' ? [] : cells.split(/[,;]/).map(areaOfCells);
  if (drawn.length === 0 && typed.length === 0) return [];
  if (typed.includes(null)) problems['cells'] = 'redaction.problems.cells-unknown';
  if (drawn.includes(null)) problems['cells'] = 'redaction.problems.area-unknown';
  const problem = problemOfReason(cellsReason, offered);
  if (problem !== null) problems['cells-reason'] = `redaction.problems.${problem}`;
  return [...drawn, ...typed].filter((area) => area !== null).map((area) => ({ area, reason: cellsReason }));
}

/** `left,top,right,bottom`, each from 0 to 1. */
function drawnArea(text: string): PictureArea | null {
  const sides = text.split(',').map(Number);
  const [left, top, right, bottom] = sides;
  const areShares = sides.length === 4 && sides.every((side) => side >= 0 && side <= 1);
  if (!areShares || left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  return right - left > 0.002 && bottom - top > 0.002 ? { left, top, right, bottom } : null;
}
