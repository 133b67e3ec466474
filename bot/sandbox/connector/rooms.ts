import { createHash } from 'node:crypto';
import type { Mutable, Office } from '../office.ts';
import type { Chat, ChatActivity, TwinPerson } from '../twin.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Room {
  /** As the bot is told it: `a:…` for 1:1, `19:…@thread.v2` for a group, `19:…@thread.tacv2;messageid=…` for a channel's thread. */
  readonly id: string;
  readonly type: Chat['type'];
  readonly people: Set<string>;
  readonly activities: Mutable<ChatActivity>[];
  /** Cards that only one person sees, because that person's own action brought them: by person, then activity. */
  readonly views: Map<string, Map<string, Json>>;
  /** The bot is in the roster. */
  botIn: boolean;
  /** The person of a 1:1 chat has blocked the bot. */
  blocked: boolean;
}

/** Every conversation that Teams keeps between people and the bot. */
export class Rooms {
  readonly #office: Office;
  readonly #botId: string;
  readonly #rooms = new Map<string, Room>();
  #last = 0;

  constructor(office: Office, botId: string) {
    this.#office = office;
    this.#botId = botId;
  }

  all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  /** By any form of the id: with or without a thread's message, or the chat id that Graph gives. */
  find(id: string): Room | null {
    const graph = /^19:([0-9a-f-]{36})_([0-9a-f-]{36})@unq\.gbl\.spaces$/i.exec(id);
    if (graph?.[1] !== undefined && graph[2] === this.#botId) return this.#rooms.get(this.personalId(graph[1])) ?? null;
    return this.#rooms.get(threadOf(id)) ?? null;
  }

  /** The 1:1 chat of a person with the bot, made when missing; the bot is not in it before it is installed. */
  personal(person: string): Room {
    return this.find(this.personalId(person)) ?? this.#make(this.personalId(person), 'personal', [person], false);
  }

  gather(people: readonly string[], type: 'groupChat' | 'channel'): Room {
    const seed = hash(`${type}:${this.#rooms.size}:${people.join()}`);
    const id = type === 'channel' ? `19:${seed}@thread.tacv2;messageid=${this.newId()}` : `19:${seed}@thread.v2`;
    return this.#make(id, type, people, true);
  }

  personalId(person: string): string {
    return `a:1${hash(`${person}:${this.#botId}`)}`;
  }

  /** The 1:1 chat's id as Graph has it. */
  graphId(person: string): string {
    return `19:${person}_${this.#botId}@unq.gbl.spaces`;
  }

  /** Ids grow as Teams' do: milliseconds of the epoch. */
  newId(): string {
    this.#last = Math.max(this.#last + 1, this.#office.now());
    return String(this.#last);
  }

  post(room: Room, activity: Json, from: ChatActivity['from'], id = this.newId()): string {
    if (room.activities.every((each) => each.id !== id))
      room.activities.push({ id, activity: { ...activity, id }, from, at: this.#time(), updated: false });
    this.#office.changed();
    return id;
  }

  /** Changes a message for everybody; what single people saw in its place is gone. False: no such message. */
  update(room: Room, id: string, activity: Json): boolean {
    const found = room.activities.find((each) => each.id === id && each.from === 'bot');
    if (found === undefined) return false;
    Object.assign(found, { activity: { ...activity, id }, updated: true });
    for (const view of room.views.values()) view.delete(id);
    this.#office.changed();
    return true;
  }

  /** A person changes an own message. */
  edit(room: Room, id: string, person: string, activity: Json): void {
    const found = room.activities.find((each) => each.id === id && each.from === person);
    if (found !== undefined) Object.assign(found, { activity: { ...activity, id }, updated: true });
    this.#office.changed();
  }

  remove(room: Room, id: string): boolean {
    const at = room.activities.findIndex((each) => each.id === id && each.from === 'bot');
    if (at < 0) return false;
    room.activities.splice(at, 1);
    this.#office.changed();
    return true;
  }

  /** Puts a card in place of a message's, for one person. */
  show(room: Room, person: string, id: string, card: unknown): void {
    const shown = room.activities.find((each) => each.id === id)?.activity;
    if (shown === undefined) return;
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
    const view = room.views.get(person) ?? new Map<string, Json>();
    room.views.set(person, view.set(id, { ...shown, attachments }));
    this.#office.changed();
  }

  view(room: Room, person: string): readonly ChatActivity[] {
    const own = room.views.get(person);
    return room.activities.map((each) => ({ ...each, activity: own?.get(each.id) ?? each.activity }));
  }

  #make(id: string, type: Chat['type'], people: readonly string[], botIn: boolean): Room {
    const room = { id, type, people: new Set(people), activities: [], views: new Map(), botIn, blocked: false };
    this.#rooms.set(threadOf(id), room);
    return room;
  }

  #time(): string {
    return new Date(this.#office.now()).toISOString();
  }
}

/** A person's id in Teams, which differs from the directory's. */
export function teamsId(person: string): string {
  return `29:1${hash(`teams:${person}`)}`;
}

/** The person that a Teams id or an object id names. */
export function personOf(office: Office, id: string): TwinPerson | null {
  const known = office.world.people.get(id.toLowerCase());
  return known ?? [...office.world.people.values()].find((person) => teamsId(person.id) === id) ?? null;
}

function threadOf(id: string): string {
  return id.split(';')[0] ?? id;
}

function hash(seed: string): string {
  return createHash('sha256').update(seed).digest('base64url');
}
