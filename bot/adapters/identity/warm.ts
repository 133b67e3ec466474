import { decodeJwt } from 'jose';
import type { Credential } from './msal.ts';
import type { TokenState, Tokens } from './tokens.ts';

/** One identity's token for one service. */
export interface Wanted {
  readonly tokens: Tokens;
  readonly scope: string;
  readonly credential: Credential;
}

export interface Warmth<Name extends string> {
  /** Whether each has its token. */
  states(): Readonly<Record<Name, TokenState>>;
  start(): void;
  stop(): void;
}

export interface WarmthOptions {
  readonly tenant: string;
  /** Called with each first token until it resolves: is it one of the tenant that is configured? */
  readonly onToken: (isOfTenant: boolean) => Promise<void>;
}

/** How often (ms) a token that is missing is asked for; the login service's own pauses are kept all the same. */
const interval = 30_000;

/**
 * Asks for every token before the first person has to wait for one, and again while one is missing, so that what was mended
 * is seen without anybody's message. What fails is logged where it fails.
 */
export function createWarmth<Name extends string>(
  wanted: Readonly<Record<Name, Wanted>>,
  { tenant, onToken }: WarmthOptions,
): Warmth<Name> {
  const all = Object.entries<Wanted>(wanted);
  const greeted = new Set<string>();
  async function ask(name: string, { tokens, scope, credential }: Wanted): Promise<void> {
    if (greeted.has(name) && tokens.state(scope) === 'ok') return;
    const token = await tokens(scope);
    if (greeted.has(name)) return;
    await onToken(isOf(token, tenant, credential));
    greeted.add(name);
  }
  const askAll = () => {
    for (const [name, each] of all) ask(name, each).catch(() => {});
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      askAll();
      timer = setInterval(askAll, interval).unref();
    },
    states: () => {
      const states = all.map(([name, { tokens, scope }]) => [name, tokens.state(scope)]);
      return Object.fromEntries(states) as Record<Name, TokenState>;
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * A token by certificate or secret comes from the configured tenant, or it would not come. A managed identity's comes from
 * the tenant of the machine, whatever is configured: only the token itself says which.
 */
function isOf(token: string, tenant: string, { kind }: Credential): boolean {
  if (kind !== 'managedIdentity') return true;
  try {
    return String(decodeJwt(token).tid).toLowerCase() === tenant.toLowerCase();
  } catch {
    return false; // not readable: it proves nothing
  }
}
