/** The widths of the fourteen fonts every PDF reader brings itself. */
import { PDFDocument, type PDFFont, type StandardFonts } from '@cantoo/pdf-lib';

const scratch = await PDFDocument.create({ updateMetadata: false });
const fonts = new Map<StandardFonts, PDFFont>();

/** The font, for measuring only: it belongs to no document that is ever written. */
export function standardFont(name: StandardFonts): PDFFont {
  const known = fonts.get(name);
  if (known !== undefined) return known;
  const font = scratch.embedStandardFont(name);
  fonts.set(name, font);
  return font;
}
