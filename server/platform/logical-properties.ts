/** Turns left and right into start and end, so that one style sheet serves both directions of writing. */

const logical: readonly (readonly [RegExp, string])[] = [
  [/([{;\s])(margin|padding)-left:/g, '$1$2-inline-start:'],
  [/([{;\s])(margin|padding)-right:/g, '$1$2-inline-end:'],
  [/([{;\s])border-(top|bottom)-left-radius:/g, '$1border-$2-start-radius:'],
  [/([{;\s])border-(top|bottom)-right-radius:/g, '$1border-$2-end-radius:'],
  [/([{;\s])border-left(-width|-style|-color)?:/g, '$1border-inline-start$2:'],
  [/([{;\s])border-right(-width|-style|-color)?:/g, '$1border-inline-end$2:'],
  [/([{;\s])left:/g, '$1inset-inline-start:'],
  [/([{;\s])right:/g, '$1inset-inline-end:'],
  [/([{;\s])(text-align|float|clear):\s*left\b/g, '$1$2:start'],
  [/([{;\s])(text-align|float|clear):\s*right\b/g, '$1$2:end'],
  [/border-top-(start|end)-radius:/g, 'border-start-$1-radius:'],
  [/border-bottom-(start|end)-radius:/g, 'border-end-$1-radius:'],
  [/(float|clear):(start|end)\b/g, '$1:inline-$2'],
];

/** In a page written from left to right nothing changes. */
export function withLogicalProperties(styles: string): string {
  return logical.reduce((changed, [physical, replacement]) => changed.replace(physical, replacement), styles);
}
