/** Check digits of British and banking identifiers. A failed check lowers a score; it never suppresses, because a misprint still identifies. */

const digitsOf = (text: string): readonly number[] => [...text.replace(/\D/g, '')].map(Number);

const weighted = (digits: readonly number[], weights: readonly number[]): number => weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

/** NHS number: ten digits, weights 10 to 2, eleven less the remainder.   Source: NHS Data Model and Dictionary. */
export function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 10) return false;
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 10 && (check === 11 ? 0 : check) === digits[9];
}

/** Unique taxpayer reference: the first digit checks the other nine. */
export function isTaxpayerReference(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length !== 10) return false;
  return '21987654321'[weighted(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === String(digits[0]);
}

/** National Insurance number by HMRC's rules for prefixes; the suffix may be missing. */
export function isInsuranceNumber(text: string): boolean {
  const plain = text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  return /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/.test(plain);
}

/** IBAN: moved and spelled as digits, the remainder by 97 is 1.   Source: ISO 13616. */
export function isIban(text: string): boolean {
  const plain = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  let remainder = 0;
  for (const char of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Payment cards.   Source: ISO/IEC 7812, Luhn. */
export function isCardNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
