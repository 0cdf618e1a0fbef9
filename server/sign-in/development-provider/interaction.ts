/** Where a tester chooses who to be and how strongly to sign in. */

import express, { Router, type NextFunction, type Request, type Response } from 'express';
import type { Provider } from 'oidc-provider';
import type { ProviderName } from '../providers.ts';
import { choosingPage } from './pages.ts';
import { authenticatorChoices, offeredAuthenticator, personasOf, type Persona } from './personas.ts';

const audiences: Readonly<Record<ProviderName, string>> = { resident: 'Residents', staff: 'Staff and councillors' };

export function interactionRoutes(name: ProviderName, provider: Provider): Router {
  const personas = personasOf(name);
  const routes = Router();
  routes.use('/interaction', noStore, express.urlencoded({ extended: false, limit: '4kb' }));
  routes.get('/interaction/:uid', caught((req, res) => showChoices({ name, provider, personas, req, res }, null)));
  routes.post('/interaction/:uid', caught((req, res) => choose({ name, provider, personas, req, res })));
  routes.post('/interaction/:uid/cancel', caught(async (req, res) => {
    await provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'cancelled' }, { mergeWithLastSubmission: false });
  }));
  return routes;
}

interface Choosing {
  readonly name: ProviderName;
  readonly provider: Provider;
  readonly personas: readonly Persona[];
  readonly req: Request;
  readonly res: Response;
}

async function showChoices({ name, provider, personas, req, res }: Choosing, problem: string | null): Promise<void> {
  const { uid, params, session } = await provider.interactionDetails(req, res);
  const asked = typeof params['acr_values'] === 'string' ? params['acr_values'].split(' ') : [];
  const current = personas.find((persona) => persona.subject === session?.accountId)?.key ?? null;
  const action = `/${name}/interaction/${uid}`;
  const offered = offeredAuthenticator(asked);
  const page = choosingPage({ action, cancelAction: `${action}/cancel`, audience: audiences[name], personas, current, offered, problem });
  res.status(problem === null ? 200 : 422).type('html').send(page.toString());
}

async function choose(choosing: Choosing): Promise<void> {
  const { provider, personas, req, res } = choosing;
  const posted: unknown = req.body;
  const persona = personas.find((each) => each.key === field(posted, 'persona'));
  const authenticator = authenticatorChoices.find((each) => each.key === field(posted, 'authenticator'));
  if (persona === undefined || authenticator === undefined) return showChoices(choosing, 'Choose a person and a way to sign in');
  await provider.interactionFinished(
    req,
    res,
    { login: { accountId: persona.subject, acr: authenticator.acr, amr: [...authenticator.amr], remember: false } },
    { mergeWithLastSubmission: false },
  );
}

function field(posted: unknown, name: string): unknown {
  return typeof posted === 'object' && posted !== null ? new Map(Object.entries(posted)).get(name) : undefined;
}

function noStore(_req: Request, res: Response, next: NextFunction): void {
  res.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  next();
}

function caught(handle: (req: Request, res: Response) => Promise<void>) {
  return (req: Request, res: Response, next: NextFunction): void => {
    handle(req, res).catch(next);
  };
}
