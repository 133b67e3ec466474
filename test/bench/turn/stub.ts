import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { channelToken } from '../../../bot/sandbox/client/channel-token.ts';
import { channelIssuer } from '../../../bot/sandbox/login/channel.ts';
import { pki } from '../../../bot/sandbox/pki.ts';
import { botId } from './company.ts';
import { cmdlet } from './exchange.ts';
import { graph } from './graph.ts';
import { answering } from './ipc.ts';

/**
 * Login, Graph, Exchange and Teams' connector in one process, as lean as can be: fixed answers, nothing checked. One
 * https port for the bot, one plain port for the echo's connector. Everything is told apart by its path.
 */

const keys = await pki();
const clock = () => performance.timeOrigin + performance.now();
const times: (readonly [number, number])[] = [];
let delay = 0;
let calls: { method: string; path: string; body: string }[] = [];
let sent = 0;
let origin = '';

const metadata = () => ({ issuer: channelIssuer, jwks_uri: `${origin}/keys` });
const keySet = { keys: [{ use: 'sig', kid: keys.channel.kid, ...keys.channel.jwk, endorsements: ['msteams'] }] };
const token = { token_type: 'Bearer', expires_in: 3599, access_token: 'bench' };

/** One cmdlet, or a batch of them. */
async function exchange(body: string): Promise<object> {
  const started = clock();
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  const { requests, ...one } = JSON.parse(body);
  const result = requests === undefined ? cmdlet(one) : { responses: requests.map(item) };
  times.push([started, clock()]);
  return result;
}

const item = ({ id, body }: { id: string; body: Parameters<typeof cmdlet>[0] }) => ({
  id,
  status: 200,
  body: cmdlet(body),
});

function reply(path: string, body: string): object | Promise<object> {
  if (path.includes('/v3/conversations/')) return { id: `${++sent}` };
  if (path.startsWith('/v1.0/')) return graph(path.slice('/v1.0'.length), body);
  if (path.startsWith('/adminapi/')) return exchange(body);
  if (path.includes('/oauth2/')) return token;
  return path === '/keys' ? keySet : metadata();
}

const listener: RequestListener = (request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', async () => {
    const call = { method: request.method ?? '', path: request.url ?? '', body: Buffer.concat(parts).toString() };
    calls.push(call);
    const text = JSON.stringify(await reply(call.path, call.body));
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  });
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const patience = { keepAliveTimeout: 120_000 };
origin = `https://127.0.0.1:${await listen(createServer({ ...keys.tls, ...patience }, listener))}`;
const plain = `http://127.0.0.1:${await listen(createHttp(patience, listener))}`;
const serviceUrl = `${origin}/teams/`;

answering({
  hello: async () => ({
    origin,
    serviceUrl,
    plainServiceUrl: `${plain}/teams/`,
    caPem: keys.caPem,
    certificatePem: keys.app.pem,
    // One for many activities, as Teams does.
    token: await channelToken(keys, { botId, serviceUrl, now: Date.now() }),
  }),
  delay: (ms) => {
    delay = ms;
  },
  /** When Exchange was busy since the last question: pairs of ms since 1970. */
  times: () => times.splice(0),
  sent: () => sent,
  /** What was asked since the last question. */
  calls: () => {
    const since = calls;
    calls = [];
    return since;
  },
});
