import type { UserId } from '../domain/ids.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Address } from '../ports/messenger.ts';
import { present } from '../present/present.ts';
import type { Reader } from '../present/view.ts';
import { once } from './answered.ts';
import type { Deps } from './deps.ts';
import { toSay } from './facts/names.ts';

/** Welcomes a person, once. `later`: Teams does not take it now. `groups`: the person's own, where they were asked for before. */
export type Welcome = (
  person: { readonly id: UserId; readonly name: string },
  to: Address,
  reader: Reader,
  groups?: Promise<readonly string[]>,
) => Promise<'done' | 'later'>;

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
export function createWelcome(deps: Needs & Pick<Deps, 'deliveries' | 'messenger'>): Welcome {
  return (person, to, reader, groups = exampleGroups(deps, person.id)) =>
    once(deps, `welcome ${person.id}`, whenDone, async () => {
      const message = present({ view: 'welcome', name: person.name, groups: await groups }, reader);
      const sent = await deps.messenger.send(to, message);
      return 'retryAt' in sent ? 'later' : 'done';
    });
}

const whenDone = {
  write: (became: 'done' | 'later') => (became === 'done' ? became : null),
  read: () => 'done' as const,
};
