import { LRUCache } from 'lru-cache';
import type { Group, Person } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { Judged } from './replies.ts';

/** Reports records that cannot be judged, each once: by its id and the property that is missing, never by a name. */
export interface Unclear {
  person(read: Judged<Person>): Person;
  group(read: Judged<Group>): Group;
}

export function createUnclear(log: Log): Unclear {
  const told = new LRUCache<string, true>({ max: 10_000 });
  const isNew = (id: string, lacks: string) => {
    const key = `${id} ${lacks}`;
    const known = told.has(key);
    told.set(key, true);
    return !known;
  };
  return {
    person({ it, lacks }) {
      if (lacks !== null && isNew(it.id, lacks)) log.warn('account-unclear', { person: it.id, code: lacks });
      return it;
    },
    group({ it, lacks }) {
      if (lacks !== null && isNew(it.id, lacks)) log.warn('group-unclear', { group: it.id, code: lacks });
      return it;
    },
  };
}
