/** The channel's side: an issuer with its keys, tokens as Teams' are, activities in the shapes that Teams sends. */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { after } from 'mocha';
import { type Health, healthRoutes } from '../../../bot/adapters/http/health.ts';
import { createListener, type Listener, type ListenerOptions } from '../../../bot/adapters/http/listener.ts';
import { type AuthenticatorOptions, createAuthenticator } from '../../../bot/adapters/teams/authenticate.ts';
import { type MessagesOptions, messagesRoute } from '../../../bot/adapters/teams/messages.ts';
import type { Answer, Conversation, Turn } from '../../../bot/app/turn.ts';
import type { UserId } from '../../../bot/domain/ids.ts';
import type { Log, LogFields } from '../../../bot/ports/log.ts';

export const appId = '0d5b2f6a-1c7e-4c39-9f0e-5a3d1b8e7c21';
export const tenant = '7f3d9c1e-4b8a-4f0d-8a53-2e9c6b1d0f47';
export const alex = '11111111-aaaa-4aaa-8aaa-111111111111' as UserId;
export const megan = '22222222-bbbb-4bbb-8bbb-222222222222' as UserId;
export const serviceUrl = 'https://smba.trafficmanager.net/emea/';
export const metadataUrl = 'https://login.channel.test/v1/.well-known/openidconfiguration';
export const issuer = 'https://api.botframework.com';
const jwksUrl = 'https://login.channel.test/v1/.well-known/keys';

export interface Issuer {
  readonly fetch: typeof fetch;
  readonly fetched: string[];
  /** Signs with the key of that id; the header and claims given replace Teams' own; `undefined` leaves one out. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>, key?: string): Promise<string>;
  readonly jwks: { keys: Record<string, unknown>[] };
  /** While true, the documents cannot be read. */
  down: boolean;
  addKey(kid: string, endorsements: readonly string[]): Promise<void>;
}

export async function startIssuer(): Promise<Issuer> {
  const pairs = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();
  const issuing: Issuer = {
    fetched: [],
    jwks: { keys: [] },
    down: false,
    fetch: async (input) => {
      const url = String(input);
      issuing.fetched.push(url);
      if (issuing.down) throw new TypeError('fetch failed');
      if (url === metadataUrl) return Response.json({ issuer, jwks_uri: jwksUrl });
      return url === jwksUrl ? Response.json(issuing.jwks) : new Response('', { status: 404 });
    },
    async addKey(kid, endorsements) {
      const pair = await generateKeyPair('RS256', { extractable: true });
      pairs.set(kid, pair);
      issuing.jwks.keys.push({ ...(await exportJWK(pair.publicKey)), kid, use: 'sig', endorsements });
    },
    async token(claims = {}, header = {}, key = 'current') {
      const pair = pairs.get(key);
      if (!pair) throw new Error(`no key ${key}`);
      const now = Math.floor(Date.now() / 1000);
      const payload: JWTPayload = {
        serviceurl: serviceUrl,
        nbf: now - 60,
        exp: now + 3600,
        iss: issuer,
        aud: appId,
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: key, typ: 'JWT', ...header })
        .sign(pair.privateKey);
    },
  };
  await issuing.addKey('current', ['azurebotservice', 'msteams']);
  return issuing;
}

export const quiet = { count: () => {}, time: () => {} };

