/** Makes the pictures of the README: starts the product afresh, walks through one answer, and photographs it into `.readme/`. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../../server/platform/config.ts';
import { nothingNoticed, Visitor } from './visitor.ts';
import { agreeTo, askForEverything, collectAll, decideEverything, drawMark, referenceIn, waitForRelease } from './walks.ts';
import { startWholeProduct, type WholeProduct } from './whole-product.ts';

const folder = path.join(projectRoot(), '.readme');
const persona = 'dylan-osei';

/** Without script, as everything works without: so nothing is photographed half way. */
function arrive(product: WholeProduct): Promise<Visitor> {
  return Visitor.arrive(product, nothingNoticed(), { javaScriptEnabled: false, viewport: { width: 1100, height: 760 } });
}

async function photograph({ page }: Visitor, name: string): Promise<void> {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

async function askAsResident(product: WholeProduct): Promise<{ readonly resident: Visitor; readonly reference: string }> {
  const resident = await arrive(product);
  await resident.go('/');
  await photograph(resident, 'start');
  await resident.signIn({ provider: 'resident', persona, returnTo: '/account/proof' });
  await resident.choose('Use the identity check from when you signed in');
  await resident.press('Carry on');
  await photograph(resident, 'what-we-hold');
  const reference = referenceIn(await askForEverything(resident));
  await resident.follow('See where your request is');
  await photograph(resident, 'tracker');
  await agreeTo(resident, 'school-closure-texts');
  await resident.go('/choices');
  await photograph(resident, 'choices');
  return { resident, reference };
}

async function answerAsOfficers(product: WholeProduct, reference: string): Promise<void> {
  const officer = await arrive(product);
  await officer.signIn({ provider: 'staff', persona: 'ewan-lister', returnTo: '/officer?view=all' });
  await photograph(officer, 'queue');
  await officer.follow(reference);
  const casePath = officer.path;
  await officer.press('Take this case');
  await collectAll(officer, casePath);
  await photograph(officer, 'collect');
  await officer.go(`${casePath}/items`);
  await officer.follow('A note of a contact');
  await officer.press('Open in the workbench');
  await drawMark(officer, officer.path);
  await photograph(officer, 'workbench');
  await decideEverything(officer, casePath);
  await officer.go(`${casePath}/clearance`);
  await officer.press('Submit for clearance');
  await approve(product, reference);
  await officer.go(`${casePath}/clearance`);
  await officer.press('Release');
  await waitForRelease(officer, casePath);
  await photograph(officer, 'release');
}

async function approve(product: WholeProduct, reference: string): Promise<void> {
  const approver = await arrive(product);
  await approver.signIn({ provider: 'staff', persona: 'grace-okafor', returnTo: '/officer/clearances' });
  await approver.follow(reference);
  await photograph(approver, 'clearance');
  await approver.press('Approve these exact files');
  await approver.signInAgain({ persona: 'grace-okafor', authenticator: 'phishing-resistant' });
  await approver.press('Send');
}

async function readAsResident(resident: Visitor): Promise<void> {
  await resident.go('/requests');
  await resident.follow(/^Asked on/);
  await resident.press('Read my answer');
  await resident.signInAgain({ persona });
  await resident.follow('See the contents');
  await resident.follow(/A note of a contact/);
  await photograph(resident, 'reading');
}

async function searchAsCouncillor(product: WholeProduct): Promise<void> {
  const councillor = await arrive(product);
  await councillor.signIn({ provider: 'staff', persona: 'fatima-sesay', returnTo: '/councillor' });
  await photograph(councillor, 'guidance');
}

await mkdir(folder, { recursive: true });
const product = await startWholeProduct();
try {
  const { resident, reference } = await askAsResident(product);
  await answerAsOfficers(product, reference);
  await readAsResident(resident);
  await searchAsCouncillor(product);
} finally {
  await product.close();
}
