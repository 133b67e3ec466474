import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { bearer } from '../bearer.ts';
import { connectorError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import type { TwinPerson } from '../twin.ts';
import { checked } from './check.ts';
import { Limits } from './limits.ts';
import { type Json, personOf, type Room, type Rooms, teamsId } from './rooms.ts';

export const connectorAudience = 'https://api.botframework.com';

const creation = z.object({
  isGroup: z.boolean().nullish(),
  members: z.array(z.object({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  channelData: z.looseObject({ tenant: z.object({ id: z.string() }).nullish() }).nullish(),
  activity: z.unknown().optional(),
});

/** Teams' side of the Bot Framework connector ("Bot Connector service reference"), under `/{region}/v3`. */
export function connectorApp(office: Office, keys: Pki, rooms: Rooms): Hono {
  const limits = new Limits(office.now);
  const app = new Hono().basePath('/:region/v3/conversations');
  app.use(async (c, next) => {
    const claims = await bearer(office, keys.login, c.req.header('Authorization'), [connectorAudience]);
    if (claims === null) return c.json({ message: 'Authorization has been denied for this request.' }, 401);
    return next();
  });

  app.post('/', async (c) => {
    const read = creation.safeParse(await json(c));
    if (!read.success) return connectorError(400, 'BadSyntax', 'Bad format of conversation parameters');
    const tenant = read.data.tenantId ?? read.data.channelData?.tenant?.id;
    if (tenant?.toLowerCase() !== office.world.tenant)
      return connectorError(403, 'InvalidBotApiHost', 'The tenant is missing or is not served here');
    const [member, ...others] = read.data.members ?? [];
    if (member === undefined || others.length > 0 || read.data.isGroup === true)
      return connectorError(400, 'BadSyntax', 'Incorrect conversation creation parameters');
    const person = personOf(office, member.id);
    if (person === null) return connectorError(404, 'ConversationNotFound', 'User not found');
    const room = rooms.personal(person.id);
    const refused = closed(room);
    if (refused !== null) return refused;
    if (read.data.activity === undefined || read.data.activity === null) return c.json({ id: room.id }, 201);
    const sent = accept(room, read.data.activity);
    return 'refused' in sent
      ? sent.refused
      : c.json({ id: room.id, activityId: rooms.post(room, sent.activity, 'bot') }, 201);
  });

  const post = (c: Context) =>
    within(c, async (room) => {
      const sent = accept(room, await json(c));
      if ('refused' in sent) return sent.refused;
      // "is typing" and the like are shown for a moment and kept nowhere.
      if (sent.activity.type !== 'message') return c.json({ id: rooms.newId() }, 201);
      const replyTo = c.req.param('activity');
      return c.json(
        { id: rooms.post(room, { ...sent.activity, ...(replyTo ? { replyToId: replyTo } : {}) }, 'bot') },
        201,
      );
    });
  app.post('/:id/activities', post);
  app.post('/:id/activities/:activity', post);
  app.put('/:id/activities/:activity', (c) =>
    within(c, async (room) => {
      const sent = accept(room, await json(c));
      if ('refused' in sent) return sent.refused;
      const id = c.req.param('activity');
      return rooms.update(room, id, sent.activity) ? c.json({ id }) : noActivity();
    }),
  );
  app.delete('/:id/activities/:activity', (c) =>
    within(c, async (room) => {
      const wait = tooMany(room);
      if (wait !== null) return wait;
      return rooms.remove(room, c.req.param('activity')) ? c.body(null, 200) : noActivity();
    }),
  );
  app.get('/:id/members', (c) => within(c, async (room) => c.json(members(room))));
  app.get('/:id/pagedmembers', (c) => within(c, async (room) => c.json({ members: members(room) })));
  app.get('/:id/members/:member', (c) =>
    within(c, async (room) => {
      const person = personOf(office, c.req.param('member'));
      if (person === null || !room.people.has(person.id))
        return connectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation');
      return c.json(member(person));
    }),
  );
  const root = new Hono();
  root.route('/', app);
  root.notFound(() => connectorError(404, 'ServiceError', 'Unknown'));
  return root;

  async function within(c: Context, act: (room: Room) => Promise<Response>): Promise<Response> {
    const room = rooms.find(c.req.param('id') ?? '');
    if (room === null) return connectorError(404, 'ConversationNotFound', 'Conversation not found');
    return closed(room) ?? act(room);
  }

  function accept(room: Room, body: unknown): { activity: Json } | { refused: Response } {
    const refused = tooMany(room);
    return refused === null ? checked(body) : { refused };
  }

  function tooMany(room: Room): Response | null {
    const seconds = limits.wait(room.id);
    if (seconds === 0) return null;
    return connectorError(429, 'TooManyRequests', 'Too many requests', { 'Retry-After': String(seconds) });
  }

  function members(room: Room): readonly object[] {
    return [...room.people].flatMap((id) => office.world.people.get(id) ?? []).map(member);
  }

  function member(person: TwinPerson): object {
    const [givenName = '', ...surname] = person.displayName.split(' ');
    return {
      id: teamsId(person.id),
      name: person.displayName,
      objectId: person.id,
      aadObjectId: person.id,
      givenName,
      surname: surname.join(' '),
      email: person.mail,
      userPrincipalName: person.userPrincipalName,
      tenantId: office.world.tenant,
      userRole: person.userType === 'Guest' ? 'guest' : 'user',
    };
  }
}

function closed(room: Room): Response | null {
  if (room.blocked)
    return connectorError(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot');
  if (!room.botIn)
    return connectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  return null;
}

function noActivity(): Response {
  return connectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation');
}

async function json(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    // Not JSON: read as nothing, which no schema accepts.
    return undefined;
  }
}
