import { Client } from './client/client.ts';
import { connectorApp, connectorAudience } from './connector/app.ts';
import { Rooms } from './connector/rooms.ts';
import { exchangeApp } from './exchange/app.ts';
import { graphApp } from './graph/app.ts';
import { teamwork } from './graph/teamwork.ts';
import { guid } from './ids.ts';
import { loginApp } from './login/app.ts';
import { channelIssuer } from './login/channel.ts';
import type { Resource } from './login/tokens.ts';
import { Office } from './office.ts';
import { pki } from './pki.ts';
import { type Served, serve } from './serve.ts';
import type { Service, Twin, TwinOptions } from './twin.ts';
import { demoWorld } from './world.ts';

const graphRoles = [
  'User.Read.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'Member.Read.Hidden',
  'AppCatalog.Read.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
];

interface Origins {
  login: string;
  graph: string;
  exchange: string;
  connector: string;
}

/**
 * Starts the offline twin: login, Graph, Exchange and Teams' connector, each over https on 127.0.0.1. With
 * `options.port` the four take it and the three after it, else any that are free. Keys and certificates are made once
 * a process and shared by its twins.
 */
export async function startTwin(options: TwinOptions = {}): Promise<Twin> {
  const demo = options.world ?? demoWorld();
  const world = options.tenant === undefined ? demo : { ...demo, tenant: options.tenant };
  const office = new Office(world, options.now ?? Date.now, options.pageSize ?? null);
  const keys = await pki();
  const clientId = guid(`bot:${world.tenant}`);
  const secret = crypto.randomUUID();
  const rooms = new Rooms(office, clientId);
  const origins: Origins = { login: '', graph: '', exchange: '', connector: '' };
  const client = new Client(office, keys, rooms, () => ({
    botId: clientId,
    botName: 'Behalf',
    serviceUrl: `${origins.connector}/teams/`,
    tenant: world.tenant,
    now: office.now,
  }));
  const app = { id: guid(`catalog:${clientId}`), externalId: options.manifestId ?? null };
  const apps: Record<Service, Served> = {
    connector: connectorApp(office, keys, rooms),
    exchange: exchangeApp(office, keys, () => [origins.exchange], options.exchangeLimit ?? null),
    graph: graphApp(
      office,
      keys,
      () => [origins.graph],
      (api) => teamwork(api, office, rooms, client, app),
    ),
    login: loginApp(office, keys, {
      clientId,
      secret,
      origin: () => origins.login,
      resource: (name) => resource(origins, name),
      lifetimeSeconds: options.tokenLifetimeSeconds ?? 3599,
    }),
  };
  const services = ['login', 'graph', 'exchange', 'connector'] as const;
  const open = await Promise.all(
    services.map(async (service, at) => {
      const port = options.port === undefined || options.port === 0 ? 0 : options.port + at;
      const listening = await serve(office, service, apps[service], keys.tls, port);
      origins[service] = listening.origin;
      return listening;
    }),
  );
  return {
    world,
    teams: client,
    endpoints: endpoints(origins),
    credentials: { botId: clientId, certificatePem: keys.app.pem, secret },
    teamsAppId: app.id,
    caPem: keys.caPem,
    setBot: (url) => client.setBot(url),
    misbehave: (service, how) => office.misbehave(service, how),
    bin: office.bin,
    outsideScope: office.outsideScope,
    setScope: (group, inside) => {
      office.outsideScope[inside ? 'delete' : 'add'](group);
      office.changed();
    },
    changes: office.changes,
    calls: office.calls,
    onChange: (listener) => office.onChange(listener),
    close: async () => {
      await Promise.all(open.map((each) => each.close()));
    },
  };
}

/** What tokens can be had for, and the app roles that an admin has granted the app. */
function resource(origins: Origins, name: string): Resource | null {
  if (name === origins.graph) return { audience: name, roles: graphRoles };
  if (name === origins.exchange) return { audience: name, roles: ['Exchange.ManageAsApp'] };
  return name === connectorAudience ? { audience: name, roles: [] } : null;
}

function endpoints(origins: Origins): Twin['endpoints'] {
  return {
    loginUrl: origins.login,
    graphUrl: origins.graph,
    exchangeUrl: origins.exchange,
    openIdMetadataUrl: `${origins.login}/botframework/v1/.well-known/openidconfiguration`,
    tokenIssuer: channelIssuer,
    connectorHost: new URL(origins.connector).host,
  };
}
