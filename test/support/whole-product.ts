/** The product as `npm start` runs it, in a data folder of its own, with a real browser to visit it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { begin, freePort, freePorts } from './start-command.ts';
import { toolPath } from './test-tools.ts';

export interface WholeProduct {
  readonly origin: string;
  /** Where whoever leaves quickly is led: a page of our own instead of the weather. */
  readonly exitAddress: string;
  readonly dataFolder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** @throws Error if it does not start, or Chromium is missing. */
export async function startWholeProduct(): Promise<WholeProduct> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'fairsight-browser-'));
  const [ports, exitPort] = await Promise.all([freePorts(), freePort()]);
  const exitAddress = `http://127.0.0.1:${String(exitPort)}/`;
  const weather = await startWeather(exitPort);
  const running = begin({ command: 'start', settings: { ...ports, DATA_DIR: dataFolder, EXIT_URL: exitAddress } });
  const [browser] = await Promise.all([chromium.launch({ executablePath: toolPath('chromium') ?? '', args: ['--no-sandbox'] }), running.ready]);
  return {
    origin: `http://localhost:${ports.PORT}`,
    exitAddress,
    dataFolder,
    browser,
    close: async () => {
      await browser.close();
      weather.close();
      running.child.kill('SIGTERM');
      await running.ended;
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function startWeather(port: number): Promise<Server> {
  const server = createServer((_req, res) => res.setHeader('content-type', 'text/html').end('<!DOCTYPE html><title>Weather</title><h1>Weather</h1>'));
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => {
    resolve(server);
  }));
}
