/** A program that starts the embedded PostgreSQL of a folder, prints its address, and waits to be killed. */

import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres/launch.ts';

const { url } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', adopts: true });
process.stdout.write(`${url}\n`);
setInterval(() => undefined, 60_000);
