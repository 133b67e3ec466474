import { LRUCache } from 'lru-cache';
import type { Clock } from '../../ports/clock.ts';
import { identitiesOf, keyOf } from './match.ts';
import type { Recipient } from './rows.ts';

/**
 * Recipients as Exchange has shown them in the last minute, so that nobody is asked for twice around one change. What
 * is changed goes by object ids, never by what is remembered here.
 */
export interface Known {
  learn(recipient: Recipient): void;
  /** Exchange finds exactly this one by what it shows of somebody. */
  learnAs(shown: string, recipient: Recipient): void;
  /** An address or id that Exchange shows is this person's, by object id: nothing else of them is known by it. */
  learnWhose(shown: string, id: string): void;
  byId(id: string): Recipient | null;
  /** Whose it is, by object id. */
  whose(shown: string): string | null;
  /** By an identity that nobody else has, or by which Exchange has found exactly one. */
  by(shown: string): Recipient | null;
}

/** A change and the two readings around it (ms). */
const keep = 60_000;

export function createKnown(clock: Clock): Known {
  const now = () => clock.now().getTime();
  const recipients = minute<Recipient>(now);
  const bearers = minute<string>(now);
  function learn(recipient: Recipient): void {
    for (const identity of identitiesOf(recipient)) recipients.put(identity, recipient);
  }
  return {
    learn,
    learnAs(shown, recipient) {
      learn(recipient);
      recipients.put(keyOf(shown), recipient);
    },
    learnWhose: (shown, id) => bearers.put(keyOf(shown), id),
    byId: (id) => recipients.get(keyOf(id)),
    by: (shown) => recipients.get(keyOf(shown)),
    whose: (shown) => recipients.get(keyOf(shown))?.ExternalDirectoryObjectId || bearers.get(keyOf(shown)),
  };
}

function minute<Value extends {}>(now: () => number) {
  const known = new LRUCache<string, { readonly value: Value; readonly at: number }>({ max: 20_000 });
  return {
    put: (key: string, value: Value) => void known.set(key, { value, at: now() }),
    get(key: string): Value | null {
      const found = known.get(key);
      return found && Math.abs(now() - found.at) < keep ? found.value : null;
    },
  };
}
