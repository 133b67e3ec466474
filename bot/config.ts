/** Environment → one frozen, validated Config; lists every fault at once. Nothing is created on disk. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Credential, type CredentialSource, type ReadFile, readCredential } from './config/credential.ts';
import { type Endpoints, readEndpoints } from './config/endpoints.ts';
import { describeFault } from './config/policy/faults.ts';
import { readPolicy } from './config/policy/read.ts';
import { type ConfigFault, createReader, type Reader } from './config/reader.ts';
import { Secret } from './config/secret.ts';

import { builtInPolicy, type Policy } from './domain/policy.ts';

export type { Credential } from './config/credential.ts';
export type { ConfigFault } from './config/reader.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type SqliteStore = { readonly kind: 'sqlite'; readonly dir: string };
/** The URL may hold a password. */
export type PostgresStore = { readonly kind: 'postgres'; readonly url: Secret };

export interface Identity {
  /** Application (client) id. */
  readonly id: string;
  readonly credential: Credential;
}

interface Common {
  /** 0: any free port. */
  readonly port: number;
  /** Null: all interfaces. */
  readonly host: string | null;
  readonly metricsPort: number;
  readonly logLevel: LogLevel;
  /** Of POLICY_FILE; else the built-in one. */
  readonly policy: Policy;
  readonly policyFile: string | null;
}

export type SandboxConfig = Common & { readonly mode: 'sandbox'; readonly store: SqliteStore };

export type ProductionConfig = Common &
  Endpoints & {
    readonly mode: 'production';
    readonly tenant: string;
    readonly bot: Identity;
    /** For Graph and Exchange; the bot's own unless a separate one is given. */
    readonly exchangeIdentity: Identity;
    readonly store: SqliteStore | PostgresStore;
    readonly adminGroup: string | null;
    readonly auditorGroup: string | null;
    readonly teamsAppId: string | null;
    /** Without a slash at its end. */
    readonly publicUrl: string | null;
  };

export type Config = SandboxConfig | ProductionConfig;

/** Any of these makes it production. */
const tenantVariables = [
  ...['PUBLIC_URL', 'TENANT_ID', 'BOT_ID', 'BOT_CERTIFICATE', 'BOT_MANAGED_IDENTITY', 'BOT_SECRET'],
  ...['ALLOW_CLIENT_SECRET', 'EXCHANGE_CLIENT_ID', 'EXCHANGE_CERTIFICATE', 'EXCHANGE_MANAGED_IDENTITY'],
  ...['EXCHANGE_SECRET', 'ADMIN_GROUP_ID', 'AUDITOR_GROUP_ID', 'DATABASE_URL', 'TEAMS_APP_ID', 'CLOUD'],
  ...['LOGIN_URL', 'GRAPH_URL', 'EXCHANGE_URL', 'BOT_OPENID_METADATA_URL', 'BOT_TOKEN_ISSUER', 'CONNECTOR_HOSTS'],
];

/**
 * @param env as in `process.env`; an empty value counts as unset
 * @param readFile gives a file's text or throws
 * @param now to tell whether a certificate is valid
 * @returns the frozen configuration, or every fault in it: names of variables, never their values
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
  now: Date = new Date(),
): { readonly config: Config } | { readonly faults: readonly ConfigFault[] } {
  const read = createReader(env);
  const common = readCommon(read, readFile);
  const dir = read.text('DATA_DIR') ?? '.data';
  const unconfigured = tenantVariables.every((name) => read.text(name) === null);
  const forced = read.text('NODE_ENV') === 'production';
  if (unconfigured && forced) {
    read.fault('NODE_ENV', 'is production, where the sandbox does not run; configure a tenant, or leave NODE_ENV out');
  }
  const config: Config | null =
    unconfigured && !forced
      ? { mode: 'sandbox', ...common, host: '127.0.0.1', store: { kind: 'sqlite', dir: join(dir, 'sandbox') } }
      : readProduction(read, common, dir, readFile, now);
  if (config === null || read.faults.length > 0) return Object.freeze({ faults: freeze([...read.faults]) });
  return Object.freeze({ config: freeze(config) });
}

/** One line a fault, for a person at a terminal. */
export function describeFaults(faults: readonly ConfigFault[]): string {
  return faults.map(({ name, problem }) => `${name}: ${problem}`).join('\n');
}

