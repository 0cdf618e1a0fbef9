/** Breaks words and blanks into lines of a given width. */

import type { BlankBox, Inlines } from './blocks.ts';
import type { Ruler } from './ruler.ts';
import { blankBoxWidth, type TextStyle } from './type-sizes.ts';

/** Part of a line, `x` points from its start. */
export type Segment =
  | { readonly x: number; readonly width: number; readonly text: string }
  | { readonly x: number; readonly width: number; readonly box: BlankBox };

export type Line = readonly Segment[];

interface Token {
  readonly text: string;
  readonly box: BlankBox | null;
  readonly width: number;
  readonly isSpacedBefore: boolean;
}

/** Control characters, and marks that would turn the direction of what follows, carry no words. */
const unprintable = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;
const whiteSpace = /[\t\n\v\f\r \u2028\u2029]+/;

interface Setting {
  readonly ruler: Ruler;
  readonly style: TextStyle;
  readonly width: number;
}

/** Cuts a word that is wider than the line, by whole characters. */
function* cutWord(word: string, { ruler, style, width }: Setting): Generator<string> {
  let piece = '';
  for (const character of word) {
    if (piece !== '' && ruler(piece + character, style.face, style.sizePoints) > width) {
      yield piece;
      piece = '';
    }
    piece += character;
  }
  if (piece !== '') yield piece;
}

function* tokensOf(content: Inlines, setting: Setting): Generator<Token> {
  const { ruler, style, width } = setting;
  let isSpacedBefore = false;
  for (const inline of content) {
    if ('box' in inline) {
      yield { text: '', box: inline.box, width: Math.min(blankBoxWidth, width), isSpacedBefore };
      isSpacedBefore = false;
      continue;
    }
    const pieces = inline.words.replace(unprintable, '').split(whiteSpace);
    for (const [index, word] of pieces.entries()) {
      if (index > 0) isSpacedBefore = true;
      if (word === '') continue;
      const measured = ruler(word, style.face, style.sizePoints);
      if (measured <= width) {
        yield { text: word, box: null, width: measured, isSpacedBefore };
        isSpacedBefore = false;
        continue;
      }
      for (const part of cutWord(word, setting)) {
        yield { text: part, box: null, width: ruler(part, style.face, style.sizePoints), isSpacedBefore };
        isSpacedBefore = false;
      }
    }
  }
}

/** The lines of a paragraph. Words of one stretch are one segment, so that they are drawn and read as one. */
export function breakLines(content: Inlines, setting: Setting): readonly Line[] {
  const space = setting.ruler(' ', setting.style.face, setting.style.sizePoints);
  const lines: Line[] = [];
  let line: Segment[] = [];
  let end = 0;
  for (const token of tokensOf(content, setting)) {
    const gap = token.isSpacedBefore && line.length > 0 ? space : 0;
    if (line.length > 0 && end + gap + token.width > setting.width + 0.01) {
      lines.push(line);
      line = [];
      end = 0;
    }
    end = place(line, token, line.length === 0 ? 0 : end + gap);
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** Puts a token at `x` and says where it ends. */
function place(line: Segment[], token: Token, x: number): number {
  const last = line.at(-1);
  const end = x + token.width;
  if (token.box !== null) line.push({ x, width: token.width, box: token.box });
  else if (last !== undefined && 'text' in last) {
    const joint = token.isSpacedBefore ? ' ' : '';
    line[line.length - 1] = { x: last.x, width: end - last.x, text: last.text + joint + token.text };
  } else line.push({ x, width: token.width, text: token.text });
  return end;
}
