/** Decides what goes from a page and how what stays moves, before anything is written. */
import { closeGaps } from './close-gaps.ts';
import type { Blank } from './draw-blanks.ts';
import { shareWithin, union, upright, type Rect } from './geometry.ts';
import { linesOf, type Line } from './lines.ts';
import type { Glyph, PageContent } from './page-content.ts';
import type { AreaMark, BlankLabels } from './redaction-order.ts';
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
  readonly readAreas: readonly Rect[];
}

export interface LabelledBlank extends Blank {
  readonly label: string;
}

export interface LabelledArea {
  readonly area: Rect;
  readonly label: string;
}

export interface RemovalPlan {
  readonly removed: ReadonlySet<Glyph>;
  /** How far each kept glyph moves along its line, in page points. */
  readonly shifts: ReadonlyMap<Glyph, number>;
  readonly blanks: readonly LabelledBlank[];
  /** Areas with no text of their own: only a box shows that something went. */
  readonly areas: readonly LabelledArea[];
  /** Where shapes and pixels must go. */
  readonly zones: readonly Rect[];
}

export function planRemoval(task: RemovalTask): RemovalPlan {
  const { content, visibleBox, terms, marks, readAreas } = task;
  const lines = linesOf(content.pieces);
  const areas = [...marks.map(({ rect }) => upright(rect)), ...readAreas];
  const removed = new Set(glyphsToRemove({ pieces: content.pieces, lines, terms, areas }));
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
      blanks.push({ at: pointOn(line, from), direction: line.direction, width, em, label: labelFor(items[0], task) });
    }
  }
  return { removed, shifts, blanks, areas: bareAreas(task, textZones), zones: [...areas, ...textZones] };
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

const labelOf = (mark: AreaMark | undefined, labels: BlankLabels): string =>
  (mark?.exemption === undefined ? undefined : labels.byExemption[mark.exemption]) ?? labels.standard;

function labelFor(glyph: Glyph | undefined, { marks, labels }: RemovalTask): string {
  return labelOf(marks.find(({ rect }) => glyph !== undefined && shareWithin(glyph.box, upright(rect)) >= 0.25), labels);
}

function bareAreas({ marks, labels, readAreas }: RemovalTask, textZones: readonly Rect[]): readonly LabelledArea[] {
  const all = [...marks.map((mark) => ({ area: upright(mark.rect), label: labelOf(mark, labels) })), ...readAreas.map((area) => ({ area, label: labels.standard }))];
  const bare = all.filter(({ area }) => !textZones.some((zone) => shareWithin(zone, area) > 0.1 || shareWithin(area, zone) > 0.5));
  // One thing may be read twice, in the page and in its picture.
  return bare.filter(({ area }, i) => !bare.slice(0, i).some((other) => shareWithin(area, other.area) > 0.5));
}
