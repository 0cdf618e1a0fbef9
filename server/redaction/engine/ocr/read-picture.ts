/** Reads the words in a picture: with the system's tesseract where it is installed, else with the one in JavaScript. */
import { readWithSystem, systemTesseract } from './system-tesseract.ts';
import { readWithScript } from './script-tesseract.ts';
import { rememberReadings } from './remember-readings.ts';
import type { GreyPage, ReadWord } from './grey-page.ts';

/** The pages of a thick file; the words of one take about 20 kB. */
const mostKept = 300;

/** A release looks at each redacted page when it is made, and again as the file that leaves. */
const rowsOf = rememberReadings(async (picture) => {
  const tsv = (await systemTesseract()) ? await readWithSystem(picture) : await readWithScript(picture);
  return tsv.split('\n').filter((row) => row.startsWith(`${wordLevel}\t`)).join('\n');
}, mostKept);

/** The words in reading order. Throws when no reader works: a page that cannot be read must not pass as empty. */
export async function readPicture(picture: GreyPage): Promise<readonly ReadWord[]> {
  return wordsOf(await rowsOf(picture));
}

const wordLevel = '5';

function wordsOf(tsv: string): readonly ReadWord[] {
  return tsv.split('\n').flatMap((row) => {
    const [level, , block, paragraph, line, , left, top, width, height, confidence, text] = row.split('\t');
    if (level !== wordLevel || text === undefined || text.trim() === '') return [];
    const [x, y] = [Number(left), Number(top)];
    return [{ text: text.trim(), box: [x, y, x + Number(width), y + Number(height)] as const, confidence: Number(confidence), line: `${block ?? ''}.${paragraph ?? ''}.${line ?? ''}` }];
  });
}
