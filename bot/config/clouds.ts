/**
 * Microsoft's clouds and their addresses. Sources: "Microsoft identity platform and national clouds", "Microsoft Graph
 * national cloud deployments", "Connect-ExchangeOnline" (ExchangeEnvironmentName), "Bot Connector authentication",
 * "Configure bots for US Government / operated by 21Vianet", "Send proactive messages" (Microsoft Learn).
 */
export type Cloud = 'global' | 'gcc-high' | 'dod' | 'china';

export interface Addresses {
  /** Origins, without a slash at the end. */
  readonly login: string;
  readonly graph: string;
  readonly exchange: string;
  /** Hosts that may get a token for Exchange, also after a redirect: `host[:port]`, or `*.domain` for everything below it. */
  readonly exchangeHosts: readonly string[];
  /** The whole document's URL. */
  readonly botOpenIdMetadata: string;
  readonly botTokenIssuer: string;
  /** Hosts (`host[:port]`, lower case) that the bot may answer to. */
  readonly connectorHosts: readonly string[];
}

/** The resource that a bot's own token to the connector is for. */
type Row = Addresses & { readonly botResource: string };

const usGovernment = {
  login: 'https://login.microsoftonline.us',
  exchangeHosts: ['*.office365.us'],
  botOpenIdMetadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  botTokenIssuer: 'https://api.botframework.us',
  botResource: 'https://api.botframework.us',
};

export const clouds: Readonly<Record<Cloud, Row>> = {
  // GCC lives in the global cloud and differs only in its connector.
  global: {
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    exchange: 'https://outlook.office365.com',
    exchangeHosts: ['*.office365.com', '*.outlook.com'],
    botOpenIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    botTokenIssuer: 'https://api.botframework.com',
    botResource: 'https://api.botframework.com',
    connectorHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
  },
  'gcc-high': {
    ...usGovernment,
    graph: 'https://graph.microsoft.us',
    exchange: 'https://outlook.office365.us',
    connectorHosts: ['smba.infra.gov.teams.microsoft.us'],
  },
  dod: {
    ...usGovernment,
    graph: 'https://dod-graph.microsoft.us',
    exchange: 'https://outlook-dod.office365.us',
    connectorHosts: ['smba.infra.dod.teams.microsoft.us'],
  },
  china: {
    login: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    exchange: 'https://partner.outlook.cn',
    exchangeHosts: ['partner.outlook.cn', '*.partner.outlook.cn', '*.office365.cn'],
    botOpenIdMetadata: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    botTokenIssuer: 'https://api.botframework.azure.cn',
    botResource: 'https://api.botframework.azure.cn',
    connectorHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
  },
};

export const isCloud = (text: string): text is Cloud => Object.hasOwn(clouds, text);
