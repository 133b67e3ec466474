import tls from 'node:tls';
import { compose, type Running } from './compose.ts';
import { type ProductionConfig, readConfig, type SandboxConfig } from './config.ts';
import type { Log } from './ports/log.ts';
import { servePage } from './sandbox/page/serve.ts';
import { startTwin } from './sandbox/start.ts';
import type { Twin } from './sandbox/twin.ts';
import { adminGroupId, auditorGroupId, demoPerson } from './sandbox/world.ts';

export interface Demo extends Running {
  /** The page to open in a browser. */
  readonly url: string;
  /** The company behind it: to look at, and to make it misbehave in ways that the page has no switch for. */
  readonly twin: Twin;
}

/** Whose chats the page shows first. */
const people = ['alexw', 'meganb', 'pattif', 'nestorw'];

/**
 * The sandbox: the twin, a page to look at it, and between them the production adapters, by the production
 * configuration. There is no second, easier path. Everything listens on loopback only.
 */
export async function startDemo(
  config: SandboxConfig,
  manifestId: string,
  log: Log,
  onBroken: () => void,
): Promise<Demo> {
  const twin = await startTwin({ manifestId });
  // From here on this process trusts the twin's own authority, beside those it trusted before.
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), twin.caPem]);
  const production = configFor(twin, config);
  const clock = { now: () => new Date() };
  const bot = await compose({ config: production, mode: 'sandbox', clock, log, onBroken });
  twin.setBot(`http://127.0.0.1:${bot.port}`);
  const page = await openPage(twin, config);
  return {
    port: bot.port,
    url: page.url,
    twin,
    async stop(ms) {
      await page.close();
      await bot.stop(ms);
      await twin.close();
    },
  };
}

/** The page has the port after the bot's, or any that is free. */
async function openPage(twin: Twin, { port, metricsPort }: SandboxConfig) {
  const shown = people.map(demoPerson);
  const next = port === 0 || port + 1 === metricsPort ? 0 : port + 1;
  return servePage(twin, { port: next, people: shown }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return servePage(twin, { port: 0, people: shown });
  });
}

/** What an operator would write in the environment to connect to the twin. */
function configFor(twin: Twin, sandbox: SandboxConfig): ProductionConfig {
  const { endpoints, credentials, world } = twin;
  const env = {
    TENANT_ID: world.tenant,
    BOT_ID: credentials.botId,
    BOT_CERTIFICATE: 'twin.pem',
    ADMIN_GROUP_ID: adminGroupId,
    AUDITOR_GROUP_ID: auditorGroupId,
    LOGIN_URL: endpoints.loginUrl,
    GRAPH_URL: endpoints.graphUrl,
    EXCHANGE_URL: endpoints.exchangeUrl,
    BOT_OPENID_METADATA_URL: endpoints.openIdMetadataUrl,
    BOT_TOKEN_ISSUER: endpoints.tokenIssuer,
    CONNECTOR_HOSTS: endpoints.connectorHost,
  };
  const read = readConfig(env, () => credentials.certificatePem);
  if ('faults' in read || read.config.mode !== 'production')
    throw new Error('the twin gives an unusable configuration');
  const { host, port, metricsPort, logLevel, policy, policyFile, store } = sandbox;
  return { ...read.config, host, port, metricsPort, logLevel, policy, policyFile, store };
}
