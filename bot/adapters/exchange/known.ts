import { LRUCache } from 'lru-cache';
import type { Clock } from '../../ports/clock.ts';
import type { Holder } from '../../ports/permissions.ts';
import { keyOf } from './match.ts';
import type { Recipient } from './rows.ts';

/**
 * Recipients as Exchange has shown them in the last minute, so that nobody is asked for twice around one change, whichever
 * urgency its calls have. What is changed goes by object ids, never by what is remembered here.
 */
export interface Known {
  learn(recipient: Recipient): void;
  /** Exchange finds exactly this one by what it shows of somebody. */
  learnAs(shown: string, recipient: Recipient): void;
  /** Exchange finds nobody or several by it now. */
  forget(shown: string): void;
  /** The one with this Entra id; never one that is only called so. */
  byId(id: string): Recipient | null;
  /** By what Exchange has found exactly one by: an id or address of one may be the name of another. */
  byShown(shown: string): Recipient | null;
}

/** A change and the two readings around it (ms). */
const keep = 60_000;

export function createKnown(clock: Clock): Known {
  const known = new LRUCache<string, { readonly recipient: Recipient; readonly at: number }>({ max: 20_000 });
  const now = () => clock.now().getTime();
  const put = (key: string, recipient: Recipient) => void known.set(key, { recipient, at: now() });
  function get(key: string): Recipient | null {
    const found = known.get(key);
    return found && Math.abs(now() - found.at) < keep ? found.recipient : null;
  }
  function learn(recipient: Recipient): void {
    const id = recipient.ExternalDirectoryObjectId;
    if (id !== '') put(`id ${id}`, recipient);
  }
  return {
    learn,
    learnAs(shown, recipient) {
      learn(recipient);
      put(`shown ${keyOf(shown)}`, recipient);
    },
    forget: (shown) => void known.delete(`shown ${keyOf(shown)}`),
    byId: (id) => get(`id ${id}`),
    byShown: (shown) => get(`shown ${keyOf(shown)}`),
  };
}

/** Names for show, by the text of an entry: they may be minutes old. */
export interface Holders {
  get(identity: string): Holder | null;
  put(identity: string, holder: Holder): void;
}

/** How long a name is shown without another look (ms). */
const keepName = 10 * 60_000;

export function createHolders(clock: Clock): Holders {
  const cache = new LRUCache<string, { readonly holder: Holder; readonly until: number }>({ max: 2_000 });
  return {
    get(identity) {
      const found = cache.get(identity.toLowerCase());
      return found && clock.now().getTime() < found.until ? found.holder : null;
    },
    put: (identity, holder) =>
      void cache.set(identity.toLowerCase(), { holder, until: clock.now().getTime() + keepName }),
  };
}
