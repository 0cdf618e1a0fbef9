/** The worker process: takes jobs from the queue, does what is regularly due and seals the audit log until asked to stop. */

import { allJobs, regularDeeds } from './job-list.ts';
import { startSealer } from './platform/audit-log.ts';
import { readConfig } from './platform/config.ts';
import { startQueue } from './platform/jobs.ts';
import { startTimetable } from './platform/timetable.ts';
import { openTools, roleUrl } from './platform/tools.ts';
import { seedRequests } from './seed-requests.ts';
import { openWorkerServices } from './services.ts';

/** As many systems as are asked at once may have to wait for the lock of one case, and others must not wait behind them. */
const workerConnections = 20;

async function work(): Promise<void> {
  const config = readConfig();
  const tools = await openTools({ config, role: 'worker', maxConnections: workerConnections });
  const url = await roleUrl(config, 'worker');
  const services = await openWorkerServices(tools);
  const sealer = startSealer(url, tools.log);
  const timetable = startTimetable(tools, regularDeeds(tools, services));
  const queue = await startQueue({ url, handlers: allJobs(tools, services), log: tools.log });
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await queue.stop();
    await Promise.all([sealer.stop(), timetable.stop()]);
    await tools.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => void stop());
  process.on('unhandledRejection', (error) => { tools.log.fault('unhandled rejection', error); });
  process.send?.({ ready: true });
  // Nobody waits for it: the product answers meanwhile.
  if (config.mode === 'development') await seedRequests(tools, services.systems).catch((error: unknown) => { tools.log.fault('the demonstration has no requests', error); });
}

work().catch((error: unknown) => {
  process.send?.({ failed: error instanceof Error ? error.message : 'The worker could not start.' });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
