/** A page as grey pixels, and the words read from it. */

/** Grey pixels, one byte each, row by row from the top. */
export interface GreyPage {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
  readonly dotsPerInch: number;
}

export interface ReadWord {
  readonly text: string;
  /** `[left, top, right, bottom]` in pixels from the top left. */
  readonly box: readonly [number, number, number, number];
  /** 0 to 100. */
  readonly confidence: number;
  /** Words with the same text here stand in one line. */
  readonly line: string;
}

/** A portable greymap (PGM), which tesseract reads without any library for it. */
export function toGreymap({ width, height, grey }: GreyPage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${String(width)} ${String(height)}\n255\n`, 'latin1'), grey]);
}
