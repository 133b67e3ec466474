import { z } from 'zod';
import { teamsId } from '../connector/rooms.ts';
import type { ChatActivity } from '../twin.ts';

const cardAnswer = z.looseObject({
  statusCode: z.literal(200),
  type: z.literal('application/vnd.microsoft.card.adaptive'),
  value: z.looseObject({}),
});
const refreshing = z.looseObject({
  content: z.looseObject({
    refresh: z.looseObject({
      action: z.looseObject({ verb: z.string().optional(), data: z.record(z.string(), z.unknown()).optional() }),
      userIds: z.array(z.string()).optional(),
    }),
  }),
});

/** The card in an invoke's answer that takes the place of the one pressed; null when there is none. */
export function returnedCard(answer: { readonly status: number; readonly body: unknown }): object | null {
  const card = cardAnswer.safeParse(answer.body);
  return answer.status === 200 && card.success ? card.data.value : null;
}

/** What a client refreshes by itself for a person: the messages whose card lists the person. */
export function refreshes(
  person: string,
  shown: readonly ChatActivity[],
): readonly { readonly id: string; readonly verb: string; readonly data: Record<string, unknown> }[] {
  return shown.flatMap(({ id, activity, from }) => {
    const [attachment] = from === 'bot' && Array.isArray(activity.attachments) ? activity.attachments : [];
    const read = refreshing.safeParse(attachment);
    if (!read.success) return [];
    const { action, userIds = [] } = read.data.content.refresh;
    const { verb = '', data = {} } = action;
    return [teamsId(person), `8:orgid:${person}`].some((mri) => userIds.includes(mri)) ? [{ id, verb, data }] : [];
  });
}

const readable = z.object({ text: z.string().nullish(), summary: z.string().nullish() });

/** What a quotation shows of a message: its text, of a card the word for it. */
export function previewOf(activity: unknown): string {
  const { data } = readable.safeParse(activity);
  return data?.text || data?.summary || 'Card';
}

/** A body as JSON where it is JSON, else as text; null when empty. */
export function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
