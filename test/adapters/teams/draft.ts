/** A delivery to the bot, as Teams makes it, still open to faults. */
import { type Algorithm, forge, type Key } from './forge.ts';
import type { Answered, Guarded, Wanted } from './guarded.ts';

export type Json = Record<string, unknown>;

export interface Draft {
  header: Json;
  claims: Json;
  key: Key;
  algorithm: Algorithm;
  /** The last touch on the token. */
  readonly onToken: ((token: string) => string)[];
  /** Which `Authorization` headers there are. */
  authorization: (token: string) => readonly string[];
  activity: Json;
  /** The last touch on the body. */
  readonly onBody: ((body: Buffer) => Buffer)[];
  contentType: readonly string[];
  readonly headers: [string, string][];
  chunked: boolean;
}

/** One thing that is wrong with a delivery, and with which status alone it is refused. */
export interface Fault {
  readonly name: string;
  readonly status: number;
  put(draft: Draft, world: Guarded): void;
}

/** What a person, or Teams itself, does: the kinds of activity that the bot takes. */
export const kinds = ['message', 'submit', 'execute', 'search', 'installed', 'added'] as const;
export type Kind = (typeof kinds)[number];
/** Those that must name a person; what Teams says of itself need not. */
export const spoken: readonly Kind[] = ['message', 'submit', 'execute', 'search'];

let count = 0;

export function activityOf(world: Guarded, kind: Kind): Json {
  const { serviceUrl, tenant, botId, alex, chat } = world;
  const bot = { id: `28:${botId}`, name: 'Behalf' };
  const base = {
    id: `1700000${String(++count).padStart(6, '0')}`,
    timestamp: '2026-11-22T14:02:00.0000000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${alex}`, name: 'Alex Wilber', aadObjectId: alex },
    conversation: { conversationType: 'personal', tenantId: tenant, id: chat },
    recipient: bot,
    channelData: { tenant: { id: tenant } },
    locale: 'en-GB',
    localTimezone: 'Europe/London',
    entities: [{ type: 'clientInfo', locale: 'en-GB', platform: 'Windows', timezone: 'Europe/London' }],
  };
  const invoke = (name: string, value: object) => ({ ...base, type: 'invoke', name, value });
  switch (kind) {
    case 'message':
      return { ...base, type: 'message', text: 'let me send as Marketing', textFormat: 'plain' };
    case 'submit':
      return { ...base, type: 'message', value: { verb: 'submit', right: 'sendAs', group: 'Marketing', person: 'me' } };
    case 'execute':
      return invoke('adaptiveCard/action', {
        action: { type: 'Action.Execute', verb: 'approve', data: { request: 'K7QF', revision: 1 } },
        trigger: 'manual',
      });
    case 'search':
      return invoke('application/search', {
        queryText: 'mar',
        queryOptions: { skip: 0, top: 15 },
        dataset: 'groups',
      });
    case 'installed':
      return { ...base, type: 'installationUpdate', action: 'add' };
    case 'added':
      return { ...base, type: 'conversationUpdate', membersAdded: [bot] };
  }
}

export function draftOf(world: Guarded, kind: Kind): Draft {
  const now = Math.floor(Date.now() / 1000);
  return {
    header: { alg: 'RS256', typ: 'JWT', kid: 'current', x5t: 'current' },
    claims: {
      iss: 'https://api.botframework.com',
      aud: world.botId,
      serviceurl: world.serviceUrl,
      nbf: now - 60,
      exp: now + 3600,
    },
    key: world.keys.current,
    algorithm: 'RS256',
    onToken: [],
    authorization: (token) => [`Bearer ${token}`],
    activity: activityOf(world, kind),
    onBody: [],
    contentType: ['application/json; charset=utf-8'],
    headers: [],
    chunked: false,
  };
}

export function wantedOf(draft: Draft): Wanted {
  const { header, claims, key, algorithm, chunked } = draft;
  const token = draft.onToken.reduce((text, touch) => touch(text), forge(header, claims, key, algorithm));
  const json: Buffer = Buffer.from(JSON.stringify(draft.activity));
  const body = draft.onBody.reduce((bytes, touch) => touch(bytes), json);
  const headers = [
    ...draft.authorization(token).map((value) => ['authorization', value] as const),
    ...draft.contentType.map((value) => ['content-type', value] as const),
    ...draft.headers,
  ];
  return { headers, body, chunked };
}

/** Delivers an activity of that kind with these faults in it. */
export function deliver(world: Guarded, kind: Kind, faults: readonly Fault[] = []): Promise<Answered> {
  const draft = draftOf(world, kind);
  for (const fault of faults) fault.put(draft, world);
  return world.post(wantedOf(draft));
}
