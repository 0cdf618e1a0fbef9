/** The names of an answer's files: neutral, and the same for everyone. */

/** `document-014.pdf`: the name under which item 14 can be downloaded by itself. */
export function documentFileName(number: number): string {
  return `document-${padded(number)}.pdf`;
}

/** `volume-2.pdf`. */
export function volumeFileName(number: number): string {
  return `volume-${String(number)}.pdf`;
}

/** The text of an item as it is read in the browser; never downloaded. */
export function textFileName(number: number): string {
  return `item-${padded(number)}.json`;
}

export const dataFileName = 'data.json';
export const manifestFileName = 'manifest.json';

function padded(number: number): string {
  return String(number).padStart(3, '0');
}