export function keepLog(): Log & { readonly lines: { level: string; event: string; fields: LogFields }[] } {
  const lines: { level: string; event: string; fields: LogFields }[] = [];
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void lines.push({ level, event, fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export type Heard = { readonly turns: Turn[]; readonly left: UserId[] };

export function hearing(answer: (turn: Turn) => Answer | Promise<Answer> = () => ({ kind: 'none' })) {
  const heard: Heard = { turns: [], left: [] };
  const conversation: Conversation = {
    async take(turn) {
      heard.turns.push(turn);
      return answer(turn);
    },
    async left(person) {
      heard.left.push(person);
    },
  };
  return { conversation, heard };
}

export type Door = Listener & {
  readonly url: string;
  post(body: string, headers: Record<string, string>): Promise<Response>;
};

/** A test that fails before it closes its door must not keep the whole run waiting. */
const doors: Listener[] = [];
after(async () => {
  await Promise.all(doors.map((door) => door.close(0)));
});

/** The real server with the real authentication on a free port of the loopback. */
export async function openDoor(
  channel: Issuer,
  options: Partial<MessagesOptions & Health & ListenerOptions> & {
    authenticatorOptions?: Partial<AuthenticatorOptions>;
  } = {},
): Promise<Door> {
  const authenticator = createAuthenticator({
    appId,
    issuer,
    metadataUrl,
    hosts: ['smba.trafficmanager.net'],
    tenant,
    fetch: channel.fetch,
    ...options.authenticatorOptions,
  });
  const all = {
    authenticator,
    conversation: hearing().conversation,
    ready: { keys: authenticator.ready },
    log: keepLog(),
    metrics: quiet,
    sorry: (locale: string | null) => (locale?.startsWith('nl') ? 'Dat ging mis.' : 'That went wrong.'),
    host: '127.0.0.1',
    port: 0,
    ...options,
  };
  const server = createListener({ ...all, routes: [messagesRoute(all), ...healthRoutes(all)] });
  await server.listen();
  doors.push(server);
  const url = `http://127.0.0.1:${server.port}`;
  const post = (body: string, headers: Record<string, string>) =>
    fetch(`${url}/api/messages`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { listen: server.listen, close: server.close, port: server.port, url, post };
}

const account = { id: '29:1alex', name: 'Alex Wilber', aadObjectId: alex };
const bot = { id: `28:${appId}`, name: 'Behalf' };

/** A 1:1 message, as recorded from Teams on Windows; ids are made up. */
export const personalMessage = {
  text: 'let Alex Wilber send on behalf of Marketing',
  textFormat: 'plain',
  attachments: [{ contentType: 'text/html', content: '<p>let Alex Wilber send on behalf of Marketing</p>' }],
  type: 'message',
  timestamp: '2026-11-22T14:02:00.0000000Z',
  localTimestamp: '2026-11-22T15:02:00.0000000+01:00',
  id: '1700000000001',
  channelId: 'msteams',
  serviceUrl,
  from: account,
  conversation: { conversationType: 'personal', tenantId: tenant, id: 'a:1personalchat' },
  recipient: bot,
  entities: [{ locale: 'en-GB', country: 'GB', platform: 'Windows', timezone: 'Europe/London', type: 'clientInfo' }],
  channelData: { tenant: { id: tenant } },
  locale: 'en-GB',
  localTimezone: 'Europe/London',
};

/** A channel message that mentions the bot and a colleague. */
export const channelMessage = {
  ...personalMessage,
  text: '<at>Behalf</at>&nbsp;let <at>Megan Bowen</at> send as R&amp;D\n',
  id: '1700000000002',
  conversation: {
    isGroup: true,
    conversationType: 'channel',
    tenantId: tenant,
    id: '19:general@thread.tacv2;messageid=1700000000002',
  },
  entities: [
    { mentioned: bot, text: '<at>Behalf</at>', type: 'mention' },
    {
      mentioned: { id: '29:1megan', name: 'Megan Bowen', aadObjectId: megan },
      text: '<at>Megan Bowen</at>',
      type: 'mention',
    },
    { locale: 'en-GB', country: 'GB', platform: 'Web', type: 'clientInfo' },
  ],
  channelData: {
    teamsChannelId: '19:general@thread.tacv2',
    channel: { id: '19:general@thread.tacv2' },
    tenant: { id: tenant },
  },
};

export const invoke = (name: string, value: unknown) => ({
  ...personalMessage,
  text: undefined,
  type: 'invoke',
  id: 'f:7a1c',
  replyToId: '1700000000099',
  name,
  value,
});

/** As iOS sends it: without the action's id. */
export const executed = invoke('adaptiveCard/action', {
  action: { type: 'Action.Execute', verb: 'approve', data: { request: 'K7QF', revision: 1 } },
  trigger: 'manual',
});

export const installed = {
  ...personalMessage,
  type: 'installationUpdate',
  action: 'add',
  text: undefined,
  id: 'f:install',
};
