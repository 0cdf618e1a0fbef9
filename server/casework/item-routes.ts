/** The doors of the items of a case: the list, one with its provenance, and its original bytes. */

import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { LeavingOut } from '../../client/views/casework/quarantine.ts';
import type { ItemSummary } from '../../client/views/casework/item-model.ts';
import { itemPage, itemsPage } from '../../client/views/casework/items.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { StaffActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor, type Read } from '../platform/database.ts';
import { InvalidForm, NotFound } from '../platform/errors.ts';
import { readForm, textOf } from '../platform/forms.ts';
import type { House } from '../platform/house.ts';
import { get, permit, post, type Route, type Visit } from '../platform/permit.ts';
import { unsealJson } from '../platform/sealing.ts';
import { openPages } from '../redaction/open-pages.ts';
import type { Case } from './case.ts';
import { keepApart } from './fold-items.ts';
import { askedWords } from './collect-model.ts';
import { itemChecks } from './item-checks.ts';
import { askedWithSchema } from './item-facts.ts';
import { leaveItemOut } from './leave-item-out.ts';
import { isWorkedOnBy, loadCase, loadItem, noteLook, workOnCase, type ItemThing } from './loaders.ts';
import { officerNames } from './officer-names.ts';
import { originalName } from './original-name.ts';
import { caseKeyScope, queryPlace } from './places.ts';
import { foldedItems, itemBytes, itemsOf, pageChecks, type CollectedItem } from './read-items.ts';
import { sealedOf } from './search-store.ts';

type Systems = readonly ConnectedSystem[];

export function itemRoutes(systems: Systems): readonly Route[] {
  const at = '/officer/cases/:case/items';
  const viewItem = permit('view', 'Item', { by: 'staff', load: loadItem, ...workOnCase });
  const markItem = permit('mark', 'Item', { by: 'staff', load: loadItem, ...workOnCase });
  return [
    get(at, permit('list', 'Item', { by: 'staff', load: loadCase, ...workOnCase }), (visit) => showItems(visit, systems)),
    get(`${at}/:item`, viewItem, (visit) => showItem(visit, systems)),
    get(`${at}/:item/original`, viewItem, sendOriginal),
    post(`${at}/:item/leave-out`, markItem, (visit) => leaveOut(visit, systems)),
    post(`${at}/:item/apart`, markItem, (visit) => setApart(visit, true)),
    post(`${at}/:item/fold`, markItem, (visit) => setApart(visit, false)),
  ];
}

async function showItems({ house, actor, thing, page, show }: Visit<Case, StaffActor>, systems: Systems): Promise<void> {
  const model = await asActor(house.database, actor, async (read) => ({
    items: await summaries(house, read, { found: thing, systems }),
    uncheckedPages: (await pageChecks(read, thing.id)).filter(({ checkedBy }) => checkedBy === null).length,
    names: await officerNames(house, read, [thing.ownerAccountId]),
  }));
  await noteLook(house, actor, { found: thing, look: { what: 'items' } });
  show(itemsPage({ found: thing, ownerName: model.names.get(thing.ownerAccountId) ?? null, items: model.items.kept, uncheckedPages: model.uncheckedPages }, page));
}

interface Summaries {
  readonly kept: readonly ItemSummary[];
  /** Summaries of what another item stands for, by their ids. */
  readonly folded: ReadonlyMap<string, ItemSummary>;
}

async function summaries(house: House, read: Read, { found, systems }: { readonly found: Case; readonly systems: Systems }): Promise<Summaries> {
  const items = await itemsOf(house, read, found.id);
  const beside = await foldedItems(house, read, found.id);
  const open = new Map<string, number>();
  for (const { itemId, count } of await openPages(read, found.id)) open.set(itemId, (open.get(itemId) ?? 0) + count);
  const checks = await itemChecks(house, read, found.id);
  const numbers = new Map([...items, ...beside].map(({ id, number }) => [id, number]));
  const nameOf = new Map(systems.map((system) => [system.key, system.describe().plainName]));
  const summaryOf = (item: CollectedItem): ItemSummary => ({
    id: item.id,
    number: item.number,
    title: item.title,
    systemName: nameOf.get(item.systemId) ?? item.systemId,
    heldOn: item.heldOn,
    kind: item.kind,
    pageCount: item.pageCount,
    state: item.state,
    refusedBecause: item.refusedBecause,
    decisionsLeft: open.get(item.id) ?? 0,
    attachedTo: item.parentItemId === null ? null : (numbers.get(item.parentItemId) ?? null),
    lookedOver: { check: checks.get(item.id) ?? null, mediaType: item.mediaType, review: item.reviewNote },
    folded: beside.flatMap(({ id, title, systemId, keptItemId, foldedBecause }) =>
      keptItemId === item.id && foldedBecause !== null ? [{ id, title, systemName: nameOf.get(systemId) ?? systemId, because: foldedBecause }] : [],
    ),
  });
  return { kept: items.map(summaryOf), folded: new Map(beside.map((item) => [item.id, summaryOf(item)])) };
}

