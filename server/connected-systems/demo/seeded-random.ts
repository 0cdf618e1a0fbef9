/** Chance that comes out the same every time: the demo's documents are equal wherever they are made. */

export interface Random {
  /** From 0 to 1, 1 excluded. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** Deals from a named deck; a choice comes again only after most of the others have come. */
  deal(deck: string, choices: readonly string[]): string;
}

/** Mulberry32: small, fast and good enough for prose. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const recentlyDealt = new Map<string, readonly string[]>();
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  function pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[Math.floor(next() * choices.length)];
    if (choice === undefined) throw new RangeError('There is nothing to pick from.');
    return choice;
  }
  const deal = (deck: string, choices: readonly string[]): string => {
    const recent = recentlyDealt.get(deck) ?? [];
    const dealt = pick(choices.filter((choice) => !recent.includes(choice)));
    recentlyDealt.set(deck, [...recent, dealt].slice(-Math.floor(choices.length * 0.75)));
    return dealt;
  };
  return { next, between, pick, deal };
}
