/** Finds structured identifiers: by their shape, their check digits and the words before them. */
import { isCardNumber, isIban, isInsuranceNumber, isNhsNumber, isTaxpayerReference } from '../checksums.ts';
import type { Finding, SuggestionType } from '../suggestion.ts';

interface Recogniser {
  readonly type: SuggestionType;
  readonly pattern: RegExp;
  /** Words that must stand shortly before, or null when the shape is enough. */
  readonly context: RegExp | null;
  readonly isValid: ((text: string) => boolean) | null;
  readonly score: number;
}

const contextLength = 48;
const digitEdge = '(?<![\\d])';
const wordEdge = '(?<![A-Za-z0-9])';
const wordEnd = '(?![A-Za-z0-9])';
const shape = (source: string, edge = wordEdge): RegExp => new RegExp(`${edge}(?:${source})${wordEnd}`, 'giu');

const recognisers: readonly Recogniser[] = [
  { type: 'EMAIL', pattern: /[A-Za-z0-9][\w.+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g, context: null, isValid: null, score: 0.99 },
  { type: 'BANK', pattern: shape('[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?'), context: null, isValid: isIban, score: 0.8 },
  { type: 'NINO', pattern: shape('[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?[A-D]?'), context: null, isValid: isInsuranceNumber, score: 0.9 },
  { type: 'NINO', pattern: shape('[A-Z]{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?[A-Z]?'), context: /national insurance|\bn\.?i\.?\b|nino|insurance n/i, isValid: isInsuranceNumber, score: 0.75 },
  { type: 'NHS', pattern: shape('\\d{3}[ -]?\\d{3}[ -]?\\d{4}', digitEdge), context: /nhs|health (?:service|number|no)|patient|hospital/i, isValid: isNhsNumber, score: 0.8 },
  { type: 'UTR', pattern: shape('\\d{5} ?\\d{5}', digitEdge), context: /\butr\b|taxpayer|self.?assessment|tax ref/i, isValid: isTaxpayerReference, score: 0.85 },
  { type: 'PHONE', pattern: /(?<![\d+])(?:\+44[ -]?(?:\(0\)[ -]?)?|0044[ -]?|\(?0)\d{2,5}\)?(?:[ .-]?\d{2,4}){2,3}(?!\d)/g, context: null, isValid: null, score: 0.95 },
  { type: 'PHONE', pattern: /(?<![\d+])\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?!\d)/g, context: null, isValid: null, score: 0.85 },
  { type: 'BANK', pattern: shape('\\d{2}[- ]\\d{2}[- ]\\d{2}', digitEdge), context: /sort ?code|\bs\/c\b|account|bank|a\/c/i, isValid: null, score: 0.9 },
  { type: 'BANK', pattern: shape('\\d{6}', digitEdge), context: /sort ?code/i, isValid: null, score: 0.9 },
  { type: 'BANK', pattern: shape('\\d{7,8}', digitEdge), context: /account|\bacc?(?:oun)?t?\b ?(?:no|num)?|a\/c|sort ?code/i, isValid: null, score: 0.88 },
  { type: 'BANK', pattern: shape('(?:\\d{4}[ -]?){3}\\d{1,7}', digitEdge), context: null, isValid: isCardNumber, score: 0.6 },
  { type: 'DL', pattern: shape('[A-Z9]{5}[ ]?\\d{6}[ ]?[A-Z9]{2}[A-Z0-9]{3}(?:[ ]?\\d{2})?'), context: null, isValid: null, score: 0.95 },
  { type: 'PASSPORT', pattern: shape('\\d{9}|[A-Z]{1,2}\\d{7}', wordEdge), context: /passport|hmpo|travel document/i, isValid: null, score: 0.92 },
  { type: 'VRM', pattern: shape('[A-Z]{2}[0-9]{2}[ ]?[A-Z]{3}'), context: null, isValid: null, score: 0.9 },
  { type: 'VRM', pattern: shape('[A-Z]\\d{1,3}[ ]?[A-Z]{3}|[A-Z]{3}[ ]?\\d{1,3}[A-Z]|[A-Z]{1,3}[ ]?\\d{1,4}'), context: /\breg(?:istration)?\b|\bvrm\b|number ?plate|vehicle|\bcar\b|\bvan\b/i, isValid: null, score: 0.75 },
  { type: 'URL', pattern: /https?:\/\/[^\s<>"')\]]{4,300}|(?:www\.)?(?:facebook|instagram|twitter|x|tiktok|linkedin|snapchat)\.com\/[\w.@/-]{2,100}/gi, context: null, isValid: null, score: 0.7 },
  { type: 'URL', pattern: /(?<![\w.])@[A-Za-z]\w{2,30}(?![\w.]*@)/g, context: null, isValid: null, score: 0.65 },
];

/** Every identifier, overlapping ones included. */
export function findIdentifiers(text: string): readonly Finding[] {
  const found = findOnLines(text);
  return [...found, ...findOverLineEnds(text, found)];
}

function findOnLines(text: string): readonly Finding[] {
  return recognisers.flatMap((recogniser) => [...text.matchAll(recogniser.pattern)].flatMap((match) => judge(text, recogniser, match)));
}

/** A line may end inside a number. Digits of two lines are joined only where neither line has a number of its own there. */
function findOverLineEnds(text: string, found: readonly Finding[]): readonly Finding[] {
  const joined = text.replace(/(?<=\d)\n(?=\d)/g, ' ');
  if (joined === text) return [];
  const isOverLineEnd = ({ start, end }: Finding): boolean => text.slice(start, end).includes('\n');
  return findOnLines(joined).filter((each) => isOverLineEnd(each) && !found.some(({ start, end }) => start < each.end && each.start < end));
}

function judge(text: string, { type, context, isValid, score }: Recogniser, match: RegExpExecArray): readonly Finding[] {
  const start = match.index;
  const end = start + match[0].trimEnd().length;
  const hasContext = context?.test(text.slice(Math.max(0, start - contextLength), start)) === true;
  const isChecked = isValid?.(match[0]) === true;
  if (type === 'VRM' && !hasContext && match[0] !== match[0].toUpperCase()) return [];
  if (context !== null && !hasContext && !isChecked) return [];
  if (context === null && isValid !== null && !isChecked && type !== 'NINO') return [];
  if (isChecked) return [{ start, end, type, score: Math.min(0.99, score + 0.15), why: 'number-with-valid-check' }];
  if (type === 'EMAIL' || type === 'PHONE' || type === 'URL') return [{ start, end, type, score, why: 'contact-detail' }];
  if (isValid !== null) return [{ start, end, type, score: score - 0.1, why: 'number-with-failed-check' }];
  return [{ start, end, type, score, why: 'number-with-context' }];
}