async function setApart({ house, actor, thing, redirect }: Visit<ItemThing, StaffActor>, isApart: boolean): Promise<void> {
  await keepApart(house, actor, { caseId: thing.found.id, itemId: thing.id, isApart });
  redirect(`/officer/cases/${thing.found.id}/items/${thing.id}`);
}

const because = z.object({ because: z.string().trim().min(1, 'quarantine.becauseMissing').max(500, 'quarantine.becauseLong') });

async function leaveOut(visit: Visit<ItemThing, StaffActor>, systems: Systems): Promise<void> {
  const { house, actor, thing, posted, redirect } = visit;
  try {
    const form = readForm(because, { because: textOf(posted, 'because') });
    await leaveItemOut(house, actor, { caseId: thing.found.id, itemId: thing.id, because: form.because });
    redirect(`/officer/cases/${thing.found.id}/items/${thing.id}`);
  } catch (error) {
    if (!(error instanceof InvalidForm)) throw error;
    await showItem(visit, systems, { because: textOf(posted, 'because'), problem: error.problems['because'] ?? 'quarantine.becauseMissing' });
  }
}

async function showItem({ house, actor, thing, page, show }: Visit<ItemThing, StaffActor>, systems: Systems, leaving?: LeavingOut): Promise<void> {
  const { found, item } = thing;
  const model = await asActor(house.database, actor, async (read) => ({
    all: await summaries(house, read, { found, systems }),
    names: await officerNames(house, read, [found.ownerAccountId]),
    sealed: await sealedOf(read, found.id, item.systemId),
  }));
  const summary = model.all.kept.find(({ id }) => id === item.id) ?? model.all.folded.get(item.id);
  if (summary === undefined) throw new Error('an item that is seen is missing from its list');
  await noteLook(house, actor, { found, look: { what: 'item', aboutId: item.id } });
  const key = await house.keys.keyFor(caseKeyScope(found.id));
  const asked = model.sealed.query === null ? '' : askedWords(unsealJson(key, queryPlace(found.id, item.systemId), { sealed: model.sealed.query, schema: askedWithSchema }), page);
  const description = systems.find((system) => system.key === item.systemId)?.describe();
  show(
    itemPage(
      {
        found,
        ownerName: model.names.get(found.ownerAccountId) ?? null,
        item: summary,
        collection: description?.collections.find(({ key: collection }) => collection === item.facts.collection)?.plainName ?? item.facts.collection,
        reference: item.facts.reference,
        askedWith: asked,
        collectedOn: civilDay(item.collectedAt),
        collectedAt: item.collectedAt,
        sha256: item.sha256,
        byteCount: item.byteCount,
        mediaType: item.mediaType,
        fields: item.facts.fields,
        total: model.all.kept.length,
        standsBehind: item.keptItemId === null || item.foldedBecause === null ? null : { id: item.keptItemId, because: item.foldedBecause },
        isKeptApart: item.isKeptApart,
        mayMark: isWorkedOnBy(actor, found) && !found.isWithApprover,
        ...(leaving === undefined ? {} : { leaving }),
      },
      page,
    ),
    leaving === undefined ? 200 : 422,
  );
}

/** The evidence as it came, byte for byte; as a download that no browser and no spreadsheet opens by itself. */
async function sendOriginal({ house, actor, thing, res }: Visit<ItemThing, StaffActor>): Promise<void> {
  if (thing.item.state === 'in quarantine') throw new NotFound('an item in quarantine is not opened');
  await noteLook(house, actor, { found: thing.found, look: { what: 'original', aboutId: thing.id } });
  res.setHeader('Content-Type', 'application/octet-stream');
  res.setHeader('Content-Disposition', `attachment; filename="${originalName(thing.item)}"`);
  res.setHeader('Content-Length', String(thing.item.byteCount));
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  await pipeline(itemBytes(house, thing.item), res);
}
