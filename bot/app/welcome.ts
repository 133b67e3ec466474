import { LRUCache } from 'lru-cache';
import type { UserId } from '../domain/ids.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Address, Messenger, Sent } from '../ports/messenger.ts';
import { present } from '../present/present.ts';
import type { Reader } from '../present/view.ts';
import { toSay } from './facts/names.ts';

/** Welcomes a person, once; gives what became of that. `groups`: the person's own, where they were asked for before. */
export type Welcome = (
  person: { readonly id: UserId; readonly name: string },
  to: Address,
  reader: Reader,
  groups?: Promise<readonly string[]>,
) => Promise<Sent>;

const examples = 3;

type Needs = { readonly directory: Directory; readonly log: Log };

/** Groups of the person's own, as examples to say; none where they cannot be read. */
export const exampleGroups = ({ directory, log }: Needs, person: UserId): Promise<readonly string[]> =>
  directory.groupsOf(person).then(
    ({ member }) => member.slice(0, examples).map(toSay),
    (error: unknown) => {
      log.warn('welcome-without-groups', { person, error });
      return [];
    },
  );

/**
 * A short welcome with the person's own groups; without the directory it goes out with none. Who has been welcomed
 * stands in the contact; that two activities at the same moment welcome twice is prevented here.
 */
export function createWelcome(deps: Needs & { readonly messenger: Messenger }): Welcome {
  const greeted = new LRUCache<UserId, Promise<Sent>>({ max: 10_000 });
  const greet: Welcome = async (person, to, reader, groups = exampleGroups(deps, person.id)) =>
    deps.messenger.send(to, present({ view: 'welcome', name: person.name, groups: await groups }, reader));
  return async (person, to, reader, groups) => {
    const greeting = greeted.get(person.id) ?? greet(person, to, reader, groups);
    greeted.set(person.id, greeting);
    const sent = await greeting;
    if ('retryAt' in sent) greeted.delete(person.id);
    return sent;
  };
}
