/** Passport's OpenID Connect strategy with what it lacks: every token check, and one transaction for each sign-in begun. */

import type { Request } from 'express';
import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState, type Configuration } from 'openid-client';
import OpenIDConnectStrategy from 'passport-openidconnect';
import type { Clock } from '../platform/clock.ts';
import type { AuthenticatorStrength } from '../../policies/step-up.ts';
import { acrValuesFor, type ActOnObject } from './assurance.ts';
import { readCallbackAnswer, type CallbackAnswer } from './callback-answer.ts';
import type { ProviderSettings } from './provider-connection.ts';
import { saveSession } from './session-facts.ts';
import { SignInRefused } from './sign-in-refused.ts';
import { exchangeCode, type CompletedSignIn } from './token-exchange.ts';
import { takeTransaction, withTransaction, type SignInTransaction } from './transactions.ts';

/** What a new sign-in must bring. */
export interface SignInWish {
  readonly returnTo: string;
  readonly neededStrength: AuthenticatorStrength;
  /** Null when any age will do; 0 demands a new sign-in. */
  readonly maxAgeSeconds: number | null;
  /** On step-up: the person who must come back. */
  readonly expectedSubject: string | null;
  readonly purpose: ActOnObject | null;
  readonly sealedForm: string | null;
  /** The reader's language, for the provider's pages. */
  readonly language: string;
}

/** The mode is said, never guessed from the query: a sign-in that is begun cannot become a callback. */
export type SignInMode = { readonly mode: 'start'; readonly wish: SignInWish } | { readonly mode: 'callback' };

interface Begun {
  readonly state: string;
  readonly transaction: SignInTransaction;
  readonly challenge: string;
  readonly language: string;
}

interface StrategyParts {
  readonly settings: ProviderSettings;
  readonly configuration: Configuration;
  readonly clock: Clock;
}

/** A request as the parent class may see it: our own query, and the sign-in that has already been checked. */
type ShownRequest = Request & { readonly completed?: CompletedSignIn };

/** The parent's call to the token endpoint. */
// eslint-disable-next-line max-params
type HandOver = (code: string, parameters: unknown, done: (error: null, accessToken: string, refreshToken: string, response: object) => void) => void;

export class SignInStrategy extends OpenIDConnectStrategy {
  private readonly parts: StrategyParts;

  constructor(parts: StrategyParts) {
    // The parent's hooks have the number of parameters that the parent gives them.
    // eslint-disable-next-line max-params
    super(parentOptions(parts), (req: ShownRequest, _issuer: string, _profile: object, done: OpenIDConnectStrategy.VerifyCallback) => {
      done(null, req.completed);
    });
    this.parts = parts;
  }

  override authenticate(req: Request, options?: OpenIDConnectStrategy.AuthenticateOptions & Partial<SignInMode>): void {
    const asked = options as SignInMode | undefined;
    if (asked?.mode === undefined) throw new TypeError('a sign-in strategy is told its mode');
    const work = asked.mode === 'start' ? this.begin(req, asked.wish) : this.finish(req);
    work.catch((error: unknown) => {
      this.error(error instanceof Error ? error : new Error('sign-in failed', { cause: error }));
    });
  }

  override authorizationParams(options?: { readonly state?: Begun }): object {
    if (options?.state === undefined) throw new TypeError('an authorisation request belongs to a transaction');
    const { transaction, challenge, language } = options.state;
    return {
      nonce: transaction.nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ui_locales: language,
      ...(transaction.acrValues === '' ? {} : { acr_values: transaction.acrValues }),
      ...(transaction.maxAgeSeconds === null ? {} : { max_age: String(transaction.maxAgeSeconds) }),
      ...(transaction.maxAgeSeconds === 0 ? { prompt: 'login' } : {}),
    };
  }

  private async begin(req: Request, wish: SignInWish): Promise<void> {
    const { settings, clock } = this.parts;
    const transaction = newTransaction(settings, wish, secondsOf(clock));
    const challenge = await calculatePKCECodeChallenge(transaction.codeVerifier);
    const begun: Begun = { state: randomState(), transaction, challenge, language: wish.language };
    const redirect = this.redirect.bind(this);
    this.redirect = (address: string) => redirect(address, 303);
    super.authenticate(shown(req, {}), { state: begun });
  }

  private async finish(req: Request): Promise<void> {
    const { settings, configuration, clock } = this.parts;
    const answer = readCallbackAnswer(req.originalUrl);
    const transaction = await takeOnce(req, answer.state, secondsOf(clock));
    if (transaction.provider !== settings.name || transaction.issuer !== settings.issuer) throw new SignInRefused('wrong-provider', { transaction });
    if (!hasCode(answer)) throw new SignInRefused(answer.error === 'access_denied' ? 'cancelled' : 'provider-refused', { transaction });
    const completed = await exchangeCode({
      configuration,
      answer,
      transaction,
      asksUserInfo: settings.scope !== 'openid',
      nowSeconds: () => secondsOf(clock),
    }).catch((error: unknown) => {
      throw error instanceof SignInRefused ? new SignInRefused(error.refusal, { cause: error, transaction }) : error;
    });
    this.letParentCheckAgain(req, completed);
  }

