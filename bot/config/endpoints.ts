import { type Addresses, type Cloud, clouds, isCloud } from './clouds.ts';
import type { Reader } from './reader.ts';

export interface Endpoints {
  readonly cloud: Cloud;
  readonly endpoints: Addresses;
  /** What tokens are asked for. */
  readonly scopes: { readonly graph: string; readonly exchange: string; readonly bot: string };
  /** Endpoints that are not the cloud's own: SDKs must be told to trust them. */
  readonly overridden: { readonly login: boolean; readonly graph: boolean; readonly exchange: boolean };
}

/** The cloud's addresses, with those that the environment names in their place. */
export function readEndpoints(read: Reader): Endpoints {
  const cloud = read.oneOf('CLOUD', Object.keys(clouds).filter(isCloud), 'global');
  const { botResource, ...own } = clouds[cloud];
  const exchange = read.origin('EXCHANGE_URL');
  const endpoints = {
    login: read.origin('LOGIN_URL') ?? own.login,
    graph: read.origin('GRAPH_URL') ?? own.graph,
    exchange: exchange ?? own.exchange,
    exchangeHosts: exchange === null ? own.exchangeHosts : [new URL(exchange).host],
    botOpenIdMetadata: read.url('BOT_OPENID_METADATA_URL') ?? own.botOpenIdMetadata,
    botTokenIssuer: read.origin('BOT_TOKEN_ISSUER') ?? own.botTokenIssuer,
    connectorHosts: read.hosts('CONNECTOR_HOSTS') ?? own.connectorHosts,
  };
  return {
    cloud,
    endpoints,
    scopes: {
      graph: `${endpoints.graph}/.default`,
      exchange: `${endpoints.exchange}/.default`,
      bot: `${botResource}/.default`,
    },
    overridden: {
      login: endpoints.login !== own.login,
      graph: endpoints.graph !== own.graph,
      exchange: endpoints.exchange !== own.exchange,
    },
  };
}
