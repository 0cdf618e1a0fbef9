/** Reads the words in a picture: with the system's tesseract where it is installed, else with the one in JavaScript. */
import { readWithSystem, systemTesseract } from './system-tesseract.ts';
import { readWithScript } from './script-tesseract.ts';
import type { GreyPage, ReadWord } from './grey-page.ts';

/** The words in reading order. Throws when no reader works: a page that cannot be read must not pass as empty. */
export async function readPicture(picture: GreyPage): Promise<readonly ReadWord[]> {
  const tsv = (await systemTesseract()) ? await readWithSystem(picture) : await readWithScript(picture);
  return wordsOf(tsv);
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
