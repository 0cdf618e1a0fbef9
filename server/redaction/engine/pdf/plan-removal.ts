/** Decides what goes from a page and how what stays moves, before anything is written. */
import { closeGaps } from './close-gaps.ts';
import type { Blank } from './draw-blanks.ts';
import { shareWithin, union, upright, type Rect } from './geometry.ts';
import { linesOf, type Line } from './lines.ts';
import type { Glyph, PageContent } from './page-content.ts';
import { joinedLabel, labelOfMark, labelOfTerm, type AreaMark, type BlankLabels } from './redaction-order.ts';
import { glyphsToRemove } from './search-page.ts';

const smallestVisibleEm = 2;
const invisibleMode = 3;

export interface RemovalTask {
  readonly content: PageContent;
  readonly visibleBox: Rect;
  readonly terms: readonly string[];
  readonly marks: readonly AreaMark[];
  readonly labels: BlankLabels;
  /** Areas where a term was read in the picture of the page. */
  readonly readAreas: readonly LabelledArea[];
}

export interface LabelledBlank extends Blank {
  readonly label: string;
}

export interface LabelledArea {
  readonly area: Rect;
  readonly label: string;
}

export interface RemovalPlan {
  readonly removed: Pick<ReadonlySet<Glyph>, 'has'>;
  /** How far each kept glyph moves along its line, in page points. */
  readonly shifts: ReadonlyMap<Glyph, number>;
  readonly blanks: readonly LabelledBlank[];
  /** Areas with no text of their own: only a box shows that something went. */
  readonly areas: readonly LabelledArea[];
  /** Every area marked or read, whether it holds text or not. */
  readonly marked: readonly LabelledArea[];
  /** Where shapes and pixels must go. */
  readonly zones: readonly Rect[];
}

export function planRemoval(task: RemovalTask): RemovalPlan {
  const { content, visibleBox, terms, marks, readAreas } = task;
  const lines = linesOf(content.pieces);
  const marked = [...marks.map((mark): LabelledArea => ({ area: upright(mark.rect), label: labelOfMark(mark, task.labels) })), ...readAreas];
  const areas = marked.map(({ area }) => area);
  const found = glyphsToRemove({ pieces: content.pieces, lines, terms, areas });
  const removed = new Set(found.keys());
  const shifts = new Map<Glyph, number>();
  const blanks: LabelledBlank[] = [];
  const textZones: Rect[] = [];
  for (const line of lines) {
    const closed = closeLine(line, removed, visibleBox);
    if (closed === null) continue;
    for (const [glyph, shift] of closed.shifts) shifts.set(glyph, shift);
    for (const glyph of closed.swallowed) removed.add(glyph);
    for (const { from, width, em, items } of closed.blanks) {
      textZones.push(union(items.map(({ box }) => box)));
      blanks.push({ at: pointOn(line, from), direction: line.direction, width, em, label: joinedLabel(items.map((glyph) => labelFor(glyph, { marked, spelt: found.get(glyph), labels: task.labels })), task.labels) });
    }
  }
  return { removed, shifts, blanks, areas: bareAreas(marked, textZones), marked, zones: [...areas, ...textZones] };
}

function closeLine(line: Line, removed: ReadonlySet<Glyph>, visibleBox: Rect): ReturnType<typeof closeGaps<Glyph>> {
  const visible = line.glyphs.filter(({ piece, em }) => piece.mode !== invisibleMode && em >= smallestVisibleEm);
  const placed = visible.map(({ glyph, from, to, em }) => ({ item: glyph, isSpace: glyph.text.trim() === '', from, to, em }));
  return closeGaps({ placed, removed, limit: limitOf(line, visibleBox) });
}

const pointOn = ({ direction, across }: Line, along: number): { readonly x: number; readonly y: number } => ({
  x: along * direction.x - across * direction.y,
  y: along * direction.y + across * direction.x,
});

/** How far along its direction a line may run before it leaves the page. */
function limitOf({ direction }: Line, [x0, y0, x1, y1]: Rect): number {
  if (Math.abs(direction.x) > 0.99) return (direction.x > 0 ? x1 : -x0) - 6;
  if (Math.abs(direction.y) > 0.99) return (direction.y > 0 ? y1 : -y0) - 6;
  return Infinity;
}

interface Labelling {
  readonly marked: readonly LabelledArea[];
  readonly spelt: ReadonlySet<string> | undefined;
  readonly labels: BlankLabels;
}

function labelFor(glyph: Glyph, { marked, spelt, labels }: Labelling): string {
  const mark = marked.find(({ area }) => shareWithin(glyph.box, area) >= 0.25);
  return mark?.label ?? joinedLabel([...(spelt ?? [])].map((term) => labelOfTerm(term, labels)), labels);
}

function bareAreas(marked: readonly LabelledArea[], textZones: readonly Rect[]): readonly LabelledArea[] {
  const bare = marked.filter(({ area }) => !textZones.some((zone) => shareWithin(zone, area) > 0.1 || shareWithin(area, zone) > 0.5));
  // One thing may be read twice, in the page and in its picture.
  return bare.filter(({ area }, i) => !bare.slice(0, i).some((other) => shareWithin(area, other.area) > 0.5));
}
