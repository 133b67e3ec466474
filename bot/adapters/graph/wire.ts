import { randomUUID } from 'node:crypto';
import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  type Context,
  type GraphRequest,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Log } from '../../ports/log.ts';
import { createGate, type Gate, parseRetryAfter } from './gate.ts';
import { errorCode } from './replies.ts';

export interface WireOptions {
  /** Bare https origin, `https://graph.microsoft.com`. */
  readonly origin: string;
  /** An access token for Graph; `fresh` leaves out whatever is kept. */
  readonly token: (options?: { readonly fresh?: boolean }) => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
  /** Shared with everybody else who calls Graph; default: one of its own. */
  readonly gate?: Gate;
  /** How long one call may take, reply included. Default 10 s. */
  readonly timeoutMs?: number;
}

/** One thing to ask of Graph: a path below `/v1.0`, percent-encoded. */
export interface Ask {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back: any 2xx, or one of the refusals that can mean something (400, 404, 405, 409, 410, 501). */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface Wire {
  readonly origin: string;
  get(ask: Ask): Promise<Reply>;
  post(path: string, body: object, options?: { readonly fresh?: boolean }): Promise<Reply>;
  /** Turns a status that is no answer into its `Fault`; for the items of a batch too. */
  judge(status: number, retryAfter: string | null | undefined, body: unknown): Reply;
}

/** The last link of the SDK's chain. The SDK's own retries are left out: they would sleep inside a turn. */
class Fetch implements Middleware {
  async execute(context: Context): Promise<void> {
    context.response = await fetch(context.request, context.options as RequestInit);
  }
}

const meaningful = new Set([400, 404, 405, 409, 410, 501]);

/**
 * Calls to Graph v1.0, with time limit, one fresh token after a 401, and the gate.
 * Every method throws `Fault` directory-throttled, directory-forbidden or directory-unavailable.
 */
export function createWire(options: WireOptions): Wire {
  const { clock, log } = options;
  const gate = options.gate ?? createGate(clock);
  const origin = new URL(options.origin).origin;
  const client = createClient(origin);

  const judge: Wire['judge'] = (status, retryAfter, body) => {
    if ((status >= 200 && status < 300) || meaningful.has(status)) return { status, body };
    const retryAt = parseRetryAfter(retryAfter, clock.now());
    if (status === 429) throw gate.close(retryAt ?? new Date(clock.now().getTime() + 10_000));
    if (status === 503 && retryAt) throw gate.close(retryAt);
    const why = `Graph answered ${status} ${errorCode(body) ?? ''}`.trim();
    throw new Fault(status === 401 || status === 403 ? 'directory-forbidden' : 'directory-unavailable', why);
  };

  async function once(ask: Ask, body: object | null, fresh: boolean) {
    const bearer = await readToken(options.token, fresh);
    gate.pass();
    const clientRequestId = randomUUID();
    const started = performance.now();
    const request = client
      .api(ask.path)
      .headers({ ...ask.headers, 'client-request-id': clientRequestId })
      .option('signal', AbortSignal.timeout(options.timeoutMs ?? 10_000))
      .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: async () => bearer })]);
    const seen = await exchange(request, body);
    log.debug('graph.call', { status: seen.status, ms: Math.round(performance.now() - started), clientRequestId });
    return seen;
  }

  async function call(ask: Ask, body: object | null, fresh = false): Promise<Reply> {
    const first = await once(ask, body, fresh);
    const { status, retryAfter, text } = first.status === 401 && !fresh ? await once(ask, body, true) : first;
    return judge(status, retryAfter, parseBody(status, text));
  }

  const report = (error: unknown): never => {
    if (error instanceof Fault) log.warn('graph.fault', { code: error.code, error });
    throw error;
  };

  return {
    origin,
    get: (ask) => call(ask, null).catch(report),
    post: (path, body, how) => call({ path }, body, how?.fresh).catch(report),
    judge,
  };
}

function createClient(origin: string): Client {
  const auth = new AuthenticationHandler({ getAccessToken: () => Promise.reject(new Error('no token given')) });
  return Client.initWithMiddleware({
    baseUrl: origin,
    defaultVersion: 'v1.0',
    customHosts: new Set([new URL(origin).hostname]),
    fetchOptions: { redirect: 'manual' },
    middleware: [auth, new Fetch()],
  });
}

async function readToken(token: WireOptions['token'], fresh: boolean): Promise<string> {
  try {
    return await token({ fresh });
  } catch (cause) {
    const retryAt = cause instanceof Fault ? cause.retryAt : null;
    throw new Fault('directory-unavailable', 'no token for Graph', { cause, retryAt });
  }
}

/** Sends, and reads the whole reply within the same time limit. */
async function exchange(request: GraphRequest, body: object | null) {
  try {
    // No instanceof: a library may have put its own Response in the place of the global one.
    const raw: Response = await request.responseType(ResponseType.RAW)[body ? 'post' : 'get'](body as never);
    return { status: raw.status, retryAfter: raw.headers.get('retry-after'), text: await raw.text() };
  } catch (cause) {
    throw new Fault('directory-unavailable', 'Graph could not be reached', { cause });
  }
}

function parseBody(status: number, text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    // A refusal may come from a proxy with a page of its own; a success may not.
    if (status >= 300) return null;
    // Not the parser's own error: that quotes what it read, and it goes to the log.
    throw new Fault('directory-unavailable', `Graph answered with ${text.length} characters that are no JSON`);
  }
}