  /** The parent repeats its own claim checks on the response that is already verified; it fetches nothing. */
  private letParentCheckAgain(req: Request, completed: CompletedSignIn): void {
    // Passport gives each request its own copy of the strategy, so this changes nobody else's.
    const handOver: HandOver = (...[, , done]) => {
      done(null, completed.accessToken, '', { id_token: completed.idToken });
    };
    this._oauth2 = Object.create(this._oauth2, { getOAuthAccessToken: { value: handOver } }) as OpenIDConnectStrategy['_oauth2'];
    super.authenticate(shown(req, { code: 'already-exchanged' }, completed), {});
  }
}

function parentOptions({ settings, configuration }: StrategyParts) {
  const metadata = configuration.serverMetadata();
  if (metadata.authorization_endpoint === undefined || metadata.token_endpoint === undefined) throw new SignInRefused('provider-unavailable');
  const beyondOpenId = settings.scope.split(' ').filter((word) => word !== 'openid');
  return {
    issuer: settings.issuer,
    authorizationURL: metadata.authorization_endpoint,
    tokenURL: metadata.token_endpoint,
    userInfoURL: metadata.userinfo_endpoint ?? '',
    callbackURL: settings.callbackUrl,
    clientID: settings.clientId,
    clientSecret: '',
    // The parent puts `openid ` before these; with none it would leave a space that providers refuse.
    ...(beyondOpenId.length === 0 ? {} : { scope: beyondOpenId }),
    skipUserProfile: true,
    passReqToCallback: true as const,
    store: { store: keepTransaction, verify: handOverNonce },
  };
}

function newTransaction(settings: ProviderSettings, wish: SignInWish, startedAtSeconds: number): SignInTransaction {
  return {
    provider: settings.name,
    issuer: settings.issuer,
    dialect: settings.dialect,
    redirectUri: settings.callbackUrl,
    nonce: randomNonce(),
    codeVerifier: randomPKCECodeVerifier(),
    startedAtSeconds,
    neededStrength: wish.neededStrength,
    acrValues: acrValuesFor(settings.dialect, wish.neededStrength).join(' '),
    maxAgeSeconds: wish.maxAgeSeconds,
    expectedSubject: wish.expectedSubject,
    purpose: wish.purpose,
    returnTo: wish.returnTo,
    sealedForm: wish.sealedForm,
  };
}

/** The parent's hook for a sign-in begun: saved before the browser leaves, so that the answer finds it. */
// eslint-disable-next-line max-params
function keepTransaction(
  req: Request,
  _context: object,
  begun: object | undefined,
  _meta: object | undefined,
  done: OpenIDConnectStrategy.SessionStoreCallback,
): void {
  if (!isBegun(begun)) throw new TypeError('an authorisation request belongs to a transaction');
  req.session.signIns = withTransaction(req.session.signIns ?? {}, begun.state, begun.transaction);
  saveSession(req).then(() => done(null, begun.state), (error: unknown) => done(error instanceof Error ? error : new Error('not saved')));
}

function isBegun(value: object | undefined): value is Begun {
  return value !== undefined && 'state' in value && 'transaction' in value;
}

/** The parent's hook for a state brought back: ours was taken and saved before the code was exchanged. */
function handOverNonce(req: ShownRequest, _state: string, done: OpenIDConnectStrategy.SessionVerifyCallback): void {
  if (req.completed === undefined) throw new TypeError('the parent is shown only completed sign-ins');
  done(null, { nonce: req.completed.transaction.nonce });
}

/** @throws SignInRefused `unknown-transaction` for another browser's, an old or a used one. */
async function takeOnce(req: Request, state: string, nowSeconds: number): Promise<SignInTransaction> {
  const { transaction, left } = takeTransaction(req.session.signIns ?? {}, state, nowSeconds);
  if (transaction === null) throw new SignInRefused('unknown-transaction');
  req.session.signIns = left;
  await saveSession(req);
  return transaction;
}

function hasCode(answer: CallbackAnswer): answer is CallbackAnswer & { readonly code: string } {
  return answer.code !== null;
}

/** The same request with another query, which is all the parent reads of it beside the session. */
function shown(req: Request, query: Readonly<Record<string, string>>, completed?: CompletedSignIn): ShownRequest {
  return Object.create(req, { query: { value: query }, completed: { value: completed } }) as ShownRequest;
}

function secondsOf(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000);
}
