import { LRUCache } from 'lru-cache';
import type { Notice } from '../present/notice.ts';
import type { Replies } from './command.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Turn } from './turn.ts';

/** Answers that say that nothing was understood, and so that nothing was done or begun. */
const missed: ReadonlySet<Notice> = new Set<Notice>(['not-understood', 'empty', 'too-long', 'only-quoted']);

/** What this process has heard of late: what is edited is not done twice. */
export class Heard {
  /** Messages of which nothing was understood. */
  readonly #missed = new LRUCache<string, true>({ max: 5000, ttl: 60 * 60_000 });

  /** The same for every delivery of the same activity; each edit of a message is another. */
  keyOf(turn: Turn): string {
    return turn.kind === 'message' && turn.edited ? `${turn.key}|${fingerprintOf(turn.text)}` : turn.key;
  }

  /** Is it the edit of a message that may have been acted upon? Where that is not known, it may. */
  isOldOrder(turn: Turn): boolean {
    return turn.kind === 'message' && turn.edited === true && !this.#missed.has(turn.key);
  }

  /** Notes whether anything was understood. */
  became(turn: Turn, replies: Replies): void {
    const nothing = replies.every(({ show }) => show.view === 'notice' && missed.has(show.notice));
    if (turn.kind === 'message' && nothing && replies.length > 0) this.#missed.set(turn.key, true);
    else this.#missed.delete(turn.key);
  }
}
