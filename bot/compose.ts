import { healthRoutes } from './adapters/http/health.ts';
import { createListener, type Listener } from './adapters/http/listener.ts';
import type { Warmth, WarmthOptions } from './adapters/identity/warm.ts';
import { createMetrics, createMetricsServer } from './adapters/log/metrics.ts';
import { storied } from './adapters/log/storied.ts';
import { type Opened, type Stamp, WrongStamp } from './adapters/sql/opened.ts';
import { openSqlite } from './adapters/sqlite/open.ts';
import { type Authenticator, createAuthenticator } from './adapters/teams/authenticate.ts';
import { messagesRoute } from './adapters/teams/messages.ts';
import type { Identify } from './adapters/teams/roster.ts';
import { createConversation } from './app/conversation.ts';
import type { Deps } from './app/deps.ts';
import { language } from './app/reader.ts';
import type { Conversation } from './app/turn.ts';
import { createWorker } from './app/worker.ts';
import type { ProductionConfig } from './config.ts';
import { counted } from './counted.ts';
import { at } from './domain/ids.ts';
import { recurring } from './domain/work-of.ts';
import { createForeground, type Foreground } from './foreground.ts';
import { followPolicy, policyState } from './policy.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Permissions } from './ports/permissions.ts';
import { apart } from './ports/story.ts';
import type { Done, Job, Rank } from './ports/work.ts';
import { sentence } from './present/texts.ts';
import { createServices, type Ground, type Services } from './services.ts';

/** How a bot runs: on a tenant, or on the twin. The same adapters either way. */
export interface Running {
  /** The port that takes Teams' activities. */
  readonly port: number;
  /** Finishes what is in hand, at most `ms` milliseconds, and closes everything. */
  stop(ms: number): Promise<void>;
}

export interface Composition {
  readonly config: ProductionConfig;
  readonly mode: Stamp['mode'];
  readonly clock: Clock;
  readonly log: Log;
  /** The store's disk is broken: the process must end. */
  readonly onBroken: () => void;
}

/** Time (ms) between two looks whether everything that comes again still will. */
const keepEveryMs = 60_000;

/**
 * Joins the adapters and starts the bot. Throws StoreLocked, WrongStamp, and the system's error when a port is taken;
 * what was opened by then is closed again.
 */
export async function compose(composition: Composition): Promise<Running> {
  const { config, clock } = composition;
  const metrics = createMetrics();
  const log = counted(storied(composition.log), metrics);
  const opened = outside(await openStore({ ...composition, log }));
  const policies = followPolicy(config, log);
  try {
    const ground = { config, opened, policies, clock, log, metrics };
    const { deps, identify, later, ends, ...services } = createServices(ground);
    const foreground = createForeground();
    const authenticator = createChannelAuthenticator(ground);
    const warmth = services.warmth(bindOnToken(ground, composition.onBroken));
    const door = createDoor(ground, {
      authenticator,
      warmth,
      identify,
      conversation: foreground.prompt(createConversation(deps)),
    });
    const scrape = createMetricsServer(metrics);
    // Ports first: when one is taken, nothing has begun yet.
    await scrape.listen(config.metricsPort);
    await door.listen();
    // The channel's keys and our tokens come while the rest is made ready; a fault is logged, and they are asked for again.
    void authenticator.ready();
    warmth.start();
    await opened.work.start(createHandler({ deps, later, ends }, foreground));
    const recurs = keepRecurring(deps);
    log.info('listening', { kind: composition.mode, port: door.port });
    return {
      port: door.port,
      async stop(ms) {
        recurs.stop();
        warmth.stop();
        policies.stop();
        await Promise.all([door.close(ms), opened.work.stop(ms), scrape.close()]);
        await opened.close();
      },
    };
  } catch (error) {
    policies.stop();
    await opened.close();
    throw error;
  }
}

async function openStore({ config, mode, clock, log, onBroken }: Composition): Promise<Opened> {
  const stamp: Stamp = { mode, tenant: config.tenant };
  if (config.store.kind === 'sqlite') {
    return openSqlite({ dir: config.store.dir, stamp, clock, log, onBroken, fresh: mode === 'sandbox' });
  }
  // Only then: its libraries cost a small bot on SQLite a tenth of its start.
  const { openPostgres } = await import('./adapters/postgres/open.ts');
  return openPostgres({ url: config.store.url.reveal(), stamp, clock, log });
}

/** Queue, timers and connections of the store outlive the story that makes them begin. */
function outside({ store, audit, chats, mutes, deliveries, work, limits, bind, close }: Opened): Opened {
  return {
    store: apart(store),
    audit: apart(audit),
    chats: apart(chats),
    mutes: apart(mutes),
    deliveries: apart(deliveries),
    work: apart(work),
    limits: limits && apart(limits),
    bind,
    close,
  };
}

