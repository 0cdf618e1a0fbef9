/** The start, the help pages, and the health of the service: open to anyone. */

import { helpPage, startPage, statusPage, type HelpTopic } from '../../client/views/help/help.ts';
import type { Actor } from '../platform/actor.ts';
import { get, open, type Route, type Visit } from '../platform/permit.ts';

const topics: Readonly<Record<string, HelpTopic>> = {
  '/help': 'help',
  '/help/other-ways': 'other-ways',
  '/help/words': 'words',
  '/help/leaving': 'leaving',
  '/help/shared-devices': 'shared-devices',
  '/privacy': 'privacy',
  '/accessibility': 'accessibility',
};

export const helpRoutes: readonly Route[] = [
  get('/', open('what one can do here'), ({ page, show }) => show(startPage(page))),
  ...Object.entries(topics).map(([path, topic]) => get(path, open('help for everyone'), ({ page, show }) => show(helpPage(topic, page)))),
  get('/status', open('what works now'), showStatus),
  get('/health/live', open('asked by operators'), ({ res }) => { res.type('text').send('live'); }),
  get('/health/ready', open('asked by operators'), showReadiness),
];

async function isDatabaseThere({ house }: Visit<null, Actor>): Promise<boolean> {
  return house.database.pool.query('select 1').then(() => true, () => false);
}

/** Says what works and names no system. */
async function showStatus(visit: Visit<null, Actor>): Promise<void> {
  visit.show(statusPage({ isWorking: await isDatabaseThere(visit) }, visit.page));
}

async function showReadiness(visit: Visit<null, Actor>): Promise<void> {
  const isReady = await isDatabaseThere(visit);
  visit.res.status(isReady ? 200 : 503).type('text').send(isReady ? 'ready' : 'not ready');
}
