import { LRUCache } from 'lru-cache';
import type { UserId } from '../domain/ids.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Address, Messenger, Sent } from '../ports/messenger.ts';
import { present } from '../present/present.ts';
import type { Reader } from '../present/view.ts';
import { toSay } from './names.ts';

/** Welcomes a person, once; gives what became of that. */
export type Welcome = (
  person: { readonly id: UserId; readonly name: string },
  to: Address,
  reader: Reader,
) => Promise<Sent>;

const examples = 3;

/**
 * A short welcome with the person's own groups; without the directory it goes out with none. Who has been welcomed
 * stands in the contact; that two activities at the same moment welcome twice is prevented here.
 */
export function createWelcome(deps: { directory: Directory; messenger: Messenger; log: Log }): Welcome {
  const greeted = new LRUCache<UserId, Promise<Sent>>({ max: 10_000 });
  const greet: Welcome = async (person, to, reader) => {
    const groups = await deps.directory.groupsOf(person.id).then(
      ({ member }) => member.slice(0, examples).map(toSay),
      (error: unknown) => {
        deps.log.warn('welcome-without-groups', { person: person.id, error });
        return [];
      },
    );
    return deps.messenger.send(to, present({ view: 'welcome', name: person.name, groups }, reader));
  };
  return async (person, to, reader) => {
    const greeting = greeted.get(person.id) ?? greet(person, to, reader);
    greeted.set(person.id, greeting);
    const sent = await greeting;
    if ('retryAt' in sent) greeted.delete(person.id);
    return sent;
  };
}
