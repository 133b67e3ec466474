import type { Hono } from 'hono';
import { connectorError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { TwinPerson } from '../twin.ts';
import type { Desk } from './desk.ts';
import { personOf, type Room, teamsId } from './rooms.ts';

/** Who is in a conversation: all at once, in pages (the twin needs one), and one by Teams id or object id. */
export function memberRoutes(app: Hono, office: Office, desk: Desk): void {
  const members = (room: Room) =>
    [...room.people].flatMap((id) => office.world.people.get(id) ?? []).map((person) => member(office, person));
  app.get('/:id/members', (c) => desk.within(c, (room) => c.json(members(room))));
  app.get('/:id/pagedmembers', (c) => desk.within(c, (room) => c.json({ members: members(room) })));
  app.get('/:id/members/:member', (c) =>
    desk.within(c, (room) => {
      const person = personOf(office, c.req.param('member'));
      if (person === null || !room.people.has(person.id))
        return connectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation');
      return c.json(member(office, person));
    }),
  );
}

function member(office: Office, person: TwinPerson): object {
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
