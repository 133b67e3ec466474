import { guid } from '../../bot/sandbox/ids.ts';
import { people as staff } from '../../bot/sandbox/people.ts';
import type { TwinGroup, TwinPerson, World } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson, demoWorld } from '../../bot/sandbox/world.ts';
import type { Scenario, Step } from './scenarios.ts';

/** Who plays in a scenario: the people of the demo company, or a set of their like, so that one site serves many lives. */
export interface Cast {
  /** Whose chats are looked at, by alias. */
  readonly everybody: readonly string[];
  /** The scenario with these people and groups in it. */
  plays(scenario: Scenario): Scenario;
}

export const demoCast: Cast = {
  everybody: staff('', String).map(({ id }) => id),
  plays: (scenario) => scenario,
};

const players = ['alexw', 'meganb', 'pattif', 'lidiah', 'leegu', 'leechen', 'johannal', 'isaiahl', 'adelev'];
const groups = ['marketing', 'training', 'sales'];
/** The admins are the same for all. */
const admins = ['nestorw'];

/** The demo company, and in it so many casts more, none of which shares a player or a group with another. */
export function troupe(count: number): { readonly world: World; readonly casts: readonly Cast[] } {
  const world = demoWorld();
  const tags = Array.from({ length: count }, (_, index) => tagOf(index));
  for (const tag of tags) {
    for (const alias of players) add(world.people, double(world.people.get(demoPerson(alias)), alias, tag));
    for (const alias of groups) add(world.groups, doubleGroup(world.groups.get(demoGroup(alias)), alias, tag));
  }
  return { world, casts: tags.map(castOf) };
}

/** Three letters that go before every name: "Zax", "Kev", …; two of them never differ in one letter only. */
const tagOf = (index: number) => `${'ZKVQWJBX'[index % 8]}${'aeiou'[index % 5]}${'xvzkqwb'[index % 7]}`;
const named = (name: string, tag: string) => name.replace(/\p{L}+/gu, (word) => tag + word.toLowerCase());
const aliased = (alias: string, tag: string) => (admins.includes(alias) ? alias : `${alias}-${tag.toLowerCase()}`);

function add<T extends { readonly id: string }>(to: Map<string, T>, it: T): void {
  to.set(it.id, it);
}

function double(person: TwinPerson | undefined, alias: string, tag: string): TwinPerson {
  if (person === undefined) throw new Error(`no ${alias} in the demo company`);
  const address = `${aliased(alias, tag)}@contoso.com`;
  const ids = { id: demoPerson(aliased(alias, tag)), userPrincipalName: address, mail: address };
  return { ...person, ...ids, displayName: named(person.displayName, tag) };
}

function doubleGroup(group: TwinGroup | undefined, alias: string, tag: string): TwinGroup {
  if (group === undefined) throw new Error(`no ${alias} in the demo company`);
  const doubles = new Map(players.map((each) => [demoPerson(each), demoPerson(aliased(each, tag))]));
  const set = (ids: ReadonlySet<string>) => new Set([...ids].flatMap((id) => doubles.get(id) ?? []));
  return {
    ...group,
    id: guid(`group:${aliased(alias, tag)}`),
    displayName: named(group.displayName, tag),
    mail: `${aliased(alias, tag)}@contoso.com`,
    owners: set(group.owners),
    members: set(group.members),
    sendAs: set(group.sendAs),
    sendOnBehalf: set(group.sendOnBehalf),
  };
}

function castOf(tag: string): Cast {
  const other = (alias: string) => aliased(alias, tag);
  const said = (text: string) =>
    text.replace(/\b(Alex|Megan Bowen|Lee|Marketing|Training|Sales)\b/g, (it) => named(it, tag));
  function played<T extends Step>(step: T): T {
    if ('say' in step) return { ...step, by: other(step.by), say: said(step.say) };
    if ('press' in step) return { ...step, by: other(step.by) };
    if ('twin' in step) return { ...step, twin: (twin, of) => step.twin(twin, (alias) => other(of(alias))) };
    return step;
  }
  return {
    everybody: [...players.map(other), ...admins],
    plays: (scenario) => ({
      ...scenario,
      before: scenario.before.map(played),
      trigger: played(scenario.trigger),
      told: scenario.told.map(other),
    }),
  };
}
