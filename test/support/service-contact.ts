/** A paper store with its contact, who reads their mail, follows the link in it and answers: for tests of data requests. */

import { climbLadder } from '../../server/data-requests/climb-ladder.ts';
import { contactRoutes } from '../../server/data-requests/contact-routes.ts';
import { dataRequestJobs } from '../../server/data-requests/jobs.ts';
import { dataRequestRoutes } from '../../server/data-requests/officer-routes.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import type { ConnectedSystem } from '../../server/connected-systems/connector.ts';
import { manualSystem } from '../../server/connected-systems/manual-connector.ts';
import type { JobHandlers, JobName } from '../../server/platform/jobs.ts';
import type { Tools } from '../../server/platform/house.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { aSystem, behindTheCurtain, runQueued, workerTools } from './casework.ts';
import { startMailServer, type MailServer } from './mail-server.ts';
import { startSignedInPortal, type Seen, type SignedInPortal } from './signed-in-portal.ts';

export const contactEmail = 'records.office@example.org';
export const escalationEmail = 'head.of.education@example.org';

export function paperArchive(key = 'school-archive'): ConnectedSystem {
  return manualSystem(
    { ...aSystem({ key }).describe(), key, plainName: 'Schools paper archive', service: 'Education' },
    { answeredBy: { name: 'Morwenna Pascoe', email: contactEmail, escalation: { name: 'Head of Education', email: escalationEmail } } },
  );
}

export interface ArchivePortal extends SignedInPortal {
  readonly mail: MailServer;
  readonly systems: readonly ConnectedSystem[];
  /** The worker's tools, with the mail server. */
  readonly atWork: Tools;
  /** Runs everything that is queued. */
  work(): Promise<number>;
  /** Runs one kind of job, and leaves the others queued. */
  workOnly(job: JobName): Promise<number>;
  /** What the daily job does at that moment. */
  climbOn(instant: string): Promise<number>;
}

export async function startArchivePortal(): Promise<ArchivePortal> {
  const systems = [paperArchive()];
  const services = { systems };
  const [portal, mail] = await Promise.all([startSignedInPortal({ routes: [...caseworkRoutes(services), ...dataRequestRoutes(services), ...contactRoutes(services)] }), startMailServer()]);
  const worker = workerTools(portal);
  const atWork: Tools = { ...worker, config: { ...worker.config, smtpUrl: mail.url } };
  const handlers: JobHandlers = { ...caseworkJobs(atWork, systems), ...dataRequestJobs(atWork) };
  return {
    ...portal, mail, systems, atWork,
    work: () => runQueued(portal, handlers),
    workOnly: (job) => runQueued(portal, { [job]: handlers[job] }),
    climbOn: (instant) => climbLadder({ ...atWork, clock: frozenClock(instant) }, systems, new AbortController().signal),
    close: async () => {
      await Promise.all([portal.close(), mail.close()]);
    },
  };
}

/** The address in the last mail to somebody. */
export function linkIn({ mail }: Pick<ArchivePortal, 'mail'>, to = contactEmail): string {
  const last = mail.received.findLast((email) => email.to?.some(({ address }) => address === to));
  const link = /http:\/\/\S+\/reply\/[\w-]+/.exec(last?.text ?? '')?.[0];
  if (link === undefined) throw new Error(`no mail with a link came to ${to}`);
  return link;
}

/** A browser without an account. It keeps its one cookie as a browser would: for the path the cookie was set for, and no other. */
export class ContactBrowser {
  cookie = '';
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  get(path: string): Promise<Seen> {
    return this.send(path, {});
  }

  /** Posts the fields with the token of the page the form stands on. */
  async post(path: string, fields: Readonly<Record<string, string>>, formOn = '/reply'): Promise<Seen> {
    return this.send(path, { method: 'POST', body: new URLSearchParams({ ...(await this.tokens(formOn)), ...fields }) });
  }

  async upload(files: readonly { readonly name: string; readonly bytes: string | Uint8Array<ArrayBuffer>; readonly type?: string }[], path = '/reply/files'): Promise<Seen> {
    const form = new FormData();
    for (const [name, value] of Object.entries(await this.tokens('/reply/files'))) form.append(name, value);
    for (const { name, bytes, type } of files) form.append('files', new Blob([bytes], { type: type ?? 'application/pdf' }), name);
    return this.send(path, { method: 'POST', body: form });
  }

  /** Opens the link as a person does: the page, and then its button. */
  async follow(link: string): Promise<Seen> {
    const { pathname } = new URL(link);
    await this.get(pathname);
    return this.send(pathname, { method: 'POST', body: new URLSearchParams() });
  }

  private async tokens(formOn: string): Promise<Record<string, string>> {
    const { text } = await this.get(formOn);
    const token = /name="reply_token" value="([^"]+)"/.exec(text)?.[1];
    return token === undefined ? {} : { reply_token: token };
  }

  private async send(path: string, init: RequestInit): Promise<Seen> {
    const isForReply = path === '/reply' || path.startsWith('/reply/');
    const headers = { accept: 'text/html', origin: this.origin, 'sec-fetch-site': 'same-origin', ...(this.cookie !== '' && isForReply ? { cookie: this.cookie } : {}) };
    const response = await fetch(`${this.origin}${path}`, { redirect: 'manual', ...init, headers });
    const set = response.headers.getSetCookie().find((each) => each.startsWith('reply='));
    if (set !== undefined) this.cookie = set.split(';', 1)[0] ?? '';
    return { status: response.status, text: await response.text(), headers: response.headers, to: response.headers.get('location') ?? '' };
  }
}

export interface KeptDataRequest {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly due_on: string;
  readonly reference: string;
}

export async function dataRequestOf(portal: SignedInPortal, caseId: string): Promise<KeptDataRequest> {
  const [row] = await behindTheCurtain<KeptDataRequest>(portal, caseId, { sql: 'select id, state, outcome, due_on, reference from data_requests where case_id = $1 order by attempt desc', values: [caseId] });
  if (row === undefined) throw new Error('the case has no data request');
  return row;
}
