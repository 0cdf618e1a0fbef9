/** The walls that every request passes, tried from outside as a stranger, a neighbour and a careless browser would. */

import { request } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import pg from 'pg';
import { routesAsListed } from '../../server/list-routes.ts';
import { newId } from '../../server/platform/ids.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

const providers = ['https://residents.example.org', 'https://staff.example.org'];
const exit = 'https://weather.example.org';

describe('the web walls', () => {
  let portal: SignedInPortal;
  let ann: PersonSignedIn;

  before(async () => {
    portal = await startSignedInPortal({ routes: routesAsListed(), formTargets: [...providers, exit] });
    ann = await portal.resident();
  });

  after(() => portal.close());

  const policyOf = (seen: Seen): string => seen.headers.get('content-security-policy') ?? '';
  const nonceOf = (seen: Seen): string => /script-src 'nonce-([^']+)'/.exec(policyOf(seen))?.[1] ?? '';
  const tokenOf = (text: string): string => /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';

  async function begin(person: PersonSignedIn): Promise<string> {
    const { to } = await person.post('/requests/new', { scope: 'everything' });
    return /\/requests\/new\/([^/]+)\//.exec(to)?.[1] ?? '';
  }

  function raw(lines: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(portal.origin);
      const socket = connect(Number(port), hostname, () => socket.write([...lines, '', ''].join('\r\n')));
      let answer = '';
      socket.on('data', (chunk: Buffer) => { answer += chunk.toString('latin1'); });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  }

  describe('in the headers', () => {
    it('gives each answer a nonce of its own', async () => {
      const nonces = [nonceOf(await ann.get('/')), nonceOf(await ann.get('/'))];
      expect(nonces[0]).to.match(/^[A-Za-z0-9+/]{22}==$/).and.not.equal(nonces[1]);
    });

    it('allows nothing that is not named', async () => {
      expect(policyOf(await ann.get('/'))).to.include("default-src 'none'").and.include("frame-ancestors 'none'").and.include("base-uri 'none'").and.include("require-trusted-types-for 'script'").and.not.include('unsafe');
    });

    it('lets forms lead to us, to the providers and to the page that leaving leads to', async () => {
      expect(policyOf(await ann.get('/'))).to.include(`form-action 'self' ${providers.join(' ')} ${exit};`);
    });

    for (const [name, value] of Object.entries({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY' })) {
      it(`says ${name}: ${value} on a page, a refusal and an address that is not there`, async () => {
        const answers = [await ann.get('/'), await ann.get('/requests'), await ann.get('/no-such-page'), await ann.post('/requests/new', {}), await ann.post('/requests/new', { _csrf: 'old' })];
        expect(answers.map(({ headers }) => headers.get(name))).to.deep.equal(answers.map(() => value));
      });
    }

    it('names no program', async () => {
      const { headers } = await ann.get('/');
      expect([headers.get('x-powered-by'), headers.get('server'), headers.get('etag')]).to.deep.equal([null, null, null]);
    });
  });

  describe('in the framing', () => {
    it('refuses two Host headers', async () => {
      expect(await raw(['GET / HTTP/1.1', 'Host: one.example', 'Host: other.example', 'Connection: close'])).to.match(/^HTTP\/1\.1 400 /);
    });

    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      it(`refuses ${method}, and says which methods there are`, async () => {
        const answer = await raw([`${method} / HTTP/1.1`, 'Host: one.example', 'Connection: close', 'Content-Length: 0']);
        expect(answer).to.match(/^HTTP\/1\.1 405 /).and.to.match(/\r\nAllow: GET, HEAD, POST\r\n/i);
      });
    }

    it('refuses an address of 20,000 letters and stays alive', async () => {
      const answer = await raw([`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: one.example', 'Connection: close']);
      expect([/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1], (await ann.get('/')).status]).to.deep.equal(['431', 200]);
    });

    it('answers a bad escape in an address as not found', async () => {
      expect((await ann.get('/requests/%E0%A4%A')).status).to.equal(404);
    });

    it('answers a form of 30 MB with a clear page', async () => {
      const answer = await ann.post('/requests/new', { scope: 'everything', help: 'a'.repeat(30_000_000) });
      expect(answer.status).to.equal(413);
      expect(answer.text).to.include('<h1');
    });

    it('takes no address of ours from a header', async () => {
      const answer = await raw(['GET /sign-in HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: evil.example', 'Connection: close']);
      expect(answer).not.to.include('evil.example');
    });
  });

  describe('against a forged write', () => {
    const forged: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'from another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      'from another site of the same owner': { 'sec-fetch-site': 'same-site' },
      'from another origin, by an old browser': { origin: 'https://evil.example' },
      'from nowhere': {},
      'with no origin to name': { origin: 'null' },
    };

    async function send(headers: Readonly<Record<string, string>>, fields: Readonly<Record<string, string>>): Promise<number> {
      const page = await ann.get('/requests/new');
      const body = new URLSearchParams({ _csrf: tokenOf(page.text), ...fields }).toString();
      return new Promise((resolve, reject) => {
        const sent = request(`${portal.origin}/requests/new`, { method: 'POST', headers: { cookie: ann.cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.on('error', reject);
        sent.end(body);
      });
    }

    for (const [name, headers] of Object.entries(forged)) {
      it(`refuses one ${name}, though its token is right`, async () => {
        expect(await send(headers, { scope: 'everything' })).to.equal(403);
      });
    }

    it('takes one from a page of ours', async () => {
      expect(await send({ 'sec-fetch-site': 'same-origin', origin: portal.origin }, { scope: 'everything' })).to.equal(303);
    });

    it('refuses one from a name that was made to lead here', async () => {
      const host = `evil.example:${new URL(portal.origin).port}`;
      const sent = [{ 'sec-fetch-site': 'same-origin', origin: `http://${host}`, host }, { origin: `http://${host}`, host }];
      expect(await Promise.all(sent.map((headers) => send(headers, { scope: 'everything' })))).to.deep.equal([403, 403]);
    });

    it('takes one by another name of the machine that the demonstration runs on, at the same port alone', async () => {
      const { port } = new URL(portal.origin);
      const sent = [`http://localhost:${port}`, `http://[::1]:${port}`, 'http://localhost:1', `https://localhost:${port}`].map((origin) => ({ 'sec-fetch-site': 'same-origin', origin }));
      expect(await Promise.all(sent.map((headers) => send(headers, { scope: 'everything' })))).to.deep.equal([303, 303, 403, 403]);
    });

    it('refuses one without its token, and keeps what was typed', async () => {
      const draft = await begin(ann);
      const back = await ann.post(`/requests/new/${draft}/help`, { _csrf: '', help: 'My sister’s “old” file <b>' });
      expect(back.status).to.equal(403);
      expect(back.text).to.include('My sister’s “old” file &lt;b&gt;');
    });

    for (const type of ['multipart/form-data; boundary=x', 'multipart/form-data', 'text/plain', 'application/json']) {
      it(`refuses one without its token that is sent as ${type}`, async () => {
        const answer = await fetch(`${portal.origin}/still-here`, { method: 'POST', redirect: 'manual', headers: { cookie: ann.cookie, origin: portal.origin, 'content-type': type }, body: '--x--\r\n' });
        expect(answer.status).to.be.oneOf([400, 403]);
      });
    }

    it('refuses the token of somebody else', async () => {
      const bob = await portal.resident();
      const token = tokenOf((await bob.get('/requests/new')).text);
      expect((await ann.post('/requests/new', { _csrf: token, scope: 'everything' })).status).to.equal(403);
    });
  });

  describe('against odd forms', () => {
    for (const path of ['/requests/%00', '/requests/new/%00/help', '/reading/%00', '/choices/receipts/a%00']) {
      it(`answers a zero byte in ${path} as not found`, async () => {
        expect((await ann.get(path)).status).to.equal(404);
      });
    }

    it('reads nothing into the prototype', async () => {
      const answer = await ann.post('/requests/new', { '__proto__[scope]': 'everything', '__proto__': 'everything', 'constructor[prototype][scope]': 'everything' });
      expect([answer.status, ({} as { scope?: string }).scope]).to.deep.equal([422, undefined]);
    });

    it('takes no field that the page did not ask for', async () => {
      const draft = /new\/([^/]+)\//.exec((await ann.post('/requests/new', { scope: 'everything', hasContact: 'true', accountId: newId(), id: newId(), state: 'closed' })).to)?.[1] ?? '';
      await ann.post(`/requests/new/${draft}/dates`, { dates: 'all', hasContact: 'true' });
      expect((await ann.get(`/requests/new/${draft}/check`)).to).to.equal(`/requests/new/${draft}/contact`);
    });

    it('refuses a form of three thousand fields', async () => {
      const fields = Object.fromEntries(Array.from({ length: 3_000 }, (_each, index) => [`f${index}`, '']));
      expect((await ann.post('/requests/new', fields)).status).to.equal(413);
    });
  });

  describe('against being led elsewhere', () => {
    for (const path of ['//evil.example/?lang=cy', '/%5Cevil.example/?lang=cy', '/\\evil.example/?lang=cy', '///evil.example?lang=cy']) {
      it(`stays here when the language is chosen at ${path}`, async () => {
        const answer = await raw([`GET ${path} HTTP/1.1`, 'Host: one.example', 'Connection: close']);
        const to = /\r\nLocation: (\S+)/i.exec(answer)?.[1] ?? '/';
        expect(new URL(to, 'http://one.example').host).to.equal('one.example');
      });
    }

    for (const payload of ['https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/%0d%0aLocation:%20https://evil.example', 'javascript:alert(1)', '/\t/evil.example', 'http:evil.example', '/@evil.example//x']) {
      it(`offers no way to ${JSON.stringify(payload)} after signing in`, async () => {
        const text = await (await fetch(`${portal.origin}/sign-in?return=${encodeURIComponent(payload)}`)).text();
        const kept = [...text.matchAll(/name="return" value="([^"]*)"/g)].map(([, value]) => new URL(value ?? '', portal.origin).origin);
        expect([...new Set(kept)]).to.deep.equal([portal.origin]);
      });
    }
  });

  describe('towards somebody who guesses', () => {
    const plain = (seen: Seen, id: string): string => seen.text.replaceAll(nonceOf(seen), 'NONCE').replaceAll(id, 'ID');

    it('answers for a draft of another exactly as for none', async () => {
      const [bob, nobodys] = [await portal.resident(), newId()];
      const bobs = await begin(bob);
      const [theirs, none] = [await ann.get(`/requests/new/${bobs}/what`), await ann.get(`/requests/new/${nobodys}/what`)];
      expect([theirs.status, plain(theirs, bobs)]).to.deep.equal([404, plain(none, nobodys)]);
    });

    it('answers staff at a resident’s address exactly as for none', async () => {
      const officer = await portal.staff(['preparer']);
      const [nobodys, bobs] = [newId(), await begin(ann)];
      const [theirs, none] = [await officer.get(`/requests/new/${bobs}/what`), await officer.get(`/requests/new/${nobodys}/what`)];
      expect([theirs.status, plain(theirs, bobs)]).to.deep.equal([404, plain(none, nobodys)]);
    });

    it('answers a resident at every officer’s address as not found', async () => {
      const paths = routesAsListed().filter(({ method, who }) => method === 'get' && who === 'staff').map(({ path }) => path.replace(/:\w+/g, newId()));
      const statuses = await Promise.all(paths.map(async (path) => (await ann.get(path)).status));
      expect(paths.filter((_path, index) => statuses[index] !== 404)).to.deep.equal([]);
    });

    it('answers whoever has no link at every page behind one as a link that is over', async () => {
      const paths = routesAsListed().filter(({ method, who }) => method === 'get' && who === 'service-contact').map(({ path }) => path);
      const answers = await Promise.all(paths.map((path) => ann.get(path)));
      expect(paths).to.have.length.above(3);
      expect(answers.map(({ status, text }) => [status, text.includes('This link no longer works.')])).to.deep.equal(paths.map(() => [404, true]));
    });

    it('answers a visitor at every guarded address by asking them to sign in', async () => {
      const paths = routesAsListed().filter(({ method, who, path }) => method === 'get' && (who === 'resident' || who === 'staff') && !path.startsWith('/api/')).map(({ path }) => path.replace(/:\w+/g, newId()));
      const places = await Promise.all(paths.map(async (path) => (await fetch(`${portal.origin}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } })).headers.get('location')));
      expect(places).to.deep.equal(paths.map((path) => `/sign-in?return=${encodeURIComponent(path)}`));
    });
  });

  it('changes nothing by looking, at any address', async () => {
    const owner = new pg.Client({ connectionString: portal.databaseUrl });
    await owner.connect();
    await owner.query('set role test_owner');
    const { rows: tables } = await owner.query<{ name: string }>("select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'pgboss') and c.relkind = 'r' and c.relname not in ('sessions', 'usage_entries')");
    for (const { name } of tables) await owner.query(`alter table ${name} no force row level security`);
    const state = async (): Promise<string> => {
      const sums = tables.map(({ name }) => `(select '${name}' || coalesce(md5(string_agg(whole::text, ',' order by whole::text)), '') from ${name} whole)`);
      return (await owner.query<{ sum: string }>(`select ${sums.join(" || ' ' || ")} as sum`)).rows[0]?.sum ?? '';
    };
    const draft = await begin(ann);
    const before = await state();
    for (const { method, path } of routesAsListed()) if (method === 'get' && !path.startsWith('/information')) await ann.get(path.replace(':draft', draft).replace(':step', 'help').replace(/:\w+/g, newId()));
    const after = await state();
    await owner.end();
    expect(after).to.equal(before);
  });
});