/**
 * How long each step of the work lets those pass who wait for an answer (ms). A flood of turns must keep no approved
 * change from Exchange, and no end for a moment.
 */
const yieldingMs: Readonly<Record<Rank, number>> = { end: 0, apply: 20, waiting: 200, rest: 200 };

/**
 * How long an approved request, and the change that gives its right, let the ends that are in hand go first (ms): one that
 * hangs holds up nobody for longer.
 */
const afterEndsMs = 5000;

function createHandler(
  { deps, later, ends }: Pick<Services, 'deps' | 'later' | 'ends'>,
  { yielding }: Foreground,
): (job: Job) => Promise<Done> {
  const ending = createForeground();
  const afterEnds = <P extends object>(port: P) => ending.yielding(port, afterEndsMs);
  const giving = { ...later, ...afterEnds({ add: later.add, remove: later.remove }) };
  const own = (rank: Rank) => {
    const ms = yieldingMs[rank];
    const polite = <P extends object>(port: P) => (ms === 0 ? port : yielding(port, ms));
    return { deps: inBackground(deps, rank === 'end' ? ends : giving, polite), polite };
  };
  const of = { end: own('end'), apply: own('apply'), waiting: own('waiting'), rest: own('rest') };
  const worker = createWorker((rank) => of[rank].deps);
  const { end } = ending.prompt({ end: worker });
  const { apply } = afterEnds({ apply: worker });
  const runs = { end, apply, waiting: worker, rest: worker } as const;
  return async (job) => {
    const done = await runs[job.rank](job);
    // What is done is written down when nobody waits, too.
    return of[job.rank].polite({ settled: async () => done }).settled();
  };
}

/** What the worker uses: each step of it lets those pass who wait for an answer. */
function inBackground(deps: Deps, permissions: Permissions, polite: <P extends object>(port: P) => P): Deps {
  const { store, chats, mutes, messenger, directory } = deps;
  return {
    ...deps,
    permissions: polite(permissions),
    store: polite(store),
    chats: polite(chats),
    mutes: polite(mutes),
    messenger: polite(messenger),
    directory: polite(directory),
  };
}

function createChannelAuthenticator({ config: { bot, tenant, endpoints }, log }: Ground): Authenticator {
  return createAuthenticator({
    appId: bot.id,
    tenant,
    issuer: endpoints.botTokenIssuer,
    metadataUrl: endpoints.botOpenIdMetadata,
    hosts: endpoints.connectorHosts,
    onFault: (error) => log.warn('channel-keys-not-read', { error }),
  });
}

/** The store is the tenant's for good once a token of it was got: until then a mistyped tenant can be put right. */
function bindOnToken({ opened, log }: Ground, onBroken: () => void): WarmthOptions['onToken'] {
  return async (isOfTenant) => {
    if (!isOfTenant) return log.error('token-of-another-tenant');
    try {
      await opened.bind();
    } catch (error) {
      log.error('store-not-bound', { error });
      if (error instanceof WrongStamp) onBroken(); // the next start says whose it is
      throw error;
    }
  };
}

interface Inside {
  readonly authenticator: Authenticator;
  readonly warmth: Pick<Warmth<string>, 'states'>;
  readonly conversation: Conversation;
  readonly identify: Identify;
}

function createDoor(
  { config, opened, policies, log, metrics }: Ground,
  { authenticator, warmth, conversation, identify }: Inside,
): Listener {
  return createListener({
    routes: [
      messagesRoute({
        authenticator,
        conversation,
        identify,
        log,
        metrics,
        sorry: (locale) => sentence('fault', { code: '' }, language(locale)),
      }),
      ...healthRoutes({
        ready: { store: () => opened.store.ready(), keys: () => authenticator.ready() },
        tokens: warmth.states,
        ...(config.policyFile !== null && { policy: () => policyState(policies) }),
      }),
    ],
    log,
    ...(config.host === null ? {} : { host: config.host }),
    port: config.port,
  });
}

/** Keeps the rows of what comes again: also where one was lost, or was put off by a clock that was wrong. */
function keepRecurring({ store, work, clock, log }: Deps): { stop(): void } {
  const keep = async (first: 'now' | 'next') => {
    try {
      await store.commit({ requests: [], events: [], work: recurring(at(clock.now()), first), soft: true });
      work.nudge();
    } catch (error) {
      log.error('recurring-not-kept', { error });
    }
  };
  void keep('now');
  const timer = setInterval(keep, keepEveryMs, 'next');
  return { stop: () => clearInterval(timer) };
}
