/** Answers consent checks on node:http itself, in front of the pages' pipeline, which costs several times what a check does. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { DatabaseAway } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { isAllowed } from '../platform/permit.ts';
import { callingSystem } from './calling-systems.ts';
import { mediaTypeOf, problem, replyToCheck, type Reply } from './reply-to-check.ts';

type DoorTools = Pick<Tools, 'database' | 'clock' | 'log'>;

const address = '/api/consent/check';

/** Takes GET requests to the address of the check; everything else goes on as before. */
export function consentCheckDoor(tools: DoorTools, otherwise: RequestListener): RequestListener {
  return (req, res) => {
    const query = req.method === 'GET' ? queryOf(req.url ?? '') : null;
    if (query === null) otherwise(req, res);
    else void answer(tools, { req, res }, query);
  };
}

/** Null when the address is another one. */
function queryOf(url: string): string | null {
  if (!url.startsWith(address)) return null;
  if (url.length === address.length) return '';
  return url[address.length] === '?' ? url.slice(address.length + 1) : null;
}

async function answer(tools: DoorTools, exchange: { readonly req: IncomingMessage; readonly res: ServerResponse }, query: string): Promise<void> {
  const reply = await replyTo(tools, exchange.req, query).catch((error: unknown) => {
    if (error instanceof DatabaseAway) return problem(503);
    tools.log.fault('consent check failed', error);
    return problem(500);
  });
  send(exchange.res, reply);
}

async function replyTo(tools: DoorTools, req: IncomingMessage, query: string): Promise<Reply> {
  const caller = await callingSystem(tools.database, req.headers.authorization);
  if (caller.kind !== 'connected-system') return problem(401);
  const own = { id: caller.systemId, accountId: caller.systemId };
  if (!isAllowed(caller, { action: 'check', thing: 'ConsentCheck', loaded: own })) return problem(403);
  return replyToCheck(tools, caller, parse(query));
}

function send(res: ServerResponse, reply: Reply): void {
  res.writeHead(reply.status, {
    'Content-Type': mediaTypeOf(reply),
    'Content-Length': Buffer.byteLength(reply.body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(reply.status === 401 ? { 'WWW-Authenticate': 'Basic realm="Fairsight", Bearer' } : {}),
  });
  res.end(reply.body);
}
