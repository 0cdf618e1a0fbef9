/** Finds postal addresses, with or without a postcode, and postcodes alone. */
import type { Finding } from '../suggestion.ts';

const street = '(?:Street|St|Road|Rd|Close|Lane|Ln|Avenue|Ave|Drive|Dr|Court|Ct|Crescent|Cres|Gardens|Gdns|Grove|Hill|House|Mews|Park|Place|Row|Square|Sq|Terrace|Walk|Way|Rise|View|Green|Parade|Wharf|Yard|Heights|Mount|Vale|Croft|Fold|Garth|Bank|Buildings|Tower|Mansions|Point|Quay)';
// The last two letters are never C I K M O V, but councils hold invented codes such as ZZ99 3VZ.
const postcode = '(?:[A-Za-z]{1,2}\\d[A-Za-z0-9]?[ ]?\\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}|[Zz]{2}99[ ]?\\d[A-Za-z]{2})';
const word = "[A-Za-z][A-Za-z'’.-]{0,24}";
// The next line goes on with the address, unless it begins with the label of another field of a record.
const comma = '(?:,|\\n(?![^\\n:]{1,40}:))';
const unit = '(?:(?:flat|apartment|apt|unit|room|plot)[ ]\\d{1,4}[A-Za-z]?,?[ ]+)?';

const full = new RegExp(
  `(?<![\\w])${unit}\\d{1,4}[A-Za-z]?(?:[-/]\\d{1,4})?,?[ ]+(?:${word}[ ]+){1,3}?${street}\\b\\.?(?:${comma}[ ]{0,4}${word}(?:[ ]${word}){0,2}){0,3}(?:[, \\n]{1,6}${postcode})?(?![\\w])`,
  'giu',
);
const alone = new RegExp(`(?<![A-Za-z0-9])${postcode}(?![A-Za-z0-9])`, 'gu');
/** What a street's tail must not swallow: ordinary words after a comma. */
const tailStop = /,\s*(?:and|but|who|where|which|when|has|had|is|was|were|he|she|they|it|the|a|for|to|in|on|at|from|with|that|then|so|as|now|since|because|after|before|although|while)\b.*$|\s+(?:and|but|who|where|which|when|has|had|is|was|were|he|she|they|it|for|to|from|with|that|then|since|because|after|before|while)\b.*$/is;

export function findAddresses(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(full)) {
    const kept = trimmed(match[0]);
    findings.push({ start: match.index, end: match.index + kept.length, type: 'ADDRESS', score: 0.92, why: 'address-of-another' });
  }
  for (const match of text.matchAll(alone)) {
    const isUpper = match[0] === match[0].toUpperCase();
    if (isUpper || /\s/.test(match[0])) findings.push({ start: match.index, end: match.index + match[0].length, type: 'ADDRESS', score: isUpper ? 0.85 : 0.7, why: 'address-of-another' });
  }
  return findings;
}

/** A tail of plain words after the street belongs to the sentence, unless a postcode closes it. */
function trimmed(found: string): string {
  const closesWithPostcode = new RegExp(`${postcode}$`, 'u').test(found);
  const withoutStop = found.replace(tailStop, '');
  if (closesWithPostcode && withoutStop === found) return found;
  return withoutStop.replace(/([,\n][ ]{0,4}[^,\n]+)+$/u, (tail) => keepPlaces(tail));
}

function keepPlaces(tail: string): string {
  const parts = tail.split(/(?=[,\n])/u);
  const firstPlain = parts.findIndex((part) => !/^[,\n]\s*\p{Lu}/u.test(part) || part.trim().split(/\s+/).length > 4);
  return (firstPlain < 0 ? parts : parts.slice(0, firstPlain)).join('');
}
