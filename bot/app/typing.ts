import type { Context } from './command.ts';
import type { Turn } from './turn.ts';

/** An answer that takes longer than this is announced (ms). */
const patienceMs = 1000;
/** Teams shows "is typing" for a few seconds: until the answer is there, it is said again (ms). */
const againMs = 3000;

/**
 * Shows the person that Behalf is typing while an answer takes longer than a second; nothing once it is there. Best effort:
 * what becomes of it changes nothing about the answer.
 */
export async function whileTyping<T>(
  { deps, turn }: Pick<Context, 'deps' | 'turn'>,
  answer: () => Promise<T>,
): Promise<T> {
  if (!isShown(turn)) return answer();
  const type = () => {
    timer = setTimeout(type, againMs);
    deps.messenger.typing(turn.place).catch((error: unknown) => {
      deps.log.warn('typing-not-shown', { correlation: turn.correlation, error });
    });
  };
  let timer = setTimeout(type, patienceMs);
  try {
    return await answer();
  } finally {
    clearTimeout(timer);
  }
}

/** Teams shows it in chats, not in channels; whoever presses a button sees that it works. */
const isShown = (turn: Turn) =>
  turn.place.type !== 'channel' && (turn.kind === 'message' || (turn.kind === 'action' && turn.via === 'submit'));
