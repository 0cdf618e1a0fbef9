/** The doors through which a resident sees where the council looked, and takes the certificate away. */

import { searchPage, type SearchModel } from '../../client/views/certificates/search.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { asActorOnce } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { gathered } from '../platform/gathered.ts';
import { get, permit, type Route, type Seek, type Visit } from '../platform/permit.ts';
import { ownRequest, type OwnRequest } from '../requests/own-request.ts';
import { certificatePdf } from './certificate-pdf.ts';
import { openCertificate, type OpenedCertificate } from './open-certificate.ts';
import type { SignedCertificate } from './search-certificate.ts';

const viewRequest = permit('view', 'Request', { by: 'resident', load: requestOf, act: 'see-own-request', object: () => '' });

export const certificateRoutes: readonly Route[] = [
  get('/requests/:request/search', viewRequest, showSearch),
  get('/requests/:request/search.pdf', viewRequest, sendPdf),
  get('/requests/:request/search.json', viewRequest, sendJson),
];

type RequestVisit = Visit<OwnRequest, ResidentActor>;

function requestOf({ house, actor, params }: Seek<'resident'>): Promise<OwnRequest | null> {
  return asActorOnce(house.database, actor, (read) => ownRequest(house, read, params['request'] ?? ''));
}

async function showSearch({ house, actor, thing, page, show }: RequestVisit): Promise<void> {
  show(searchPage(modelOf(await openCertificate(house, actor, thing), thing), page));
}

function modelOf(opened: OpenedCertificate, request: OwnRequest): SearchModel {
  const asked = { requestId: request.id, reference: request.reference, dueOn: request.dueOn };
  if (opened.state !== 'finished') return { ...asked, ...opened };
  const { certificate, certificateHash } = opened.signed;
  return { ...asked, state: 'finished', from: certificate.searched.from, to: certificate.searched.to, services: certificate.services, code: certificateHash };
}

/** @throws NotFound while the search is going on: there is nothing to sign yet. */
async function signedOf({ house, actor, thing }: RequestVisit): Promise<SignedCertificate> {
  const opened = await openCertificate(house, actor, thing);
  if (opened.state !== 'finished') throw new NotFound('the search is not finished');
  return opened.signed;
}

async function sendPdf(visit: RequestVisit): Promise<void> {
  const bytes = await gathered(certificatePdf(await signedOf(visit), visit.page));
  send(visit, { bytes, name: 'document-1.pdf', type: 'application/pdf' });
}

async function sendJson(visit: RequestVisit): Promise<void> {
  const text = `${JSON.stringify(await signedOf(visit), null, 1)}\n`;
  send(visit, { bytes: Buffer.from(text, 'utf8'), name: 'document-1.json', type: 'application/json' });
}

/** Always saved, under a name that tells nothing. */
function send({ res }: RequestVisit, file: { readonly bytes: Uint8Array; readonly name: string; readonly type: string }): void {
  res.status(200).set({
    'Content-Type': file.type,
    'Content-Length': String(file.bytes.byteLength),
    'Content-Disposition': `attachment; filename="${file.name}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  res.end(Buffer.from(file.bytes));
}
