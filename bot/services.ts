import { randomInt } from 'node:crypto';
import { createInvoke, type Invoke } from './adapters/exchange/invoke.ts';
import { createMemory, createPermissions, type PermissionsOptions } from './adapters/exchange/permissions.ts';
import type { Urgency } from './adapters/exchange/transport/order.ts';
import { createDirectory } from './adapters/graph/directory.ts';
import { createInstaller } from './adapters/graph/installer.ts';
import { createPause } from './adapters/graph/pause.ts';
import { createCaller } from './adapters/https/call.ts';
import { fetchOver } from './adapters/https/fetch.ts';
import { createTokens, type Tokens } from './adapters/identity/tokens.ts';
import { createWarmth, type Warmth, type WarmthOptions } from './adapters/identity/warm.ts';
import type { createMetrics } from './adapters/log/metrics.ts';
import type { Opened } from './adapters/sql/opened.ts';
import { createMessenger } from './adapters/teams/messenger.ts';
import { createRoster, type Identify } from './adapters/teams/roster.ts';
import { createBudget } from './app/budget.ts';
import type { Deps } from './app/deps.ts';
import { createNames } from './app/facts/names.ts';
import { createRecorder, type Recorder } from './app/recorded.ts';
import { createWelcome } from './app/welcome.ts';
import type { Policies } from './config/policy/watch.ts';
import type { Identity, ProductionConfig } from './config.ts';
import { type GroupId, parseGroupId } from './domain/ids.ts';
import { manifestAppId } from './manifest-id.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Permissions } from './ports/permissions.ts';

/** What there is before anybody outside is spoken to. */
export interface Ground {
  readonly config: ProductionConfig;
  readonly opened: Opened;
  /** The company's policy, which follows its file. */
  readonly policies: Policies;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: ReturnType<typeof createMetrics>;
}

/** Everything that the application is joined to. */
export interface Services {
  readonly deps: Deps;
  /** The permissions for work that nobody waits for: whoever is waited for overtakes it on the way to Exchange. */
  readonly later: Permissions;
  /** The permissions for work that ends rights: it overtakes everybody. */
  readonly ends: Permissions;
  /** Asks for the tokens of every identity, and keeps asking for those that are missing. */
  warmth(onToken: WarmthOptions['onToken']): Warmth<'bot' | 'graph' | 'exchange'>;
  /** Who is meant by a message's mentions. */
  readonly identify: Identify;
}

/** Joins the application's ports to Microsoft's services and to the store. Nothing is sent yet. */
export function createServices(ground: Ground): Services {
  const tokens = createBothTokens(ground);
  const recorder = createRecorder(ground.log);
  // Only called once everything is joined.
  const mailOf = async (group: GroupId): Promise<string | null> =>
    (await deps.directory.groups([group])).get(group)?.mail ?? null;
  const exchange = createExchange(ground, tokens, mailOf);
  const deps = createDeps(ground, tokens, recorder, recorder.permissions(exchange.now));
  return {
    deps,
    later: recorder.permissions(exchange.later),
    ends: recorder.permissions(exchange.ends),
    identify: createRoster({
      token: forScope(tokens.bot, ground.config.scopes.bot),
      hosts: ground.config.endpoints.connectorHosts,
      log: ground.log,
    }),
    warmth: (onToken) => createTenantWarmth(tokens, ground, onToken),
  };
}

interface BothTokens {
  readonly bot: Tokens;
  readonly office: Tokens;
}

/** The channel's identity and the one for Graph and Exchange are apart wherever the tenant keeps them apart. */
function createBothTokens({ config, clock, log }: Ground): BothTokens {
  const of = ({ id, credential }: Identity) =>
    createTokens({ login: config.endpoints.login, tenant: config.tenant, clientId: id, credential, clock, log });
  const bot = of(config.bot);
  return { bot, office: config.exchangeIdentity === config.bot ? bot : of(config.exchangeIdentity) };
}

/** One way to Exchange, on which ends overtake all, and what somebody waits for the work that nobody looks at. */
function createExchange(
  { config, opened, clock, log }: Ground,
  tokens: BothTokens,
  mailOf: PermissionsOptions['mailOf'],
) {
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
  const memory = createMemory(clock);
  const as = (urgency: Urgency) => {
    const own: Invoke = (cmdlet, parameters, wish) => invoke(cmdlet, parameters, { ...wish, urgency });
    return createPermissions({ invoke: own, clock, mailOf, memory });
  };
  return { now: as('now'), later: as('later'), ends: as('end') };
}

function createDeps(ground: Ground, tokens: BothTokens, recorder: Recorder, permissions: Permissions): Deps {
  const { config, opened, policies, clock, log, metrics } = ground;
  const { endpoints, scopes } = config;
  // One pause: a Retry-After of Graph holds for everybody who calls it.
  const pause = createPause(clock, opened.limits);
  const graph = { origin: endpoints.graph, token: forScope(tokens.office, scopes.graph), clock, log, pause };
  const { directory, names } = createNames(createDirectory({ ...graph, cacheSeconds: 30 }));
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
    names,
    spend: createBudget(() => policies.current.lookUps, clock, opened.limits),
    permissions,
    store: recorder.store(opened.store),
    audit: opened.audit,
    chats: opened.chats,
    mutes: opened.mutes,
    deliveries: opened.deliveries,
    work: opened.work,
    messenger,
    welcome: createWelcome({ directory, messenger, log, deliveries: opened.deliveries }),
    installer: createInstaller({ ...graph, teamsAppId: config.teamsAppId, manifestAppId }),
    clock,
    log,
    metrics,
    policies,
    adminGroup: parseGroupId(config.adminGroup),
    auditorGroup: parseGroupId(config.auditorGroup),
    random: (below) => randomInt(below),
    defaultServiceUrl: `https://${endpoints.connectorHosts[0]}/teams/`,
  };
}

const forScope = (tokens: Tokens, scope: string) => (options?: { readonly fresh?: boolean }) => tokens(scope, options);

function createTenantWarmth({ bot, office }: BothTokens, { config }: Ground, onToken: WarmthOptions['onToken']) {
  const { scopes, tenant, exchangeIdentity } = config;
  const { credential } = exchangeIdentity;
  const wanted = {
    bot: { tokens: bot, scope: scopes.bot, credential: config.bot.credential },
    graph: { tokens: office, scope: scopes.graph, credential },
    exchange: { tokens: office, scope: scopes.exchange, credential },
  };
  return createWarmth(wanted, { tenant, onToken });
}
