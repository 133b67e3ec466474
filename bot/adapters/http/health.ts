import { answer } from './reply.ts';
import type { Route } from './route.ts';

export interface Health {
  /** What must be true to serve, by name: `store`, `keys`. A check that fails or hangs is a no. */
  readonly ready: Readonly<Record<string, () => Promise<boolean>>>;
  /** A word for each identity's token. Told, but no reason for not being ready (bot/decisions/0010-readiness.md). */
  readonly tokens?: () => Readonly<Record<string, string>>;
  /** Which policy file is in force. Told, but no reason for not being ready either. */
  readonly policy?: () => Readonly<Record<string, string | null>>;
}

const checkTimeoutMs = 2000;
/** How long a yes holds (ms): a stranger must not make the store write at each request. */
const yesHoldsMs = 500;

/** `GET /healthz`: the process lives. `GET /readyz`: it can work; 503 takes it out of a balancer. */
export function healthRoutes({ ready, tokens, policy }: Health): readonly Route[] {
  const checks = Object.entries(ready).map(([name, check]) => [name, shared(() => inTime(check()))] as const);
  const readiness = async () => {
    const results = await Promise.all(checks.map(async ([name, check]) => [name, await check()] as const));
    const all = results.every(([, ok]) => ok);
    const words = Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'unavailable']));
    const told = { ...(tokens && { tokens: tokens() }), ...(policy && { policy: policy() }) };
    return { status: all ? 200 : 503, body: { ready: all, ...words, ...told } };
  };
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: (request, response) => answer(request, response, { status: 200, body: { ok: true } }),
    },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (request, response) => answer(request, response, await readiness()),
    },
  ];
}

/** One look for all who ask at the same time, or within a moment after a yes. */
function shared(check: () => Promise<boolean>): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;
  let until = Number.NEGATIVE_INFINITY;
  const look = async () => {
    if (performance.now() < until) return true;
    const ready = await check();
    if (ready) until = performance.now() + yesHoldsMs;
    return ready;
  };
  return () => {
    asked ??= look().finally(() => {
      asked = null;
    });
    return asked;
  };
}

async function inTime(check: Promise<boolean>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, checkTimeoutMs, false);
  const result = await Promise.race([check.catch(() => false), late]);
  clearTimeout(timer);
  return result;
}
