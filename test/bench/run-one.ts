/** Measures one file of figures and prints each as a JSON line. */

import { z } from 'zod';
import type { Measure } from './figure.ts';

const measuring = z.object({ measure: z.custom<Measure>((value) => typeof value === 'function') });

const name = process.argv[2] ?? '';
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const { measure } = measuring.parse(await import(new URL(`./${name}.${ending}`, import.meta.url).href));
const three = (value: number): number => Number(value.toPrecision(4));
for (const figure of await measure()) {
  const rounded = { ...figure, value: three(figure.value), limit: figure.limit === null ? null : three(figure.limit), ratio: figure.ratio === null ? null : three(figure.ratio) };
  process.stdout.write(`${JSON.stringify({ ...rounded, node: process.version })}\n`);
}
// A pool or server left open by a measurement must not keep the next one waiting.
process.exit(0);
