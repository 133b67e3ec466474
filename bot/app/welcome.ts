import { LRUCache } from 'lru-cache';
import type { UserId } from '../domain/ids.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Address, Messenger } from '../ports/messenger.ts';
import { present } from '../present/present.ts';
import type { Reader } from '../present/view.ts';

/** Welcomes a person, once. */
export type Welcome = (
  person: { readonly id: UserId; readonly name: string },
  to: Address,
  reader: Reader,
) => Promise<void>;

const examples = 3;

/**
 * A short welcome with the person's own groups; without the directory it goes out with none. Who has been welcomed
 * stands in the contact; that two activities at the same moment welcome twice is prevented here.
 */
export function createWelcome(deps: { directory: Directory; messenger: Messenger; log: Log }): Welcome {
  const greeted = new LRUCache<UserId, true>({ max: 10_000 });
  return async (person, to, reader) => {
    if (greeted.has(person.id)) return;
    greeted.set(person.id, true);
    const groups = await deps.directory.groupsOf(person.id).then(
      ({ member }) => member.slice(0, examples).map(({ name }) => name),
      (error: unknown) => {
        deps.log.warn('welcome-without-groups', { person: person.id, error });
        return [];
      },
    );
    await deps.messenger.send(to, present({ view: 'welcome', name: person.name, groups }, reader));
  };
}
