import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Understood } from '../language/intent.ts';
import { hints } from '../language/intent.ts';
import type { Context } from './command.ts';

/**
 * A question that a person has been asked: the sentence it came from, and what is missing. An answer patches the
 * sentence and runs it again, so that nothing needs a second way in.
 */
export interface Question {
  readonly said: Understood;
  readonly ask:
    | { readonly field: 'right' }
    | { readonly field: 'people' | 'groups'; readonly index: number; readonly candidates: readonly string[] }
    | { readonly field: 'form' }
    | {
        readonly field: 'same';
        readonly rights: readonly { readonly right: 'sendAs' | 'sendOnBehalf'; readonly group: string }[];
      };
}

const rights = z.enum(['sendAs', 'sendOnBehalf']);
const draft = z.object({
  right: rights.nullable(),
  people: z.array(z.string()),
  groups: z.array(z.string()),
  duration: z.string().nullable(),
  until: z.string().nullable(),
  reason: z.string().nullable(),
});
const question = z.object({
  said: draft.extend({
    intent: z.string(),
    id: z.string().nullable(),
    hint: z.enum(hints).nullable(),
    draft: draft.nullable(),
  }),
  ask: z.union([
    z.object({ field: z.literal('right') }),
    z.object({ field: z.enum(['people', 'groups']), index: z.number(), candidates: z.array(z.string()) }),
    z.object({ field: z.literal('form') }),
    z.object({ field: z.literal('same'), rights: z.array(z.object({ right: rights, group: z.string() })) }),
  ]),
});

/** Keeps the question and gives its key, which the card carries. */
export async function askBack({ deps, speaker }: Context, asked: Question): Promise<string> {
  const key = randomUUID();
  await deps.chats.saveQuestion(speaker.id, key, asked);
  return key;
}

/** The speaker's open question; null when there is none, or `key` names another one. */
export async function openQuestion({ deps, speaker }: Context, key: string | null): Promise<Question | null> {
  const stored = await deps.chats.question(speaker.id);
  if (stored === null || (key !== null && key !== stored.key)) return null;
  const read = question.safeParse(stored.value);
  return read.success ? (read.data as Question) : null;
}
