/** Draws rectangles on the picture of the page; each becomes a field of the form, saved with it. */

import { wordsOf, type Bench } from './bench.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const smallestShare = 0.004;

export function drawAreas(bench: Bench): void {
  const picture = document.querySelector<SVGSVGElement>('[data-picture]');
  const fields = bench.form?.querySelector<HTMLElement>('[data-areas]');
  if (picture === null || !fields) return;
  let start: Point | null = null;
  let box: SVGRectElement | null = null;
  const cancel = (): void => {
    box?.remove();
    start = null;
    box = null;
  };
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    start = shareAt(picture, event);
    box = newBox(picture);
  });
  picture.addEventListener('pointermove', (event) => {
    if (start !== null && box !== null) place(picture, box, [start, shareAt(picture, event)]);
  });
  picture.addEventListener('pointercancel', cancel);
  picture.addEventListener('pointerup', (event) => {
    if (start === null || box === null) return;
    const sides = sidesOf(start, shareAt(picture, event));
    if (sides[2] - sides[0] < smallestShare || sides[3] - sides[1] < smallestShare) {
      cancel();
      return;
    }
    start = null;
    box = null;
    keep(bench, fields, sides);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') cancel();
  });
}

/** Where the pointer is, as shares of the picture from its top left. */
function shareAt(picture: SVGSVGElement, event: PointerEvent): Point {
  const { left, top, width, height } = picture.getBoundingClientRect();
  const within = (share: number): number => Math.min(1, Math.max(0, share));
  return { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) };
}

function sidesOf(one: Point, other: Point): readonly [number, number, number, number] {
  return [Math.min(one.x, other.x), Math.min(one.y, other.y), Math.max(one.x, other.x), Math.max(one.y, other.y)];
}

function newBox(picture: SVGSVGElement): SVGRectElement {
  const box = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ fill: '#14202B', 'fill-opacity': '0.3', stroke: '#14202B', 'stroke-width': '2' })) box.setAttribute(name, value);
  picture.append(box);
  return box;
}

function place(picture: SVGSVGElement, box: SVGRectElement, [one, other]: readonly [Point, Point]): void {
  const { width, height } = picture.viewBox.baseVal;
  const [left, top, right, bottom] = sidesOf(one, other);
  box.setAttribute('x', String(left * width));
  box.setAttribute('y', String(top * height));
  box.setAttribute('width', String((right - left) * width));
  box.setAttribute('height', String((bottom - top) * height));
}

/** The reason is asked for at once: an area without one cannot be saved. */
function keep(bench: Bench, fields: HTMLElement, sides: readonly number[]): void {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'area';
  field.value = sides.map((side) => side.toFixed(4)).join(',');
  fields.append(field);
  bench.say(wordsOf(bench, 'drawn'));
  fields.querySelector<HTMLSelectElement>('select[name="cells-reason"]')?.focus();
}
