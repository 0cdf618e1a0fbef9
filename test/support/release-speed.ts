/** Times releases of loads of one size: the median of five, after one to warm up. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../bench/figure.ts';
import { openCouncil } from './release.ts';
import { releaseLoad, writeLoad, type LoadSize } from './release-load.ts';

const rounds = 5;

export async function pagesASecond(size: LoadSize): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'release-load-'));
  const council = await openCouncil();
  try {
    const seconds: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      // Other words each time: a page that was read before would be remembered.
      await writeLoad(folder, size);
      const took = await releaseLoad(council, folder, size.documents);
      if (round > 0) seconds.push(took);
    }
    return (size.documents * size.pagesInDocument) / median(seconds);
  } finally {
    await council.close();
    await rm(folder, { recursive: true });
  }
}
