import { randomInt } from 'node:crypto';
import { createInvoke, type Invoke } from './adapters/exchange/invoke.ts';
import { createPermissions } from './adapters/exchange/permissions.ts';
import { createDirectory } from './adapters/graph/directory.ts';
import { createGate as createGraphGate } from './adapters/graph/gate.ts';
import { createInstaller } from './adapters/graph/installer.ts';
import { createCaller } from './adapters/https/call.ts';
import { fetchOver } from './adapters/https/fetch.ts';
import { createTokens, type Tokens } from './adapters/identity/tokens.ts';
import { createMetrics, createMetricsServer } from './adapters/log/metrics.ts';
import type { Opened, Stamp } from './adapters/sql/opened.ts';
import { openSqlite } from './adapters/sqlite/open.ts';
import { createGate } from './adapters/teams/gate.ts';
import { createMessenger } from './adapters/teams/messenger.ts';
import { createServer, type FrontDoor } from './adapters/teams/server.ts';
import { createConversation } from './app/conversation.ts';
import type { Deps } from './app/deps.ts';
import { createHandOver } from './app/handover.ts';
import { createNames } from './app/names.ts';
import { language } from './app/reader.ts';
import { sweep } from './app/sweep.ts';
import { createWelcome } from './app/welcome.ts';
import { createWorker } from './app/worker.ts';
import type { Identity, ProductionConfig } from './config.ts';
import { counted } from './counted.ts';
import { parseGroupId } from './domain/ids.ts';
import { createForeground, type Foreground } from './foreground.ts';
import { manifestAppId } from './manifest-id.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Permissions } from './ports/permissions.ts';
import { sentence } from './present/texts.ts';

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

const sweepEvery = 60_000;

/**
 * Joins the adapters and starts the bot. Throws StoreLocked, WrongStamp, and the system's error when a port is taken;
 * what was opened by then is closed again.
 */
