import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Twin } from '../../../bot/sandbox/twin.ts';

/** What a twin in a process of its own tells of itself. */
export interface Hello extends Pick<Twin, 'endpoints' | 'credentials' | 'teamsAppId' | 'caPem'> {
  readonly connectorHost: string;
}

/** What an operator would write in the environment of a bot on that twin; its store is in a folder of its own. */
export function environment({ endpoints, credentials, teamsAppId, caPem, connectorHost }: Hello, tenant: string) {
  const dir = mkdtempSync(join(tmpdir(), 'behalf-drain-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  return {
    ...{ TENANT_ID: tenant, BOT_ID: credentials.botId, TEAMS_APP_ID: teamsAppId, DATA_DIR: join(dir, 'data') },
    ...{ PORT: '0', METRICS_PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' },
    ...{ LOGIN_URL: endpoints.loginUrl, GRAPH_URL: endpoints.graphUrl, EXCHANGE_URL: endpoints.exchangeUrl },
    ...{ BOT_OPENID_METADATA_URL: endpoints.openIdMetadataUrl, BOT_TOKEN_ISSUER: endpoints.tokenIssuer },
    CONNECTOR_HOSTS: connectorHost,
    BOT_CERTIFICATE: file('bot.pem', credentials.certificatePem),
    NODE_EXTRA_CA_CERTS: file('ca.pem', caPem),
  };
}

/** Milliseconds of CPU that a process has used since its start, in all its threads (Linux, "Scheduler Statistics"). */
export function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const used = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
  return used.reduce((sum, ns) => sum + ns, 0) / 1e6;
}
