/** Stretches of a journey that several browser tests walk: what a person presses, in order. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Visitor } from './visitor.ts';

/** From any page of a resident whose contact is not kept yet, to the page that says the request was sent; returns its words. */
export async function askForEverything(resident: Visitor): Promise<string> {
  await resident.go('/requests/new');
  await resident.choose('Everything you hold about me');
  await resident.press('Carry on');
  await resident.choose('All dates');
  await resident.press('Carry on');
  await resident.press('Carry on');
  await resident.choose('Messages on this site only');
  await resident.choose('Any time in the day');
  await resident.choose('No');
  await resident.press('Carry on');
  await resident.press('Send my request');
  return resident.words();
}

/** Starts collecting and looks again, as the page itself does, until nothing is being asked or read; returns the words of the page. */
export async function collectAll(officer: Visitor, casePath: string): Promise<string> {
  await officer.go(`${casePath}/collect`);
  await officer.press('Collect from all systems');
  for (;;) {
    await officer.go(`${casePath}/collect`);
    const isUnderWay = (await officer.page.locator('[data-updating]').count()) > 0;
    if (!isUnderWay) return officer.words();
    await pause(300); // the work is another process's; the page is all a person sees of it
  }
}

/** What another council system is told when it asks about consent. */
export async function checkConsent(origin: string, asked: { readonly credentials: string; readonly purpose: string; readonly person: string }): Promise<unknown> {
  const query = new URLSearchParams({ purpose: asked.purpose, person: asked.person });
  const reply = await fetch(`${origin}/api/consent/check?${query.toString()}`, { headers: { authorization: `Basic ${Buffer.from(asked.credentials).toString('base64')}` } });
  return reply.json();
}
