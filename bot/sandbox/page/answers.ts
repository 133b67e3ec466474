import { z } from 'zod';
import type { Found, Pressed } from './protocol.ts';

const adaptive = 'application/vnd.microsoft.card.adaptive';
const record = z.record(z.string(), z.unknown());

/** What a bot answers to a pressed button (Universal Actions for Adaptive Cards: response format). */
const invokeAnswer = z.union([
  z
    .object({ statusCode: z.literal(200), type: z.literal(adaptive), value: record })
    .transform(() => ({ result: 'card' as const })),
  z
    .object({
      statusCode: z.literal(200),
      type: z.literal('application/vnd.microsoft.activity.message'),
      value: z.string(),
    })
    .transform(({ value }) => ({ result: 'message' as const, text: value })),
  z
    .object({ statusCode: z.number(), type: z.string(), value: z.object({ message: z.string() }) })
    .transform(({ value }) => ({ result: 'error' as const, text: value.message })),
]);

const results = z.object({
  value: z.object({ results: z.array(z.object({ title: z.string(), value: z.string() })) }),
});

/** Reads an invoke's answer; what no Teams client could show becomes an error with Teams' own kind of sentence. */
export function readAnswer({ status, body }: { status: number; body: unknown }): Pressed {
  const answer = invokeAnswer.safeParse(body);
  if (status === 200 && answer.success) return answer.data;
  return { result: 'error', text: `Something went wrong. Please try again. (HTTP ${status})` };
}

/** Reads the answer to a typeahead search; null when the bot did not answer it properly. */
export function readResults({ status, body }: { status: number; body: unknown }): Found[] | null {
  const answer = results.safeParse(body);
  if (status !== 200 || !answer.success) return null;
  return answer.data.value.results.map(({ title, value }) => ({ title, value, detail: null }));
}
