import type { IntentName, Understood } from '../language/intent.ts';
import type { Longer } from '../language/longer.ts';
import type { Hearing, Meant } from '../language/understand.ts';
import { type Context, notice, type Replies } from './command.ts';
import { toWhere, toWho } from './facts/names.ts';
import { findGroup, findPerson, which } from './facts/resolve.ts';
import { ifAllowed, sight } from './facts/roles.ts';

/**
 * The longest names that exist win over every shorter one: "Marketing - Europe" over "Marketing", for the reason
 * "Europe". What the sentence means without them is looked up at the same time, so that nobody waits twice.
 */
export async function takeWhole(context: Context, hearing: Hearing): Promise<readonly Meant[]> {
  const longer = hearing.longer.filter(({ said }) => looksUp.has(said.intent));
  if (longer.length === 0) return hearing.meant;
  for (const { said } of hearing.meant) lookAhead(context, withMentions(context, said));
  const [people, groups] = await Promise.all([named(context, longer, 'people'), named(context, longer, 'groups')]);
  const exist = longer.filter(({ name, field, said }) => {
    const [own, other] = field === 'people' ? [people, groups] : [groups, people];
    return own.has(name) || (said.intent === 'audit' && other.has(name));
  });
  const whole = exist.length > 0 ? hearing.with(exist) : null;
  return whole ? [whole] : hearing.meant;
}

/** A mention is a certain person, whatever it says. */
export function withMentions({ turn }: Context, said: Understood): Understood {
  return turn.kind === 'message'
    ? { ...said, people: said.people.map((name) => turn.mentions.get(name) ?? name) }
    : said;
}

/** Asks for all longer names of one kind, and keeps who they are. */
async function named(
  context: Context,
  longer: readonly Longer[],
  field: Longer['field'],
): Promise<ReadonlySet<string>> {
  // An audit's bare name may be a group's or a person's.
  const names = longer.filter((one) => one.field === field || one.said.intent === 'audit').map(({ name }) => name);
  if (names.length === 0) return new Set();
  const { deps, looked } = context;
  if (field === 'people') {
    const found = await ifAllowed(context, deps.directory.peopleNamed(names), new Map());
    for (const [name, match] of found) looked.people.set(name, Promise.resolve(match));
    return new Set(found.keys());
  }
  const found = await ifAllowed(context, deps.directory.groupsNamed(names, sight(context)), new Map());
  for (const [name, match] of found) looked.groups.set(name, Promise.resolve(match));
  return new Set(found.keys());
}

const looksUp: ReadonlySet<IntentName> = new Set(['request', 'revoke', 'who', 'what', 'audit', 'same', 'cancel']);

/** Starts what the command will look up. A fault is the command's, if it comes to ask. */
function lookAhead(context: Context, { intent, people, groups }: Understood): void {
  if (!looksUp.has(intent)) return;
  const bare = intent === 'audit' ? groups : [];
  for (const words of [...people, ...bare]) findPerson(context, words).catch(() => null);
  for (const words of groups) findGroup(context, words).catch(() => null);
}

/**
 * Nothing is taken away on a name that may have been cut: who asked is asked back whether the shorter one is meant.
 * Null where there is nothing to ask, also because nothing of that name exists.
 */
export async function askCut(context: Context, { said, cut }: Meant): Promise<Replies | null> {
  if (cut === null || context.anothers) return null;
  const other = cut.field === 'people' ? 'groups' : 'people';
  for (const field of [cut.field, other] as const) {
    const index = said[field].findIndex((words) => cut.name.includes(words));
    const words = said[field][index];
    if (words === undefined) continue;
    const match = field === 'people' ? await findPerson(context, words) : await findGroup(context, words);
    if (match.found !== 'one') return null;
    const { it } = match;
    return which(context, said, field, index, cut.name, [it], ['kind' in it ? toWhere(it) : toWho(it)]);
  }
  return notice(cut.field === 'people' ? 'person-unknown' : 'group-unknown', { words: cut.name, near: '' });
}
