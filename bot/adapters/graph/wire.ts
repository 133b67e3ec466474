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
import { parseClean } from '../../domain/text.ts';
import type { Clock } from '../../ports/clock.ts';
import { Fault } from '../../ports/faults.ts';
import type { Log } from '../../ports/log.ts';
import { type Caller, createCaller, type Reply as RawReply } from '../https/call.ts';
import { parseRetryAfter } from '../https/retry-after.ts';
import { createPause, type GraphPause } from './pause.ts';
import { errorCode } from './replies.ts';
import { createTeller, type Sent, type Teller, wronglyAsked } from './told.ts';

export interface WireOptions {
  /** Bare https origin, `https://graph.microsoft.com`. */
  readonly origin: string;
  /** An access token for Graph; `fresh` leaves out whatever is kept. */
  readonly token: (options?: { readonly fresh?: boolean }) => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
  /** Shared with everybody else who calls Graph; default: one of its own. */
  readonly pause?: GraphPause;
  /** How long one call may take, reply included. Default 10 s. */
  readonly timeoutMs?: number;
  /** Default: connections of its own. */
  readonly call?: Caller;
}

/** One thing to ask of Graph: a path below `/v1.0`, percent-encoded. With a body it is a POST that only asks. */
export interface Ask {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** What came back: any 2xx, or one of the refusals that can mean something. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface AskOptions {
  readonly fresh?: boolean;
  /** Writes the line of the call, in place of the wire: for what is asked for several stories together. */
  readonly told?: (sent: Sent) => void;
}

export interface Wire extends Teller {
  readonly origin: string;
  ask(ask: Ask, options?: AskOptions): Promise<Reply>;
  /** A POST that changes something. */
  post(path: string, body: object): Promise<Reply>;
  /** Turns a status that is no answer into its `Fault`; for the items of a batch too. */
  judge(status: number, retryAfter: string | null | undefined, body: unknown): Reply;
}

const largestReply = 16 * 1024 * 1024;

/** The last link of the SDK's chain. The SDK's own retries are left out: they would sleep inside a turn. */
class Send implements Middleware {
  readonly #call: Caller;

  constructor(call: Caller) {
    this.#call = call;
  }

  async execute(context: Context): Promise<void> {
    const { method, headers, body, timeoutMs, safe } = context.options as unknown as Sending;
    const url = String(context.request);
    const reply = await this.#call({ method, url, headers, body, timeoutMs, safe, largest: largestReply });
    // With ResponseType.RAW the SDK hands this through as it is.
    context.response = reply as unknown as Response;
  }
}

/** What the SDK has gathered for the last link: its own, and the options of `once`. */
interface Sending {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly safe: boolean;
}

const meaningful = new Set([...wronglyAsked, 404, 405, 409, 410, 501]);

/**
 * Calls to Graph v1.0, with time limit, one fresh token after a 401, and the pause that Graph asks for.
 * Every method throws `Fault` directory-throttled, directory-forbidden or directory-unavailable.
 */
export function createWire(options: WireOptions): Wire {
  const { clock } = options;
  const teller = createTeller(options.log);
  const pause = options.pause ?? createPause(clock);
  const origin = new URL(options.origin).origin;
  const client = createClient(origin, options.call ?? createCaller());

  const judge: Wire['judge'] = (status, retryAfter, body) => {
    if ((status >= 200 && status < 300) || meaningful.has(status)) return { status, body };
    const retryAt = parseRetryAfter(retryAfter, clock.now());
    if (status === 429) throw pause.begin(retryAt ?? new Date(clock.now().getTime() + 10_000));
    if (status === 503 && retryAt) throw pause.begin(retryAt);
    const why = `Graph answered ${status} ${errorCode(body) ?? ''}`.trim();
    throw new Fault(status === 401 || status === 403 ? 'directory-forbidden' : 'directory-unavailable', why);
  };

  async function once({ path, headers, body }: Ask, safe: boolean, { fresh, told }: Required<AskOptions>) {
    const bearer = await readToken(options.token, fresh);
    pause.check();
    const clientRequestId = randomUUID();
    const started = performance.now();
    const request = client
      .api(path)
      .headers({ ...headers, 'client-request-id': clientRequestId })
      .options({ timeoutMs: options.timeoutMs ?? 10_000, safe })
      .middlewareOptions([new AuthenticationHandlerOptions({ getAccessToken: async () => bearer })]);
    const sent = (status: number) => told({ status, ms: Math.round(performance.now() - started), clientRequestId });
    try {
      const { status, headers: got, text } = await exchange(request, body);
      sent(status);
      return { status, retryAfter: got['retry-after'], text };
    } catch (error) {
      sent(0);
      throw error;
    }
  }

  async function call(ask: Ask, safe: boolean, { fresh = false, told }: AskOptions = {}): Promise<Reply> {
    const how = { fresh, told: told ?? ((sent: Sent) => teller.tell(ask, sent)) };
    const first = await once(ask, safe, how);
    const again = first.status === 401 && !fresh;
    const { status, retryAfter, text } = again ? await once(ask, safe, { ...how, fresh: true }) : first;
    return judge(status, retryAfter, parseBody(status, text));
  }

  return {
    origin,
    ask: (ask, how) => (how?.told ? call(ask, true, how) : call(ask, true, how).catch(teller.fail)),
    post: (path, body) => call({ path, body }, false).catch(teller.fail),
    judge,
    ...teller,
  };
}

function createClient(origin: string, call: Caller): Client {
  const auth = new AuthenticationHandler({ getAccessToken: () => Promise.reject(new Error('no token given')) });
  return Client.initWithMiddleware({
    baseUrl: origin,
    defaultVersion: 'v1.0',
    customHosts: new Set([new URL(origin).hostname]),
    middleware: [auth, new Send(call)],
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

async function exchange(request: GraphRequest, body: object | undefined): Promise<RawReply> {
  try {
    return await request.responseType(ResponseType.RAW)[body ? 'post' : 'get'](body as never);
  } catch (cause) {
    throw new Fault('directory-unavailable', 'Graph could not be reached', { cause });
  }
}

function parseBody(status: number, text: string): unknown {
  try {
    return text === '' ? null : parseClean(text);
  } catch {
    // A refusal may come from a proxy with a page of its own; a success may not.
    if (status >= 300) return null;
    // Not the parser's own error: that quotes what it read, and it goes to the log.
    throw new Fault('directory-unavailable', `Graph answered with ${text.length} characters that are no JSON`);
  }
}