function readCommon(read: Reader, readFile: ReadFile): Common {
  const port = read.port('PORT', 3978);
  const metricsPort = read.port('METRICS_PORT', 9464);
  if (port === metricsPort && port !== 0) read.fault('METRICS_PORT', 'is the same port as PORT; set another');
  const host = read.text('HOST');
  if (host !== null && !/^[\w.:-]+$/.test(host))
    read.fault('HOST', 'is no host name or address; leave out https:// and port');
  const logLevel = read.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info');
  return {
    port,
    host,
    metricsPort,
    logLevel,
    policy: readPolicyFile(read, readFile),
    policyFile: read.text('POLICY_FILE'),
  };
}

function readPolicyFile(read: Reader, readFile: ReadFile): Policy {
  const path = read.text('POLICY_FILE');
  if (path === null) return builtInPolicy;
  let text: string;
  try {
    text = readFile(path);
  } catch {
    read.fault('POLICY_FILE', 'names a file that cannot be read; check the path and its permissions');
    return builtInPolicy;
  }
  const { policy, faults } = readPolicy(text, path);
  if (policy !== null) return policy;
  for (const fault of faults)
    read.fault('POLICY_FILE', `names a file that is no policy; ${describeFault('line', fault)}`);
  return builtInPolicy;
}

function readProduction(
  read: Reader,
  common: Common,
  dir: string,
  readFile: ReadFile,
  now: Date,
): ProductionConfig | null {
  const tenant = required(read, 'TENANT_ID', 'is missing; set the Entra tenant’s id');
  const source = { readFile, now, allowSecret: read.flag('ALLOW_CLIENT_SECRET') };
  const bot = readBot(read, source);
  const exchangeIdentity = readExchangeIdentity(read, source) ?? bot;
  const endpoints = readEndpoints(read);
  const rest = {
    store: readStore(read, dir),
    adminGroup: read.guid('ADMIN_GROUP_ID'),
    auditorGroup: read.guid('AUDITOR_GROUP_ID'),
    teamsAppId: read.guid('TEAMS_APP_ID'),
    publicUrl: read.url('PUBLIC_URL'),
  };
  if (tenant === null || bot === null || exchangeIdentity === null) return null;
  return { mode: 'production', ...common, ...endpoints, tenant, bot, exchangeIdentity, ...rest };
}

function required(read: Reader, name: string, problem: string): string | null {
  if (read.text(name) === null) read.fault(name, problem);
  return read.guid(name);
}

function readBot(read: Reader, source: CredentialSource): Identity | null {
  const id = required(read, 'BOT_ID', 'is missing; set the application (client) id of the bot');
  const { given, credential } = readCredential(read, 'BOT', source);
  if (!given) read.fault('BOT_CERTIFICATE', 'is missing; set the path of a PEM file, or BOT_MANAGED_IDENTITY=true');
  return id !== null && credential !== null ? { id, credential } : null;
}

function readExchangeIdentity(read: Reader, source: CredentialSource): Identity | null {
  const id = read.guid('EXCHANGE_CLIENT_ID');
  const named = read.text('EXCHANGE_CLIENT_ID') !== null;
  const { given, credential } = readCredential(read, 'EXCHANGE', source);
  if (named && !given) {
    read.fault('EXCHANGE_CERTIFICATE', 'is missing; EXCHANGE_CLIENT_ID needs a credential of its own');
  }
  if (given && !named)
    read.fault('EXCHANGE_CLIENT_ID', 'is missing; set the id that the Exchange credential belongs to');
  return id !== null && credential !== null ? { id, credential } : null;
}

function readStore(read: Reader, dir: string): SqliteStore | PostgresStore {
  const url = read.text('DATABASE_URL');
  if (url === null) return { kind: 'sqlite', dir };
  const parsed = /^postgres(ql)?:\/\//i.test(url) ? URL.parse(url) : null;
  if (parsed === null)
    read.fault('DATABASE_URL', 'is no postgres:// URL; set one, or leave it out for SQLite in DATA_DIR');
  // Else the password would be read as host, port and database, and named as such.
  else if (/@/.test(parsed.pathname + parsed.search + parsed.hash))
    read.fault('DATABASE_URL', 'has an @ after its host; write / ? # @ in the password as %2F %3F %23 %40');
  return { kind: 'postgres', url: new Secret(url) };
}

/** Freezes plain objects and lists all the way down; a Secret is frozen already. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
