import { z } from 'zod';
import { type Audience, type News, recurringKinds, type Task } from '../work.ts';
import { readJson, type Upcast } from './reader.ts';
import { requestId, userId } from './values.ts';

/** Tasks as they are stored: `{"v":1,"kind":…}`. */

const audience = z.enum(['asker', 'approver']) satisfies z.ZodType<Audience>;
const news = z.enum([
  ...([
    'applied',
    'failed',
    'denied',
    'cancelled',
    'lapsed',
    'waiting',
    'ended',
    'refused',
    'mistook',
    'stray',
  ] as const),
]) satisfies z.ZodType<News>;

const task = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('advance'), request: requestId }),
  z.strictObject({
    ...{ kind: z.literal('card'), batch: requestId, person: userId, audience },
    onlyEdits: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('tell'), request: requestId, person: userId, news }),
  z.strictObject({ kind: z.literal('forget'), batch: requestId }),
  z.strictObject({ kind: z.enum(recurringKinds) }),
]) satisfies z.ZodType<Task>;

const upcasts: readonly Upcast[] = [];

export const writeTask = (of: Task): string => JSON.stringify({ v: upcasts.length + 1, ...of });

/** A stored task of any release; `id` names it for the operator. Throws `UnreadableError`. */
export const readTask = (id: string, json: string): Task => readJson(`Work ${id}`, json, { schema: task, upcasts });
