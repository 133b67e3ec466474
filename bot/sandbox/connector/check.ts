import { z } from 'zod';
import { connectorError } from '../faults.ts';
import type { Json } from './rooms.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';
const known = /^(application\/vnd\.microsoft\.(card\.|teams\.card\.)|image\/|text\/html$)/;
const largestCard = 28 * 1024;
/** About 100 KB in UTF-16 ("Format your bot messages"). */
const largestMessage = 100 * 1024;

const outgoing = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown() })).nullish(),
});

/** Reads what a bot posts: an activity, or Teams' refusal of it. */
export function checked(body: unknown): { readonly activity: Json } | { readonly refused: Response } {
  const read = outgoing.safeParse(body);
  if (!read.success) return { refused: connectorError(400, 'BadSyntax', 'Bad format of activity') };
  if (JSON.stringify(body).length * 2 > largestMessage) return { refused: tooBig() };
  const attachments = read.data.attachments ?? [];
  for (const { contentType, content } of attachments) {
    if (!known.test(contentType))
      return { refused: connectorError(400, 'BadArgument', `Unknown attachment type ${contentType}`) };
    if (contentType !== cardType) continue;
    const card = z.looseObject({ type: z.literal('AdaptiveCard') }).safeParse(content);
    if (!card.success) return { refused: connectorError(400, 'BadSyntax', 'Failed to parse the Adaptive Card') };
    if (Buffer.byteLength(JSON.stringify(content)) > largestCard) return { refused: tooBig() };
  }
  const empty = read.data.type === 'message' && attachments.length === 0 && (read.data.text ?? '') === '';
  if (empty)
    return { refused: connectorError(400, 'BadSyntax', 'Activity must include non empty text or attachments') };
  return { activity: read.data };
}

function tooBig(): Response {
  return connectorError(413, 'MessageSizeTooBig', 'Message size too large');
}
