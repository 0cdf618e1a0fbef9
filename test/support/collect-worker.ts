/** A process that collects one large case from systems played elsewhere and ends, so that the memory it takes can be measured from outside. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectCase, startCollector } from './collect-load.ts';
import { connectPlayed, type PlayedAt } from './collect-systems.ts';
import { startSignedInPortal } from './signed-in-portal.ts';

const [folder = ''] = process.argv.slice(2);

// The other end of this file is the file of figures, which wrote it.
const at = JSON.parse(await readFile(join(folder, 'played.json'), 'utf8')) as PlayedAt;
const systems = await connectPlayed(at);
const portal = await startSignedInPortal({ routes: [], workerConnections: 20 });
const queue = await startCollector(portal, systems);
const alone = await collectCase(portal, systems.filter(({ key }) => key === at.slowestKey));
const together = await collectCase(portal, systems);
await writeFile(join(folder, 'figures.json'), JSON.stringify({ aloneMs: alone.elapsedMs, togetherMs: together.elapsedMs, items: together.items }));
await queue.stop();
await portal.close();
process.exit(0);
