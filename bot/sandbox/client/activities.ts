import { type Json, type Room, teamsId } from '../connector/rooms.ts';
import type { TwinPerson } from '../twin.ts';
import { type Mentioned, type Wording, worded } from './wording.ts';

/** What stays the same from one activity to the next. */
export interface Setting {
  readonly botId: string;
  readonly botName: string;
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly now: () => number;
}

export interface Sender {
  readonly person: TwinPerson;
  readonly locale: string;
  readonly timeZone: string;
}

/** The envelope that Teams puts around everything that a person sends ("Bot Framework activity schema"). */
export function envelope(setting: Setting, room: Room, { person, locale, timeZone }: Sender, id: string): Json {
  const now = new Date(setting.now());
  return {
    id,
    timestamp: now.toISOString(),
    localTimestamp: localTime(now, timeZone),
    localTimezone: timeZone,
    serviceUrl: setting.serviceUrl,
    channelId: 'msteams',
    from: { id: teamsId(person.id), name: person.displayName, aadObjectId: person.id },
    conversation: conversation(setting, room),
    recipient: bot(setting),
    channelData: channelData(setting, room),
    locale,
    entities: [
      { type: 'clientInfo', locale, country: locale.split('-')[1] ?? 'US', platform: 'Web', timezone: timeZone },
    ],
  };
}

export function message(base: Json, wording: Wording, mentioned: readonly Mentioned[]): Json {
  const { entities: quotations, ...words } = worded(wording, mentioned);
  const mentions = mentioned.map(({ id, name }) => ({
    type: 'mention',
    mentioned: { id, name },
    text: `<at>${name}</at>`,
  }));
  return {
    ...base,
    type: 'message',
    ...words,
    entities: [...(base.entities as readonly object[]), ...(quotations as readonly object[]), ...mentions],
  };
}

/** The same message again after its sender has changed it ("Messages in bot conversations", edit message activity). */
export function edited(activity: Json): Json {
  return {
    ...activity,
    type: 'messageUpdate',
    channelData: { ...(activity.channelData as Json), eventType: 'editMessage' },
  };
}

export function invoke(base: Json, name: string, value: object, replyToId: string | null): Json {
  const reply = replyToId === null ? {} : { replyToId };
  return { ...base, type: 'invoke', name, value, ...reply };
}

/** The bot was added to, or removed from, a chat: the activities that Teams sends about it. */
export function roster(
  setting: Setting,
  room: Room,
  by: Sender,
  newId: () => string,
  action: 'add' | 'remove',
): readonly Json[] {
  const base = () => ({ ...envelope(setting, room, by, newId()), entities: undefined });
  const installed = { ...base(), type: 'installationUpdate', action };
  if (action === 'remove') return [installed];
  return [{ ...base(), type: 'conversationUpdate', membersAdded: [bot(setting)] }, installed];
}

export function bot(setting: Setting): { readonly id: string; readonly name: string } {
  return { id: `28:${setting.botId}`, name: setting.botName };
}

function conversation(setting: Setting, room: Room): object {
  const group = room.type === 'personal' ? {} : { isGroup: true };
  return { ...group, conversationType: room.type, tenantId: setting.tenant, id: room.id };
}

function channelData(setting: Setting, room: Room): object {
  const tenant = { tenant: { id: setting.tenant } };
  if (room.type !== 'channel') return tenant;
  const thread = room.id.split(';')[0] ?? room.id;
  return { ...tenant, teamsChannelId: thread, teamsTeamId: thread, channel: { id: thread }, team: { id: thread } };
}

/** ISO 8601 with the zone's own offset. */
function localTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  const offset = name === '' ? '+00:00' : name;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const shift = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return new Date(at.getTime() + shift).toISOString().replace('Z', offset);
}

/** The text as Teams sends it: mentions in `<at>` marks, the bot's in front. */
export function marked(text: string, botName: string | null, people: readonly { readonly name: string }[]): string {
  const withPeople = people.reduce(
    (all, { name }) => (all.includes(`<at>${name}</at>`) ? all : all.replace(name, () => `<at>${name}</at>`)),
    text,
  );
  return botName === null || text.includes(`<at>${botName}</at>`) ? withPeople : `<at>${botName}</at> ${withPeople}`;
}
