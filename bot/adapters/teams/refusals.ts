import type { Log } from '../../ports/log.ts';
import { outsideStories } from '../../ports/story.ts';
import type { Refusal } from './authenticate.ts';

/** How long (ms) a reason that was logged is only counted. */
const interval = 60_000;

/** Notes one refusal for the log. */
export type NoteRefusal = (refusal: Refusal) => void;

/**
 * Refusals in the log: the first of a reason at once, then at most one line a minute with how many there were since, so
 * that a wrong clock is seen and a stranger cannot fill the log. Codes only: nothing that was sent.
 */
export function createRefusals(log: Log): NoteRefusal {
  const counting = new Map<string, { count: number; last: Refusal }>();

  const write = ({ refused: status, why, claim, skewSeconds }: Refusal, count: number) =>
    log.warn('teams.refused', {
      ...{ status, code: why, count },
      ...(claim !== undefined && { claim }),
      ...(skewSeconds !== undefined && { skewSeconds }),
    });

  function writeRest(reason: string): void {
    const since = counting.get(reason);
    counting.delete(reason);
    if (since === undefined || since.count === 0) return;
    write(since.last, since.count);
    begin(reason, since.last);
  }

  /** From here on that reason is counted. What is written later belongs to no message of its own. */
  function begin(reason: string, last: Refusal): void {
    counting.set(reason, { count: 0, last });
    outsideStories(() => setTimeout(writeRest, interval, reason).unref());
  }

  return (refusal) => {
    const reason = `${refusal.why} ${refusal.claim ?? ''}`;
    const since = counting.get(reason);
    if (since !== undefined) {
      counting.set(reason, { count: since.count + 1, last: refusal });
      return;
    }
    write(refusal, 1);
    begin(reason, refusal);
  };
}
