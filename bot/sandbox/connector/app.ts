import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { bearer } from '../bearer.ts';
import { json } from '../body.ts';
import { connectorError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import { closed, Desk, notInRoster } from './desk.ts';
import { memberRoutes } from './members.ts';
import { personOf, type Rooms } from './rooms.ts';

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
  const desk = new Desk(office, rooms);
  const app = new Hono().basePath('/:region/v3/conversations');
  app.use(async (c, next) => {
    const claims = await bearer(office, keys.login, c.req.header('Authorization'), [connectorAudience]);
    if (claims === null) return c.json({ message: 'Authorization has been denied for this request.' }, 401);
    return next();
  });
  app.post('/', (c) => create(c, office, rooms, desk));
  activityRoutes(app, rooms, desk);
  memberRoutes(app, office, desk);
  const root = new Hono();
  root.route('/', app);
  root.notFound(() => connectorError(404, 'ServiceError', 'Unknown'));
  return root;
}

/** Opens the 1:1 chat with a person who has the app. */
async function create(c: Context, office: Office, rooms: Rooms, desk: Desk): Promise<Response> {
  const read = creation.safeParse(await json(c));
  if (!read.success) return connectorError(400, 'BadSyntax', 'Bad format of conversation parameters');
  const { tenantId, channelData, members, isGroup, activity } = read.data;
  const tenant = tenantId ?? channelData?.tenant?.id;
  if (tenant?.toLowerCase() !== office.world.tenant)
    return connectorError(403, 'InvalidBotApiHost', 'The tenant is missing or is not served here');
  const [member, ...others] = members ?? [];
  if (member === undefined || others.length > 0 || isGroup === true)
    return connectorError(400, 'BadSyntax', 'Incorrect conversation creation parameters');
  const person = personOf(office, member.id);
  if (person === null) return connectorError(404, 'ConversationNotFound', 'User not found');
  const room = rooms.find(rooms.personalId(person.id));
  if (room === null) return notInRoster();
  const refused = closed(room);
  if (refused !== null) return refused;
  if (activity === undefined || activity === null) return c.json({ id: room.id }, 201);
  const sent = desk.accept(room, activity);
  return 'refused' in sent
    ? sent.refused
    : c.json({ id: room.id, activityId: rooms.post(room, sent.activity, 'bot') }, 201);
}

function activityRoutes(app: Hono, rooms: Rooms, desk: Desk): void {
  const gone = () => connectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation');
  const post = (c: Context) =>
    desk.within(c, async (room) => {
      const sent = desk.accept(room, await json(c));
      if ('refused' in sent) return sent.refused;
      // "is typing" and the like are shown for a moment and kept nowhere.
      if (sent.activity.type !== 'message') return c.json({ id: rooms.newId() }, 201);
      const replyTo = c.req.param('activity');
      const activity = replyTo === undefined ? sent.activity : { ...sent.activity, replyToId: replyTo };
      return c.json({ id: rooms.post(room, activity, 'bot') }, 201);
    });
  app.post('/:id/activities', post);
  app.post('/:id/activities/:activity', post);
  app.put('/:id/activities/:activity', (c) =>
    desk.within(c, async (room) => {
      const sent = desk.accept(room, await json(c));
      if ('refused' in sent) return sent.refused;
      const id = c.req.param('activity');
      return rooms.update(room, id, sent.activity) ? c.json({ id }) : gone();
    }),
  );
  app.delete('/:id/activities/:activity', (c) =>
    desk.within(c, (room) => {
      const refused = desk.tooMany(room);
      if (refused !== null) return refused;
      return rooms.remove(room, c.req.param('activity')) ? c.body(null, 200) : gone();
    }),
  );
}
