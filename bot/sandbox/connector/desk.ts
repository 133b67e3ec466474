import type { Context } from 'hono';
import { connectorError } from '../faults.ts';
import type { Office } from '../office.ts';
import { checked } from './check.ts';
import { Limits } from './limits.ts';
import type { Json, Room, Rooms } from './rooms.ts';

export type Accepted = { readonly activity: Json } | { readonly refused: Response };

/** Where every call of a bot passes: is the conversation open to it, is it too much, is the message well made. */
export class Desk {
  readonly #limits: Limits;
  readonly #rooms: Rooms;

  constructor(office: Office, rooms: Rooms) {
    this.#limits = new Limits(office.now);
    this.#rooms = rooms;
  }

  /** Does something in the conversation of the path; or answers why not. */
  async within(c: Context, act: (room: Room) => Promise<Response> | Response): Promise<Response> {
    const room = this.#rooms.find(c.req.param('id') ?? '');
    if (room === null) return connectorError(404, 'ConversationNotFound', 'Conversation not found');
    return closed(room) ?? act(room);
  }

  /** Reads an activity that the bot sends into the room, and counts it. */
  accept(room: Room, body: unknown): Accepted {
    const refused = this.tooMany(room);
    return refused === null ? checked(body) : { refused };
  }

  tooMany(room: Room): Response | null {
    const seconds = this.#limits.wait(room.id);
    if (seconds === 0) return null;
    return connectorError(429, 'TooManyRequests', 'Too many requests', { 'Retry-After': String(seconds) });
  }
}

/** Why the bot may not speak in the room; null when it may. */
export function closed(room: Room): Response | null {
  if (room.blocked)
    return connectorError(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot');
  return room.botIn ? null : notInRoster();
}

export function notInRoster(): Response {
  return connectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}
