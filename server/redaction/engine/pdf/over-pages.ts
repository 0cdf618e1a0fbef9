/** Finds terms that begin at the end of one page and go on at the start of the next. */
import { foldText } from './find-terms.ts';

/** Shorter pieces are left to the check, which then refuses the file: cut alone, they would take other words along. */
const shortestPiece = 3;
const nearEdge = 400;

/** For each page, in order, the pieces of terms that stand at its end or its start. */
export function piecesOverPages(texts: readonly string[], terms: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[][] = texts.map(() => []);
  const needles = terms.map(foldText);
  const edges = texts.map((text) => ({ start: foldText(text.slice(0, nearEdge)), end: foldText(text.slice(-nearEdge)) }));
  for (const [page, { end }] of edges.entries()) {
    const start = edges[page + 1]?.start ?? '';
    for (const needle of needles) {
      for (let cut = shortestPiece; cut <= needle.length - shortestPiece; cut += 1) {
        const [before, after] = [needle.slice(0, cut), needle.slice(cut)];
        if (!end.endsWith(before) || !start.startsWith(after)) continue;
        pieces[page]?.push(before);
        pieces[page + 1]?.push(after);
      }
    }
  }
  return pieces;
}
