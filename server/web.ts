/** The web process: opens the tools, serves the application, and drains when asked to stop. */

import { createServer, type Server } from 'node:http';
import { createApp } from './app.ts';
import { consentCheckDoor } from './consent/check-door.ts';
import { allRoutes } from './doors.ts';
import { listen } from './listening.ts';
import { readConfig, type Config } from './platform/config.ts';
import type { Log } from './platform/log.ts';
import { withPatience } from './platform/slow-bodies.ts';
import { cookieSecret, openTools } from './platform/tools.ts';
import { serverLimits } from './server-limits.ts';
import { openWebServices } from './services.ts';

const drainMs = 10_000;

async function serve(config: Config): Promise<void> {
  const tools = await openTools({ config, role: 'app', maxConnections: 10 });
  const services = await openWebServices(tools);
  const app = createApp({
    tools,
    cookieSecret: await cookieSecret(config),
    formTargets: services.formTargets,
    routes: allRoutes(services),
    identifySystem: services.identifySystem,
  });
  const door = withPatience(consentCheckDoor(tools, app));
  const servers = await listen(() => createServer(serverLimits, door), config);
  stopOnSignal(servers, tools.log, () => tools.close());
  process.send?.({ ready: true });
}

function stopOnSignal(servers: readonly Server[], log: Log, close: () => Promise<void>): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => { for (const server of servers) server.closeAllConnections(); }, drainMs).unref();
    const ended = servers.map((server) => new Promise((resolve) => { server.close(resolve); }));
    Promise.all(ended).then(close).then(() => process.exit(0), () => process.exit(1));
    for (const server of servers) server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  process.on('unhandledRejection', (error) => { log.fault('unhandled rejection', error); });
}

function sentenceFor(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return `Port ${port} is already in use: stop the other program, or set PORT to another number.`;
  return error instanceof Error ? error.message : 'The web process could not start.';
}

const config = readConfig();
serve(config).catch((error: unknown) => {
  process.send?.({ failed: sentenceFor(error, config.port) });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
