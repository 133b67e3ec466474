import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Conversation } from '../../app/turn.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { inStory, correlation as presentCorrelation } from '../../ports/story.ts';
import { parseActivity } from './activity.ts';
import { checkHeaders, checkRepeated, readJson } from './body.ts';
import type { Bot, BotOptions } from './bot.ts';
import type { Gate, Refusal } from './gate.ts';
import { createRefusals, type NoteRefusal } from './refusals.ts';
import { endEmpty, type Handle, route } from './restify.ts';

export interface ServerOptions {
  readonly gate: Gate;
  readonly conversation: Conversation;
  /** What must be true to serve, by name: `store`, `keys`. */
  readonly ready: Readonly<Record<string, () => Promise<boolean>>>;
  /** Which identity has its token, in a word each. Told, and no reason for not being ready. */
  readonly tokens?: () => Readonly<Record<string, string>>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** What a person reads when we fail, in the language of the locale (BCP 47). */
  readonly sorry: (locale: string | null) => string;
  readonly identify?: BotOptions['identify'];
  readonly host?: string;
  readonly port: number;
  /** How long a sender may take, in milliseconds: for the headers, and for the whole request. */
  readonly patience?: { readonly headers: number; readonly request: number };
}

export interface FrontDoor {
  /** Binds; throws the system's error when the port is taken. */
  listen(): Promise<void>;
  /** The port that is really bound; 0 before. */
  readonly port: number;
  /** Takes no more connections, finishes what is in hand, breaks off what is left after `ms` milliseconds. */
  close(ms: number): Promise<void>;
}

type Reply = { readonly status: number; readonly body?: unknown };

/** Teams sends an activity again that was answered late or with certain failures, 5xx among them (msteams-docs #6084, #8998). */
const sendAgain = 503;
const readyTimeout = 2000;
/** How long a yes holds (ms). */
const readyFor = 500;

/** The bot's HTTP: `POST /api/messages`, `GET /healthz`, `GET /readyz`, and 404 without a hint for anything else. */
export function createServer(options: ServerOptions): FrontDoor {
  const bot = lazyBot(options);
  const noteRefusal = createRefusals(options.log);
  const ready = Object.fromEntries(
    Object.entries(options.ready).map(([name, check]) => [name, forAMoment(() => inTime(check()))]),
  );
  const routes: Readonly<Record<string, Handle>> = {
    'POST /api/messages': (request, response) =>
      inStory({}, async () =>
        answer(request, response, await receive({ ...options, noteRefusal }, bot, request, response)),
      ),
    'GET /healthz': async (request, response) => answer(request, response, { status: 200, body: { ok: true } }),
    'GET /readyz': async (request, response) => answer(request, response, await readiness(ready, options.tokens)),
  };
  const server = route(routes, options.log);
  setPatience(server, options.patience ?? { headers: 5000, request: 10_000 });
  return {
    listen: () => listen(server, options.port, options.host),
    get port() {
      return (server.address() as AddressInfo | null)?.port ?? 0;
    },
    close: (ms) => close(server, ms),
  };
}

/** botbuilder brings half of Azure's libraries along (20 MB): they are loaded with the first activity. */
function lazyBot(options: BotOptions): Bot {
  let made: Promise<Bot> | null = null;
  const make = async () => (await import('./bot.ts')).createBot(options);
  return async (activity, correlation) => {
    made ??= make();
    return (await made)(activity, correlation);
  };
}

function setPatience(server: Server, { headers, request }: { headers: number; request: number }): void {
  // How often Node looks for slow senders; it reads this when it begins to listen.
  Object.assign(server, { connectionsCheckingInterval: Math.min(headers, request) / 2 });
  server.headersTimeout = headers;
  server.requestTimeout = request;
}

/** One activity: the token before the body, the body before the SDK. A refusal says nothing but its status. */
async function receive(
  { gate, log, metrics, noteRefusal }: ServerOptions & { readonly noteRefusal: NoteRefusal },
  bot: Bot,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply> {
  const started = performance.now();
  const correlation = presentCorrelation();
  const refused = (refusal: Refusal): Reply => {
    metrics.count('refused', { why: refusal.why });
    noteRefusal(refusal);
    return { status: refusal.refused };
  };
  const repeated = checkRepeated(request.rawHeaders);
  if (repeated) return refused(repeated);
  const claims = await gate.checkToken(request.headers.authorization);
  if ('refused' in claims) return refused(claims);
  const unfit = checkHeaders(request.headers);
  if (unfit) return refused(unfit);
  if (request.headers.expect) response.writeContinue();
  const body = await readJson(request);
  if ('refused' in body) return refused(body);
  const activity = parseActivity(body.json);
  if (!activity) return refused({ refused: 400, why: 'activity-shape' });
  const foreign = gate.checkActivity(claims, activity);
  if (foreign) return refused(foreign);

  const reply = await bot(activity, correlation).then(
    (body): Reply => (body ? { status: 200, body } : { status: 200 }),
    (error: unknown): Reply => {
      // Nobody has heard of it: Teams sends it again, and keeps it from being lost.
      log.error('teams.turn-failed', { correlation, kind: activity.type, status: sendAgain, error });
      metrics.count('turn_failed');
      return { status: sendAgain };
    },
  );
  const ms = performance.now() - started;
  metrics.time('turn', ms, {
    kind: activity.type === 'message' || activity.type === 'invoke' ? activity.type : 'other',
  });
  log.info('teams.turn', {
    correlation,
    kind: activity.type,
    person: activity.from.aadObjectId ?? '',
    ms: Math.round(ms),
  });
  return reply;
}

/**
 * 503 only for what keeps this process from working at all, since whoever reads it takes the process out: a process without
 * a token still takes down what people decide (bot/decisions/0010-readiness.md).
 */
async function readiness(checks: ServerOptions['ready'], tokens: ServerOptions['tokens']): Promise<Reply> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await check()] as const),
  );
  const ready = results.every(([, ok]) => ok);
  const words = Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'unavailable']));
  return { status: ready ? 200 : 503, body: { ready, ...words, ...(tokens && { tokens: tokens() }) } };
}

/** Whoever asks meanwhile, or a moment after a yes, hears the same: a stranger is not to make the store write each time. */
function forAMoment(check: () => Promise<boolean>): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;
  let until = Number.NEGATIVE_INFINITY;
  const look = async () => {
    if (performance.now() < until) return true;
    const ready = await check();
    if (ready) until = performance.now() + readyFor;
    return ready;
  };
  return () => {
    asked ??= look().finally(() => {
      asked = null;
    });
    return asked;
  };
}

/** A check that fails or hangs is a no. */
async function inTime(check: Promise<boolean>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, readyTimeout, false);
  const result = await Promise.race([check.catch(() => false), late]);
  clearTimeout(timer);
  return result;
}

function answer(request: IncomingMessage, response: ServerResponse, { status, body }: Reply): void {
  if (body === undefined) {
    endEmpty(request, response, status);
    return;
  }
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, headers).end(text);
}

function listen(server: Server, port: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A connection that is kept alive becomes idle only after its answer: idle ones are looked for again and again. */
function close(server: Server, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 25);
    const late = setTimeout(() => server.closeAllConnections(), ms);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}
