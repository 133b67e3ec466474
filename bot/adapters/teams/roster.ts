import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { parseUserId, type UserId } from '../../domain/ids.ts';
import { parseClean } from '../../domain/text.ts';
import type { Log } from '../../ports/log.ts';
import type { Incoming } from './activity.ts';
import { type Caller, createCaller } from './connector.ts';
import { isTrustedServiceUrl } from './hosts.ts';

export interface RosterOptions {
  /** Exact `host[:port]` of the connector: nothing else is ever called. */
  readonly hosts: readonly string[];
  readonly token: () => Promise<string>;
  readonly log: Log;
  readonly call?: Caller;
}

/** An activity whose mentions say which person of the directory they mean, as far as Teams knows. */
export type Identify = (activity: Incoming) => Promise<Incoming>;

type Entity = NonNullable<Incoming['entities']>[number];

const mention = z.looseObject({
  type: z.literal('mention'),
  mentioned: z.looseObject({ id: z.string().startsWith('29:'), aadObjectId: z.string().nullish() }),
});
const member = z.object({ aadObjectId: z.string().nullish(), objectId: z.string().nullish() });
/** Nobody waits longer for it: the name is looked up then. */
const patienceMs = 3000;
/** Of a message's entities; more people than that are asked for by nobody. */
const mostEntities = 25;

/**
 * Teams tells of a mentioned person only an id of its own (`29:…`), and a name that may have been shortened. Who that is, the
 * conversation's roster says ("Get conversation member", Bot Connector service). Ids never change hands, so they are kept.
 */
export function createRoster({ hosts, token, log, call = createCaller() }: RosterOptions): Identify {
  const known = new LRUCache<string, UserId>({ max: 10_000 });

  async function ask({ serviceUrl, conversation }: Incoming, id: string): Promise<UserId | null> {
    if (!isTrustedServiceUrl(serviceUrl, hosts)) return null;
    const base = serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`;
    const url = `${base}v3/conversations/${encodeURIComponent(conversation.id)}/members/${encodeURIComponent(id)}`;
    const started = performance.now();
    const clientRequestId = randomUUID();
    const wanted = { method: 'GET', url, body: '', id: clientRequestId, timeoutMs: patienceMs } as const;
    const reply = await call({ ...wanted, token: await token() });
    const fields = { operation: 'member', status: reply?.status ?? 0, ms: Math.round(performance.now() - started) };
    log.debug('teams.call', { ...fields, clientRequestId, outcome: reply === null ? 'lost' : 'done' });
    if (reply?.status !== 200) return null;
    const { aadObjectId, objectId } = member.parse(parseClean(reply.body));
    const person = parseUserId(aadObjectId ?? objectId);
    if (person) known.set(id, person);
    return person;
  }

  async function identified(activity: Incoming, entity: Entity): Promise<Entity> {
    const { data } = mention.safeParse(entity);
    if (!data || data.mentioned.aadObjectId || data.mentioned.id === activity.recipient.id) return entity;
    const { id } = data.mentioned;
    const aadObjectId = known.get(id) ?? (await ask(activity, id).catch(notAsked));
    return aadObjectId ? { ...data, mentioned: { ...data.mentioned, aadObjectId } } : entity;
  }

  const notAsked = (error: unknown) => {
    log.warn('mention-not-identified', { error });
    return null;
  };

  return async (activity) => {
    const entities = activity.entities ?? [];
    if (!entities.some(({ type }) => type === 'mention')) return activity;
    const first = entities.slice(0, mostEntities).map((entity) => identified(activity, entity));
    return { ...activity, entities: [...(await Promise.all(first)), ...entities.slice(mostEntities)] };
  };
}