export async function compose(composition: Composition): Promise<Running> {
  const { config, clock } = composition;
  const metrics = createMetrics();
  const log = counted(composition.log, metrics);
  const opened = await openStore({ ...composition, log });
  try {
    const tokens = createBothTokens(config, clock, log);
    const exchange = createExchange({ config, opened, tokens, clock, log });
    const deps = createDeps({ config, opened, tokens, permissions: exchange.now, clock, log, metrics });
    const foreground = createForeground();
    const door = createDoor({ config, deps, opened, metrics, foreground });
    const scrape = createMetricsServer(metrics);
    // Ports first: when one is taken, nothing has begun yet.
    await scrape.listen(config.metricsPort);
    await door.listen();
    warm(tokens, config, log);
    const worker = createWorker(inBackground(deps, exchange.later, foreground));
    // What is done is written down when nobody waits, too.
    const { settled } = foreground.yielding({ settled: async <T>(outcome: T) => outcome });
    await opened.work.start(async (job) => settled(await worker(job)));
    const sweeping = startSweeping(deps);
    log.info('listening', { kind: composition.mode, port: door.port });
    return {
      port: door.port,
      async stop(ms) {
        sweeping.stop();
        await Promise.all([door.close(ms), opened.work.stop(ms), scrape.close()]);
        await opened.close();
      },
    };
  } catch (error) {
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

interface BothTokens {
  readonly bot: Tokens;
  readonly office: Tokens;
}

/** The channel's identity and the one for Graph and Exchange are apart wherever the tenant keeps them apart. */
function createBothTokens(config: ProductionConfig, clock: Clock, log: Log): BothTokens {
  const of = ({ id, credential }: Identity) =>
    createTokens({ login: config.endpoints.login, tenant: config.tenant, clientId: id, credential, clock, log });
  const bot = of(config.bot);
  return { bot, office: config.exchangeIdentity === config.bot ? bot : of(config.exchangeIdentity) };
}

interface Parts {
  readonly config: ProductionConfig;
  readonly opened: Opened;
  readonly tokens: BothTokens;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: ReturnType<typeof createMetrics>;
}

/** One way to Exchange, on which what somebody waits for overtakes the work that nobody looks at. */
function createExchange({ config, opened, tokens, clock, log }: Omit<Parts, 'permissions' | 'metrics'>) {
  const invoke = createInvoke({
    fetch: fetchOver(createCaller()),
    origin: config.endpoints.exchange,
    tenant: config.tenant,
    token: forScope(tokens.office, config.scopes.exchange),
    hosts: config.endpoints.exchangeHosts,
    shared: opened.limits,
    clock,
    log,
  });
  const later: Invoke = (cmdlet, parameters, wish) => invoke(cmdlet, parameters, { ...wish, urgency: 'later' });
  return { now: createPermissions({ invoke, clock }), later: createPermissions({ invoke: later, clock }) };
}

function createDeps({ config, opened, tokens, permissions, clock, log, metrics }: Parts): Deps {
  const { endpoints, scopes } = config;
  // One gate: a Retry-After of Graph holds for everybody who calls it.
  const gate = createGraphGate(clock, opened.limits);
  const graph = { origin: endpoints.graph, token: forScope(tokens.office, scopes.graph), clock, log, gate };
  const directory = createDirectory({ ...graph, cacheSeconds: 30 });
  const messenger = createMessenger({
    token: forScope(tokens.bot, scopes.bot),
    hosts: endpoints.connectorHosts,
    appId: config.bot.id,
    shared: opened.limits,
    log,
    metrics,
  });
  return {
    directory,
    names: createNames(directory),
    permissions,
    store: opened.store,
    audit: opened.audit,
    chats: opened.chats,
    work: opened.work,
    messenger,
    welcome: createWelcome({ directory, messenger, log }),
    installer: createInstaller({ ...graph, teamsAppId: config.teamsAppId, manifestAppId }),
    clock,
    log,
    metrics,
    policy: config.policy,
    adminGroup: parseGroupId(config.adminGroup),
    auditorGroup: parseGroupId(config.auditorGroup),
    random: (below) => randomInt(below),
    defaultServiceUrl: `https://${endpoints.connectorHosts[0]}/teams/`,
  };
}

const forScope = (tokens: Tokens, scope: string) => (options?: { readonly fresh?: boolean }) => tokens(scope, options);

/** What the worker uses: each step of it lets those pass who wait for an answer. */
function inBackground(deps: Deps, permissions: Permissions, { yielding }: Foreground): Deps {
  const { store, chats, messenger, directory } = deps;
  return {
    ...deps,
    permissions: yielding(permissions),
    store: yielding(store),
    chats: yielding(chats),
    messenger: yielding(messenger),
    directory: yielding(directory),
  };
}

interface Door extends Pick<Parts, 'config' | 'opened' | 'metrics'> {
  readonly deps: Deps;
  readonly foreground: Foreground;
}

function createDoor({ config, deps, opened, metrics, foreground }: Door): FrontDoor {
  const { endpoints } = config;
  const gate = createGate({
    appId: config.bot.id,
    tenant: config.tenant,
    issuer: endpoints.botTokenIssuer,
    metadataUrl: endpoints.botOpenIdMetadata,
    hosts: endpoints.connectorHosts,
    onFault: (error) => deps.log.warn('channel-keys-not-read', { error }),
  });
  return createServer({
    gate,
    conversation: foreground.prompt(createConversation(deps)),
    ready: { store: () => opened.store.ready(), keys: () => gate.ready() },
    log: deps.log,
    metrics,
    sorry: (locale) => sentence('fault', { code: '' }, language(locale)),
    ...(config.host === null ? {} : { host: config.host }),
    port: config.port,
  });
}

/** Fetches the tokens before the first person has to wait for them; whoever needs one tries again, and says so. */
function warm({ bot, office }: BothTokens, { scopes }: ProductionConfig, log: Log): void {
  for (const token of [bot(scopes.bot), office(scopes.graph), office(scopes.exchange)]) {
    token.catch((error: unknown) => log.warn('token-not-warm', { error }));
  }
}

/** At start and every minute: what is due and has no work gets it. */
function startSweeping(deps: Deps): { stop(): void } {
  const handOver = createHandOver(deps);
  const failed = (error: unknown) => deps.log.error('sweep-failed', { error });
  const run = () => Promise.all([sweep(deps).catch(failed), handOver().catch(failed)]);
  void run();
  const timer = setInterval(run, sweepEvery);
  return { stop: () => clearInterval(timer) };
}
