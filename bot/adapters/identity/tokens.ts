import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Log } from '../../ports/log.ts';
import { parseRetryAfter } from '../https/retry-after.ts';
import type { Acquired, App } from './msal.ts';
import { createNetwork } from './network.ts';

export type { App, Credential } from './msal.ts';

/**
 * Whether there is a token: `ok`; `refused` by the login service; `unavailable`, because the login service did not answer
 * or failed; `pending`, because nobody has asked for one yet, or its time is up.
 */
export type TokenState = 'ok' | 'refused' | 'unavailable' | 'pending';

export interface Tokens {
  /**
   * A bearer token for a scope (`https://resource/.default`). `fresh`: the kept one was refused with 401, get another.
   * Throws `Fault` `token-unavailable`, with `retryAt`.
   */
  (scope: string, options?: { readonly fresh?: boolean }): Promise<string>;
  /** Asks nobody. */
  state(scope: string): TokenState;
}

export interface TokenOptions extends App {
  readonly clock: Clock;
  readonly log?: Log;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** Tokens are refreshed this long before they expire … */
const early = 5 * 60_000;
/** … and not used for their last seconds, in which they could expire on the way. */
const margin = 10_000;
/** After a failure the login service is left alone for so long, unless it says itself when to come back. */
const rest = 5_000;
const longestRest = 10 * 60_000;
/** A token refused right after it was fetched for that very reason is not bettered by yet another. */
const betweenFresh = 10_000;

/** Tokens of one app, one keeper a scope: kept until shortly before they expire, one refresh at a time. */
export function createTokens(options: TokenOptions): Tokens {
  const keepers = new Map<string, ReturnType<typeof createKeeper>>();
  const tokens = async (scope: string, { fresh = false } = {}) => {
    const keeper = keepers.get(scope) ?? createKeeper(options, scope);
    keepers.set(scope, keeper);
    return keeper.token(fresh);
  };
  return Object.assign(tokens, { state: (scope: string) => keepers.get(scope)?.state() ?? 'pending' });
}

interface Keeper {
  token(fresh: boolean): Promise<string>;
  state(): TokenState;
}

interface Kept {
  readonly token: string;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

function createKeeper(options: TokenOptions, scope: string): Keeper {
  const { clock, log, fetch: fetcher = fetch, timeoutMs = 20_000 } = options;
  let kept: Kept | null = null;
  let failure: Fault | null = null;
  let failed: TokenState = 'pending';
  let refreshing: Promise<string> | null = null;
  let lastFresh = Number.NEGATIVE_INFINITY;
  const now = () => clock.now().getTime();

  /** A rest longer than any: our clock was turned back meanwhile. */
  const rests = (until: Date) => until.getTime() > now() && until.getTime() - now() <= longestRest;

  /** The refresh under way, or a new one; while the login service is left alone, its last failure. */
  function refresh(): Promise<string> {
    if (refreshing === null && failure?.retryAt && rests(failure.retryAt)) return Promise.reject(failure);
    refreshing ??= ask().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function ask(): Promise<string> {
    const network = createNetwork(fetcher, timeoutMs);
    try {
      // MSAL is loaded with the first token, when the bot already listens.
      const { acquire } = await import('./msal.ts');
      const acquired = await acquire(options, scope, network);
      failure = null;
      failed = 'pending';
      kept = keep(acquired, now());
      return kept.token;
    } catch (error) {
      failed = isRefusal(network.status()) ? 'refused' : 'unavailable';
      failure = toFault(error, scope, restUntil(network.retryAfter(), now()));
      log?.warn('token.unavailable', { code: reason(error), error: failure });
      throw failure;
    }
  }

  async function token(fresh: boolean): Promise<string> {
    if (fresh && Math.abs(now() - lastFresh) >= betweenFresh) {
      lastFresh = now();
      return refresh();
    }
    if (kept === null || now() >= kept.expiresAt) return refresh();
    // While the old token holds, nobody waits for the new one, and its failure (logged above) harms nobody.
    if (now() >= kept.refreshAt) refresh().catch(() => {});
    return kept.token;
  }
  return { token, state: () => (kept !== null && now() < kept.expiresAt ? 'ok' : failed) };
}

/** The login service has answered, and not because it is busy ("Microsoft identity platform", error responses). */
const isRefusal = (status: number | null) =>
  status !== null && status >= 400 && status < 500 && ![408, 429].includes(status);

function keep({ token, lifetime }: Acquired, now: number): Kept {
  const refreshIn = Math.max(lifetime - early, lifetime / 2);
  return { token, refreshAt: now + refreshIn, expiresAt: now + Math.max(lifetime - margin, lifetime / 2) };
}

function restUntil(retryAfter: string | null, now: number): Date {
  const told = parseRetryAfter(retryAfter, new Date(now))?.getTime() ?? now;
  return new Date(Math.min(Math.max(told, now + rest), now + longestRest));
}

function toFault(error: unknown, scope: string, retryAt: Date): Fault {
  return new Fault('token-unavailable', `No token for ${scope}: ${reason(error)}`, { cause: error, retryAt });
}

/** Entra's number where there is one (it is what its documentation is found by), else MSAL's code. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const entra = /\bAADSTS\d+/.exec(error.message)?.[0];
  const code = 'errorCode' in error && typeof error.errorCode === 'string' ? error.errorCode : error.name;
  return entra ?? code;
}
