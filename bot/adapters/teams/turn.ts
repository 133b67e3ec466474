import { z } from 'zod';
import type { Place, Speaker, Turn } from '../../app/turn.ts';
import { parseUserId, type UserId } from '../../domain/ids.ts';
import type { Incoming } from './activity.ts';
import { readLocale, readName, readText, readZone } from './text.ts';

type Head = Pick<Turn, 'correlation' | 'speaker' | 'place' | 'key'>;

/** What every turn has; null when the activity does not say which person it comes from. */
function head(activity: Incoming, correlation: string): Head | null {
  const id = parseUserId(activity.from.aadObjectId);
  if (!id) return null;
  const speaker: Speaker = {
    id,
    name: readName(activity.from.name),
    locale: readLocale(activity.locale),
    zone: readZone(activity),
  };
  const { serviceUrl, conversation } = activity;
  const place: Place = { serviceUrl, conversation: conversation.id, type: placeType(conversation) };
  return { correlation, speaker, place, key: `${conversation.id}|${activity.id ?? correlation}` };
}

/** Details are told in 1:1 chats only, so whatever is not surely one counts as a group. */
function placeType({ id, conversationType, isGroup }: Incoming['conversation']): Place['type'] {
  if (conversationType === 'channel') return 'channel';
  if (conversationType === 'personal') return 'personal';
  return conversationType === undefined && !isGroup && !id.startsWith('19:') ? 'personal' : 'group';
}

const verb = z.string().min(1).max(100);
const record = z.record(z.string(), z.unknown());
const submitSchema = z.looseObject({ verb });

/** A message → what was typed, or the button pressed when the card fell back to `Action.Submit`. */
export function messageTurn(activity: Incoming, correlation: string): Turn | null {
  const base = head(activity, correlation);
  const submitted = submitSchema.safeParse(activity.value);
  if (!base) return null;
  if (!submitted.success) return { ...base, kind: 'message', ...readText(activity) };
  const { verb: pressed, ...data } = submitted.data;
  return {
    ...base,
    kind: 'action',
    verb: pressed,
    data,
    automatic: false,
    via: 'submit',
    card: activity.replyToId ?? null,
  };
}

/** A message that its sender has changed; null for any other update of one. */
export function editedTurn(activity: Incoming, correlation: string): Turn | null {
  const base = activity.channelData?.eventType === 'editMessage' ? head(activity, correlation) : null;
  return base && { ...base, kind: 'message', ...readText(activity), edited: true };
}

const actionSchema = z.object({
  action: z.object({ verb, data: record.nullish() }),
  trigger: z.string().nullish(),
});
const searchSchema = z.object({
  queryText: z.string().max(1000).nullish(),
  queryOptions: z.object({ skip: z.number().nullish(), top: z.number().nullish() }).nullish(),
  dataset: z.string().max(200).nullish(),
});

/** Teams shows so many choices at most. */
export const mostChoices = 15;
const count = (value: number | null | undefined, most: number, otherwise: number) =>
  Number.isInteger(value) ? Math.min(Math.max(value ?? 0, 0), most) : otherwise;

/**
 * An invoke → a pressed `Action.Execute` (known by its verb and data: iOS leaves its id out) or a typeahead's search;
 * null for any other kind, or one whose value is not of the published shape.
 * Sources: "Universal Actions for Adaptive Cards", "Typeahead search in Adaptive Cards" (Microsoft Teams).
 */
export function invokeTurn(activity: Incoming, correlation: string): Turn | null {
  const base = head(activity, correlation);
  if (!base) return null;
  if (activity.name === 'adaptiveCard/action') {
    const { data } = actionSchema.safeParse(activity.value);
    return data
      ? {
          ...base,
          kind: 'action',
          verb: data.action.verb,
          data: data.action.data ?? {},
          automatic: data.trigger === 'automatic',
          via: 'invoke',
          card: activity.replyToId ?? null,
        }
      : null;
  }
  if (activity.name !== 'application/search') return null;
  const { data } = searchSchema.safeParse(activity.value);
  return data
    ? {
        ...base,
        kind: 'search',
        dataset: data.dataset ?? '',
        query: (data.queryText ?? '').trim(),
        skip: count(data.queryOptions?.skip, 10_000, 0),
        top: count(data.queryOptions?.top, mostChoices, mostChoices),
      }
    : null;
}

/** The bot has come to a chat; null when it is not known through whom. */
export function metTurn(activity: Incoming, correlation: string): Turn | null {
  const base = head(activity, correlation);
  return base && { ...base, kind: 'met' };
}

/** Whose 1:1 chat with the bot has ended; null for other places: a person's own chat outlives a group. */
export function leftPerson(activity: Incoming): UserId | null {
  return placeType(activity.conversation) === 'personal' ? parseUserId(activity.from.aadObjectId) : null;
}

/** Is the bot itself among them? */
export const hasBot = (activity: Incoming, members: Incoming['membersAdded']): boolean =>
  (members ?? []).some((member) => member.id === activity.recipient.id);
