/** Finds dates of birth: dates that identify a person, not dates on which something happened. */
import type { Finding } from '../suggestion.ts';

const months = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
export const datePattern = `\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?(?: of)?\\s(?:${months}),?\\s\\d{4}|(?:${months})\\s\\d{1,2},?\\s\\d{4}`;

const birth = new RegExp(`(?:d\\.?o\\.?b\\.?|date of birth|born(?: on)?|birth ?date|b\\.)[\\s:()-]{0,6}(${datePattern})`, 'giu');
/** Dates of birth wherever a label or the word "born" names them. */
export function findPersonalDates(text: string): readonly Finding[] {
  return [...text.matchAll(birth)].map((match): Finding => {
    const date = match[1] ?? '';
    const start = match.index + match[0].length - date.length;
    return { start, end: start + date.length, type: 'DATETIME', score: 0.9, why: 'date-of-birth' };
  });
}
