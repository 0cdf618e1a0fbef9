/** Stretches of a journey that several browser tests walk: what a person presses, in order. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Visitor } from './visitor.ts';
import type { WholeProduct } from './whole-product.ts';

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

/** The reference by which officers find the request, from the words of the page that says it was sent. */
export function referenceIn(words: string): string {
  const found = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(words)?.[0];
  if (found === undefined) throw new Error('the page names no reference');
  return found;
}

/** Starts collecting and looks again, as the page itself does, until nothing is being asked or read; returns the words of the page. */
export async function collectAll(officer: Visitor, casePath: string): Promise<string> {
  await officer.go(`${casePath}/collect`);
  await officer.press('Collect from all systems');
  const answered = await settled(officer, casePath);
  await settleTheRest(officer, casePath);
  return answered;
}

/** Says of the likeliest person of each system that it is the same, and records why what gave no answer is left out. */
async function settleTheRest(officer: Visitor, casePath: string): Promise<void> {
  for (;;) {
    const open = officer.page.getByRole('link', { name: /^Decide match/ });
    if ((await open.count()) === 0) break;
    const isLikeliest = (await open.first().textContent()) === 'Decide match 1';
    await officer.go((await open.first().getAttribute('href')) ?? '');
    await officer.choose(isLikeliest ? 'Same person' : 'Not the same');
    await officer.press('Save the decision');
    await settled(officer, casePath);
  }
  for (;;) {
    const summaries = officer.page.getByText('Leave this system out');
    if ((await summaries.count()) === 0) return;
    await summaries.first().click();
    await officer.page.getByLabel(/Why is .* left out/).and(officer.page.locator(':visible')).fill('It has nothing to search by.');
    await officer.press('Leave it out');
  }
}

async function settled(officer: Visitor, casePath: string): Promise<string> {
  for (;;) {
    await officer.go(`${casePath}/collect`);
    const isUnderWay = (await officer.page.locator('[data-updating]').count()) > 0;
    if (!isUnderWay && !(await answerByHand(officer))) return officer.words();
    await pause(300); // the work is another process's; the page is all a person sees of it
  }
}

/** From the page of collecting: records what a service that answers by hand said on the telephone. False when none is waited for. */
async function answerByHand(officer: Visitor): Promise<boolean> {
  const waiting = officer.page.getByRole('row').filter({ hasText: 'Waiting for' });
  if ((await waiting.count()) === 0) return false;
  const link = waiting.first().getByRole('link', { name: /^Data request for/ });
  await officer.go((await link.getAttribute('href')) ?? '');
  await officer.page.locator('summary', { hasText: 'Record an answer that came another way' }).click();
  await officer.choose('It holds nothing');
  await officer.page.getByLabel('Who answered?').fill('Morwenna Teague, archivist');
  await officer.page.getByLabel('Where did they look?').fill('The registers of 1990 to 2015');
  await officer.press('Record the answer');
  return true;
}

/**
 * Decides every mark that is open: hides the first that is words, and rejects the others, in the whole case where that is offered.
 * A number is left in: it stands within other numbers, which the release would find. Returns how many were decided one by one.
 */
export async function decideEverything(officer: Visitor, casePath: string): Promise<number> {
  let decided = 0;
  let hidden = 0;
  for (;;) {
    await officer.go(casePath);
    const next = officer.page.getByRole('button', { name: 'Decide the next mark' });
    if ((await next.count()) === 0) return decided;
    await officer.go((await next.getAttribute('href')) ?? '');
    const open = officer.page.locator('[data-card]:is([data-state="suggested"], [data-state="needs decision"])');
    const count = await open.count();
    for (let index = 0; index < count; index += 1) {
      const card = open.nth(index);
      const words = await card.locator('.fs-mark-quote').innerText();
      const isHidden = hidden === 0 && !/\d/.test(words);
      decided += 1;
      const isWhole = !isHidden && (await card.locator('input[value="reject-person"]').count()) > 0;
      await card.locator(`input[value="${isHidden ? 'accept' : isWhole ? 'reject-person' : 'reject'}"]`).check();
      if (!isHidden) continue;
      await card.locator('select').selectOption('third-party');
      hidden += 1;
    }
    await officer.press('Save and stay');
  }
}

/** Adds a mark of one's own on the first words of a page of the workbench. Returns those words. */
export async function drawMark(officer: Visitor, pagePath: string): Promise<string> {
  await officer.go(pagePath);
  const text = (await officer.page.locator('#page-text').textContent()) ?? '';
  const [words = ''] = text.trim().split(/\n/, 1);
  await officer.page.getByLabel('Words', { exact: true }).fill(words);
  await officer.page.getByLabel('Which occurrence').fill('1');
  await officer.page.getByLabel('Reason for these words').selectOption('third-party');
  await officer.press('Save and stay');
  return words;
}

/** Looks at the report until the release has ended; returns its words. */
export async function waitForRelease(officer: Visitor, casePath: string): Promise<string> {
  for (;;) {
    await officer.go(`${casePath}/release`);
    const isUnderWay = (await officer.page.locator('[data-updating]').count()) > 0;
    if (!isUnderWay) return officer.words();
    await pause(500);
  }
}

/** Says yes to one purpose, from any page. */
export async function agreeTo(resident: Visitor, purposeId: string): Promise<void> {
  await resident.go(`/choices/${purposeId}`);
  await resident.choose('Yes, I agree');
  await resident.press('Save my answer');
}

const callers = z.array(z.object({ systemId: z.string(), secret: z.string(), people: z.record(z.string(), z.string()) }));

/** The demonstration's calling systems with what they were handed at the first start. */
export async function callingSystems({ dataFolder }: WholeProduct): Promise<z.infer<typeof callers>> {
  return callers.parse(JSON.parse(await readFile(path.join(dataFolder, 'calling-systems.json'), 'utf8')));
}

const consentAnswer = z.object({ answer: z.enum(['yes', 'no']) });

/** What another council system is told when it asks about consent. */
export async function checkConsent(origin: string, asked: { readonly credentials: string; readonly purpose: string; readonly person: string }): Promise<z.infer<typeof consentAnswer>> {
  const query = new URLSearchParams({ purpose: asked.purpose, person: asked.person });
  const reply = await fetch(`${origin}/api/consent/check?${query.toString()}`, { headers: { authorization: `Basic ${Buffer.from(asked.credentials).toString('base64')}` } });
  return consentAnswer.parse(await reply.json());
}
