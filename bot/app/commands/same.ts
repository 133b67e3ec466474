import { maySeeDelegates } from '../../domain/policy.ts';
import type { Right } from '../../domain/request.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { rightsIn } from '../delegates.ts';
import type { Deps } from '../deps.ts';
import { toWhere, toWho, withAddress } from '../facts/names.ts';
import { form, people } from '../facts/resolve.ts';
import { watcher } from '../facts/roles.ts';
import { askBack } from '../question.ts';

/** The same rights as a colleague: listed from Exchange, as far as the asker may know of them, to pick from. */
export const same: Command = {
  intents: ['same'],
  async said(context, said) {
    const found = await people(context, said);
    if ('replies' in found) return found.replies;
    const [to, from] = found.all;
    if (to === undefined || from === undefined) return form(context, { ...said, intent: 'request' }, null);
    const rights = await knownRights(context, from);
    if (rights.length === 0)
      return notice('nothing-held', { person: withAddress(toWho(from)), group: '', you: 'no', request: '' });
    const key = await askBack(context, {
      said: { ...said, people: [to.id, from.id] },
      ask: { field: 'same', rights: rights.map(({ right, group }) => ({ right, group: group.id })) },
    });
    return sameCard(context, key, to, from, rights);
  },
};

interface HeldRight {
  readonly right: Right;
  readonly group: Group;
}

function sameCard(context: Context, key: string, to: Person, from: Person, rights: readonly HeldRight[]): Replies {
  const shown = rights.map(({ right, group }) => ({ right, group: toWhere(group) }));
  return [{ show: { view: 'same', key, from: toWho(from), to: toWho(to), rights: shown, readAt: context.now } }];
}

const most = 20;

/** Rights on groups whose delegates the asker may see; of others nothing is said, and nothing read. */
async function knownRights({ deps, speaker }: Context, from: Person): Promise<readonly HeldRight[]> {
  const [watches, { member, owned }] = await Promise.all([
    watcher(deps, speaker.id),
    deps.directory.groupsOf(speaker.id),
  ]);
  const own = watches.usable ? [...new Map([...member, ...owned].map((group) => [group.id, group])).values()] : [];
  // Who may see everybody's needs those of the colleague, also beyond the own groups.
  const seesAll = maySeeDelegates({ ...watches, member: false, owner: false });
  const groups = seesAll ? await groupsFor(deps, from) : own;
  const held = await Promise.all(
    groups.map(async (group) => {
      const reading = await deps.permissions.held(group.id, from);
      return (reading === null ? [] : rightsIn(reading)).map((right) => ({ right, group }));
    }),
  );
  return held.flat().slice(0, most);
}

/** The colleague's own groups, and those that Exchange lists. */
async function groupsFor(deps: Deps, from: Person): Promise<readonly Group[]> {
  const [own, listed] = await Promise.all([deps.directory.groupsOf(from.id), deps.permissions.listedFor(from)]);
  const known = new Map([...own.member, ...own.owned].map((group) => [group.id, group]));
  const more = await deps.directory.groups(listed.groups.filter((id) => !known.has(id)));
  return [...known.values(), ...more.values()];
}
