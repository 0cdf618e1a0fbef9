/** Finds removed words in plain text, however they are spaced, cased or accented. */

/** Words as they are compared: no case, no accents, one space between them. */
function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Numbers and codes lose their spaces as well: 01632 960 123 and 01632960123 are one. */
function isCode(foldedTerm: string): boolean {
  return /\d/.test(foldedTerm) && foldedTerm.replace(/ /g, '').length >= 5;
}

export interface TextSearch {
  has(term: string): boolean;
}

/** Folds a text once, then answers for any number of terms. A term without a letter or digit is never found. */
export function searchIn(text: string): TextSearch {
  const words = ` ${folded(text)} `;
  const unspaced = words.replace(/ /g, '');
  return {
    has: (term) => {
      const sought = folded(term);
      if (sought === '') return false;
      return words.includes(` ${sought} `) || (isCode(sought) && unspaced.includes(sought.replace(/ /g, '')));
    },
  };
}
