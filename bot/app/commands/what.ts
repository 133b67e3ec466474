import type { GroupId } from '../../domain/ids.ts';
import { maySeePerson } from '../../domain/policy.ts';
import type { Request, Right } from '../../domain/request.ts';
import type { Group, Person } from '../../ports/directory.ts';
import { Fault } from '../../ports/faults.ts';
import type { View } from '../../present/view.ts';
import { type Command, type Context, notice, type Replies } from '../command.ts';
import { rightsIn } from '../delegates.ts';
import { toWhere, toWho, withAddress } from '../facts/names.ts';
import { people } from '../facts/resolve.ts';
import { watcher } from '../facts/roles.ts';

/** What a person can send as: for that person, auditors and admins. Answers from our record, then completes the card. */
export const what: Command = {
  intents: ['what'],
  async said(context, said) {
    const { deps, speaker } = context;
    const meant = said.people.length > 0 ? said.people.slice(0, 1) : ['me'];
    const watches = watcher(deps, speaker.id);
    watches.catch(() => {}); // it counts once it is known who is meant
    const found = await people(context, { ...said, people: meant });
    if ('replies' in found) return found.replies;
    const [person] = found.all;
    if (person === undefined) return notice('person-unknown', { words: '', near: '' });
    const allowed = maySeePerson(person.id === speaker.id, await watches);
    return allowed
      ? rightsOf(context, person, said.right)
      : notice('not-allowed-to-see', { what: 'what', person: withAddress(toWho(person)) });
  },
};

type What = Extract<View, { view: 'what' }>;

async function rightsOf(context: Context, person: Person, right: Right | null): Promise<Replies> {
  const { deps, now } = context;
  const recorded = await deps.store.find({ of: 'active', person: person.id, limit: 200 });
  const live = readAll(context, person, recorded);
  live.catch(() => {}); // whoever completes the card hears of it
  const names = await deps.names(
    [],
    recorded.map(({ group }) => group),
  );
  const held = recorded.map((one) => ({ group: names.where(one.group), ...shown(one) }));
  const first: What = {
    view: 'what',
    person: toWho(person),
    right,
    covered: 0,
    unread: [],
    readAt: now,
    done: false,
    you: person.id === context.speaker.id,
    ...split(held, right),
  };
  const whole = async (): Promise<What> => {
    const { held, ...read } = await live;
    return { ...first, ...split(held, right), ...read, done: true };
  };
  return [{ show: first, complete: async (show) => show(await whole()) }];
}

/** What was asked about, and the groups of the right that was not. */
function split(held: What['rights'], right: Right | null): Pick<What, 'rights' | 'others'> {
  const meant = (one: { readonly right: Right }) => right === null || one.right === right;
  return { rights: held.filter(meant), others: held.filter((one) => !meant(one)).map(({ group }) => group) };
}

const shown = (one: Request) => ({
  right: one.right,
  request: one.id,
  endsAt: one.status === 'applied' ? one.grant.endsAt : null,
});

/** The person's groups, those of our record, and those that Exchange lists: each read live. */
async function readAll(context: Context, person: Person, recorded: readonly Request[]) {
  const { deps } = context;
  const [{ member, owned }, listed] = await Promise.all([
    deps.directory.groupsOf(person.id),
    deps.permissions.listedFor(person).then(({ groups }) => groups, nothingListed(context)),
  ]);
  const known = new Map<GroupId, Group>([...member, ...owned].map((group) => [group.id, group]));
  const others = [...listed, ...recorded.map(({ group }) => group)].filter((id) => !known.has(id));
  for (const group of (await deps.directory.groups([...new Set(others)])).values()) known.set(group.id, group);
  const readings = await Promise.all([...known.values()].map((group) => readOne(context, group, person)));
  const held = readings.flatMap(({ group, rights }) =>
    (rights ?? []).map((right) => {
      const record = recorded.find((one) => one.group === group.id && one.right === right);
      const endsAt = record ? shown(record).endsAt : null;
      return { group: toWhere(group), right, request: record?.id ?? null, endsAt };
    }),
  );
  const unread = readings.flatMap(({ group, rights }) => (rights === null ? [toWhere(group)] : []));
  const readAt = deps.clock.now().toISOString() as What['readAt'];
  return { held, covered: readings.length - unread.length, unread, readAt };
}

const nothingListed =
  ({ deps, turn }: Context) =>
  (error: unknown): readonly GroupId[] => {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('exchange-not-listed', { code: error.code, correlation: turn.correlation, error });
    return [];
  };

async function readOne({ deps }: Context, group: Group, person: Person) {
  try {
    const held = await deps.permissions.held(group.id, person);
    return { group, rights: held && rightsIn(held) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { group, rights: null };
  }
}
