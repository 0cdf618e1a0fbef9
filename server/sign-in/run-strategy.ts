/** Runs one provider's strategy for one request through Passport, and answers with a promise. */

import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Passport, type AuthenticateOptions } from 'passport';
import type { Clock } from '../platform/clock.ts';
import type { ProviderConnection } from './provider-connection.ts';
import { SignInRefused } from './sign-in-refused.ts';
import { SignInStrategy, type SignInMode, type SignInWish } from './strategy.ts';
import type { CompletedSignIn } from './token-exchange.ts';

export interface SignInGate {
  /** Sends the browser to the provider. @throws SignInRefused */
  begin(exchange: BrowserExchange, wish: SignInWish): Promise<void>;
  /** @throws SignInRefused */
  finish(exchange: BrowserExchange): Promise<CompletedSignIn>;
}

export interface BrowserExchange {
  readonly req: Request;
  readonly res: Response;
}

export function openGate(connection: ProviderConnection, clock: Clock): SignInGate {
  const passport = new Passport();

  async function run({ req, res }: BrowserExchange, mode: SignInMode): Promise<CompletedSignIn | null> {
    const configuration = await connection.configuration();
    const strategy = new SignInStrategy({ settings: connection.settings, configuration, clock });
    return new Promise((resolve, reject) => {
      const told = (error: unknown, completed?: CompletedSignIn | false | null): void => {
        if (error instanceof Error) reject(error);
        else if (completed === false || completed === null || completed === undefined) reject(new SignInRefused('token-refused', { cause: error }));
        else resolve(completed);
      };
      // Also when the browser hangs up, so that no promise waits for ever.
      res.once('close', () => resolve(null));
      const next: NextFunction = (error?: unknown) => told(error ?? new SignInRefused('token-refused'));
      const handle = passport.authenticate(strategy, mode as AuthenticateOptions, told) as RequestHandler;
      void handle(req, res, next);
    });
  }

  return {
    begin: async (exchange, wish) => {
      await run(exchange, { mode: 'start', wish });
    },
    finish: async (exchange) => {
      const completed = await run(exchange, { mode: 'callback' });
      if (completed === null) throw new SignInRefused('token-refused');
      return completed;
    },
  };
}
