import type { Json, Room, Rooms } from '../connector/rooms.ts';
import { teamsId } from '../connector/rooms.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import type { Chat, ChatActivity, TeamsClient } from '../twin.ts';
import { bot, edited, envelope, invoke, marked, message, roster, type Sender, type Setting } from './activities.ts';
import { parsed, previewOf, refreshes, returnedCard } from './answers.ts';
import { channelToken } from './channel-token.ts';
import { post } from './post.ts';

type Options = { readonly locale?: string | undefined; readonly timeZone?: string | undefined };

/** The people's Teams clients. Everything that they send goes to the bot over HTTP with a channel token. */
export class Client implements TeamsClient {
  readonly #office: Office;
  readonly #keys: Pki;
  readonly #rooms: Rooms;
  readonly #settingNow: () => Setting;
  #bot: string | null = null;

  constructor(office: Office, keys: Pki, rooms: Rooms, setting: () => Setting) {
    this.#office = office;
    this.#keys = keys;
    this.#rooms = rooms;
    this.#settingNow = setting;
  }

  get #setting(): Setting {
    return this.#settingNow();
  }

  setBot(url: string): void {
    this.#bot = url;
  }

  chats(): readonly Chat[] {
    return this.#rooms.all().map((room) => ({
      conversation: room.id,
      type: room.type,
      people: [...room.people],
      activities: room.activities,
    }));
  }

  view(person: string, conversation: string): readonly ChatActivity[] {
    return this.#rooms.view(this.#room(conversation), person);
  }

  async personalChat(person: string): Promise<string> {
    const room = this.#rooms.personal(person);
    await this.install(person);
    return room.id;
  }

  /** Installs the app for a person and tells the bot so. False: it was installed already. */
  async install(person: string): Promise<boolean> {
    const room = this.#rooms.personal(person);
    if (room.botIn) return false;
    room.botIn = true;
    this.#office.changed();
    await this.#roster(room, person, 'add');
    return true;
  }

  async uninstall(person: string): Promise<void> {
    const room = this.#rooms.personal(person);
    if (!room.botIn) return;
    room.botIn = false;
    this.#office.changed();
    await this.#roster(room, person, 'remove');
  }

  block(person: string, blocked = true): void {
    this.#rooms.personal(person).blocked = blocked;
    this.#office.changed();
  }

  async gather(people: readonly string[], type: 'groupChat' | 'channel' = 'groupChat'): Promise<string> {
    const room = this.#rooms.gather(people, type);
    const [first] = people;
    if (first !== undefined) await this.#roster(room, first, 'add');
    return room.id;
  }

  async say(person: string, text: string, options: Parameters<TeamsClient['say']>[2] = {}): Promise<number> {
    const room = this.#room(options.conversation ?? (await this.personalChat(person)));
    const id = options.activityId ?? this.#rooms.newId();
    const { mentionedAs = (name: string) => [name] } = options;
    const people = (options.mentions ?? []).flatMap((each) =>
      mentionedAs(this.#person(each).displayName).map((name) => ({ id: teamsId(each), name })),
    );
    // In a group or channel, Teams brings a bot only what mentions it.
    const mentionBot = options.mentionBot ?? room.type !== 'personal';
    const mentioned = mentionBot ? [bot(this.#setting), ...people] : people;
    const base = envelope(this.#setting, room, this.#sender(person, options), id);
    const words = marked(text, mentionBot ? bot(this.#setting).name : null, people);
    const wording = { text: words, pasted: options.pasted, ...this.#originals(room, options) };
    const activity = message(base, wording, mentioned);
    this.#rooms.post(room, activity, person, id);
    return (await this.#send(activity)).status;
  }

  async edit(person: string, conversation: string, id: string, text: string, options: Options = {}): Promise<number> {
    const room = this.#room(conversation);
    const base = envelope(this.#setting, room, this.#sender(person, options), id);
    const activity = edited(message(base, { text }, []));
    this.#rooms.edit(room, id, person, { ...activity, type: 'message' });
    return (await this.#send(activity)).status;
  }

  /** The message that one is forwarded or replied with. */
  #originals(room: Room, { forward, quote }: NonNullable<Parameters<TeamsClient['say']>[2]>) {
    const shown = quote === undefined ? undefined : room.activities.find(({ id }) => id === quote);
    const by = (id: string) =>
      id === 'bot' ? bot(this.#setting) : { id: teamsId(id), name: this.#person(id).displayName };
    return {
      forwarded: forward && { id: this.#rooms.newId(), from: by(forward.from), text: forward.text },
      quoted: shown && { id: shown.id, from: by(shown.from), text: previewOf(shown.activity) },
    };
  }

  async press(
    person: string,
    conversation: string,
    activityId: string,
    action: Parameters<TeamsClient['press']>[3],
    options: Options & { readonly turnId?: string } = {},
  ): Promise<{ status: number; body: unknown }> {
    const room = this.#room(conversation);
    const base = envelope(this.#setting, room, this.#sender(person, options), options.turnId ?? this.#rooms.newId());
    const { verb, data, trigger = 'manual' } = action;
    const value = { action: { type: 'Action.Execute', id: '', title: '', verb, data }, trigger };
    const answer = await this.#invoke(invoke(base, 'adaptiveCard/action', value, activityId));
    const card = returnedCard(answer);
    if (card !== null) this.#rooms.show(room, person, activityId, card);
    return answer;
  }

  async submit(
    person: string,
    conversation: string,
    value: Record<string, unknown>,
    options: Options = {},
  ): Promise<number> {
    const room = this.#room(conversation);
    const base = envelope(this.#setting, room, this.#sender(person, options), this.#rooms.newId());
    const card = room.activities.findLast(
      ({ from, activity }) => from === 'bot' && Array.isArray(activity.attachments),
    );
    const reply = card === undefined ? {} : { replyToId: card.id };
    return (await this.#send({ ...base, type: 'message', value, ...reply })).status;
  }

  search(
    person: string,
    conversation: string,
    dataset: string,
    queryText: string,
    options: Options = {},
  ): Promise<{ status: number; body: unknown }> {
    const base = envelope(this.#setting, this.#room(conversation), this.#sender(person, options), this.#rooms.newId());
    const value = { queryText, queryOptions: { skip: 0, top: 15 }, dataset };
    return this.#invoke(invoke(base, 'application/search', value, null));
  }

  async open(person: string, conversation: string, options: Options = {}): Promise<number> {
    const wanted = refreshes(person, this.view(person, conversation));
    for (const { id, verb, data } of wanted)
      await this.press(person, conversation, id, { verb, data, trigger: 'automatic' }, options);
    return wanted.length;
  }

  raw(body: string | Buffer, headers: Record<string, string>): Promise<{ status: number; text: string }> {
    return post(this.#bot, body, headers);
  }

  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string> {
    const { botId, serviceUrl, now } = this.#setting;
    return channelToken(this.#keys, { botId, serviceUrl, now: now() }, claims, header);
  }

  async #roster(room: Room, person: string, action: 'add' | 'remove'): Promise<void> {
    if (this.#bot === null) return;
    const by = this.#sender(person, {});
    for (const activity of roster(this.#setting, room, by, () => this.#rooms.newId(), action))
      await this.#send(activity);
  }

  async #send(activity: Json): Promise<{ status: number; text: string }> {
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      Authorization: `Bearer ${await this.token()}`,
    };
    return post(this.#bot, JSON.stringify(activity), headers);
  }

  async #invoke(activity: Json): Promise<{ status: number; body: unknown }> {
    const { status, text } = await this.#send(activity);
    return { status, body: parsed(text) };
  }

  #sender(person: string, { locale, timeZone = 'Europe/Amsterdam' }: Options): Sender {
    const found = this.#person(person);
    return { person: found, locale: locale ?? found.preferredLanguage ?? 'en-US', timeZone };
  }

  #person(id: string) {
    const person = this.#office.world.people.get(id);
    if (person === undefined) throw new Error(`Nobody in the twin's company has the id ${id}.`);
    return person;
  }

  #room(conversation: string): Room {
    const room = this.#rooms.find(conversation);
    if (room === null) throw new Error(`The twin has no conversation ${conversation}.`);
    return room;
  }
}
