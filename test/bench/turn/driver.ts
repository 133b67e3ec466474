import { Agent, request } from 'node:http';
import { askers, botId, chatOf, groups, tenant, users } from './company.ts';

/** Teams' side of a conversation: what people send, as Teams sends it, over kept-alive connections. */

// Given up well before a server would (5 s by default): no call meets a connection that is just being closed.
const agent = new Agent({ keepAlive: true, timeout: 2000 });
let lastId = 0;

export interface Door {
  readonly port: number;
  readonly serviceUrl: string;
  /** Null: the echo looks at none. */
  readonly token: string | null;
}

/** Posts an activity; gives the body of the answer. Throws for any status but 200. */
export function post({ port, token }: Door, activity: object): Promise<string> {
  const body = JSON.stringify(activity);
  const bearer = token === null ? {} : { authorization: `Bearer ${token}` };
  const headers = { ...bearer, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const path = '/api/messages';
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`answered with ${response.statusCode}`)),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

function envelope(person: string, { serviceUrl }: Door): object {
  const now = new Date().toISOString();
  return {
    ...{ id: `${++lastId}`, timestamp: now, localTimestamp: now, localTimezone: 'Europe/Amsterdam' },
    ...{ serviceUrl, channelId: 'msteams', locale: 'en-US' },
    from: { id: `29:${person}`, name: users.get(person)?.displayName, aadObjectId: person },
    conversation: { conversationType: 'personal', tenantId: tenant, id: chatOf(person) },
    recipient: { id: `28:${botId}`, name: 'Behalf' },
    channelData: { tenant: { id: tenant } },
    entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Amsterdam' }],
  };
}

export const say = (door: Door, person: string, text: string) =>
  post(door, { ...envelope(person, door), type: 'message', text, textFormat: 'plain' });

export const install = (door: Door, person: string) =>
  post(door, { ...envelope(person, door), type: 'installationUpdate', action: 'add' });

export const approve = (door: Door, person: string, data: object) => {
  const value = { action: { type: 'Action.Execute', id: '', title: '', verb: 'approve', data }, trigger: 'manual' };
  return post(door, { ...envelope(person, door), type: 'invoke', name: 'adaptiveCard/action', value, replyToId: '1' });
};

const ways = ['let me send as', 'Can I send as', 'I would like to send as'];

/** The n-th person and sentence: each pair of a person and a group comes once, and nobody asks for many. */
export function wish(n: number): readonly [person: string, text: string] {
  const person = askers[n % askers.length] ?? '';
  const group = groups[(n + Math.floor(n / askers.length)) % groups.length];
  return [person, `${ways[n % ways.length]} ${group?.name}`];
}

/** Runs `count` acts, `side` of them at a time. */
export async function inTurn(count: number, side: number, act: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: side }, worker));
}

/** Runs `count` acts, `perSecond` of them begun each second; gives how long each took, in ms. */
export async function atRate(
  count: number,
  perSecond: number,
  act: (n: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const began = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const due = began + (n * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const started = performance.now();
      await act(n);
      return performance.now() - started;
    }),
  );
}
