/** Remembers what was read in a picture: the same pixels read the same, and reading takes seconds. */
import { createHash } from 'node:crypto';
import type { GreyPage } from './grey-page.ts';

type ReadText = (picture: GreyPage) => Promise<string>;

/** Reads each picture once, as long as it is among the `mostKept` asked for last. A reading that fails is tried anew. */
export function rememberReadings(read: ReadText, mostKept: number): ReadText {
  const known = new Map<string, Promise<string>>();
  return (picture) => {
    const name = nameOf(picture);
    const reading = known.get(name) ?? read(picture);
    // To the end of the map, whose first is the one asked for longest ago.
    known.delete(name);
    known.set(name, reading);
    reading.catch(() => known.delete(name));
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return reading;
  };
}

function nameOf({ width, height, grey, dotsPerInch }: GreyPage): string {
  return createHash('sha256').update(`${String(width)} ${String(height)} ${String(dotsPerInch)}\n`).update(grey).digest('base64');
}
