import { z } from 'zod';
import type { Deps } from './deps.ts';
import type { Answer } from './turn.ts';

/** How an answer is kept as text; null: what is delivered again is done again. */
interface Form<T> {
  write(answer: T): string | null;
  read(text: string): T;
}

/**
 * Runs `act` at the first delivery with this key, in all processes on the store; whatever is delivered again gets the
 * same answer. What `act` throws ends the delivery without an answer. Throws `Fault` before `act` runs.
 */
export async function once<T>(
  { deliveries }: Pick<Deps, 'deliveries'>,
  key: string,
  form: Form<T>,
  act: () => Promise<T>,
): Promise<T> {
  const claim = await deliveries.claim(key);
  if ('answered' in claim) return form.read(claim.answered);
  let kept: string | null = null;
  try {
    const answer = await act();
    kept = form.write(answer);
    return answer;
  } finally {
    await claim.end(kept);
  }
}

const message = z.object({
  text: z.string().nullable(),
  card: z.record(z.string(), z.unknown()).nullable(),
  summary: z.string(),
});
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('sentence'), text: z.string() }),
  z.object({ kind: z.literal('card'), message }),
]);

/** Answers to a turn. Choices are looked up each time. */
export const answerForm: Form<Answer> = {
  write: (given) => (given.kind === 'choices' ? null : JSON.stringify({ v: 1, ...given })),
  read: (text) => answer.parse(JSON.parse(text)),
};
