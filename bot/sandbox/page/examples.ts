import type { TwinGroup, TwinPerson, World } from '../twin.ts';
import { adminGroupId, auditorGroupId } from '../world.ts';
import type { Locale } from './protocol.ts';

interface Sentences {
  readonly ask: (name: string, group: string) => string;
  readonly askAs: (group: string) => string;
  readonly who: (group: string) => string;
  readonly audit: (group: string) => string;
  readonly what: (name: string) => string;
  readonly mine: string;
  readonly waiting: string;
  readonly help: string;
}

const sentences: Readonly<Record<Locale, Sentences>> = {
  en: {
    ask: (name, group) => `let ${name} send on behalf of ${group} because the campaign starts Monday`,
    askAs: (group) => `let me send as ${group} for two weeks`,
    who: (group) => `who can send as ${group}?`,
    audit: (group) => `audit ${group}`,
    what: (name) => `what can ${name} send as?`,
    mine: 'my requests',
    waiting: 'what is waiting for me?',
    help: 'help',
  },
  nl: {
    ask: (name, group) => `laat ${name} namens ${group} verzenden omdat de campagne maandag begint`,
    askAs: (group) => `laat mij twee weken verzenden als ${group}`,
    who: (group) => `wie kan verzenden als ${group}?`,
    audit: (group) => `audit ${group}`,
    what: (name) => `wat kan ${name} verzenden?`,
    mine: 'mijn aanvragen',
    waiting: 'wat wacht op mij?',
    help: 'help',
  },
};

/** Sentences worth trying for this person: an admin looks into things, an owner decides, a member asks. */
export function examples(world: World, person: TwinPerson, locale: Locale): string[] {
  const say = sentences[locale];
  const groups = [...world.groups.values()].filter((each) => each.kind === 'microsoft365');
  const owned = groups.filter((each) => each.owners.has(person.id));
  const joined = groups.filter((each) => each.members.has(person.id) && !each.owners.has(person.id));
  const first = groups[0]?.displayName ?? 'Marketing';
  if (holds(world, adminGroupId, person) || holds(world, auditorGroupId, person)) {
    const someone = someMember(world, groups[0]) ?? person.displayName;
    return [say.audit(first), say.who(first), say.what(someone), say.help];
  }
  const asks = joined.flatMap(({ displayName }, nth) =>
    nth === 0 ? say.ask(person.displayName, displayName) : nth === 1 ? say.askAs(displayName) : [],
  );
  if (asks.length === 2) return [...asks, say.mine, say.help];
  const decides = owned
    .slice(0, 1)
    .flatMap(({ displayName }) => [say.waiting, say.who(displayName), say.audit(displayName)]);
  return [...decides, ...asks, say.mine, say.help].slice(0, 4);
}

function holds(world: World, group: string, person: TwinPerson): boolean {
  return world.groups.get(group)?.members.has(person.id) ?? false;
}

function someMember(world: World, group: TwinGroup | undefined): string | undefined {
  const member = [...(group?.members ?? [])].find((id) => !group?.owners.has(id));
  return member && world.people.get(member)?.displayName;
}
