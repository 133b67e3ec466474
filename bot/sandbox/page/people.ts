import type { TwinPerson, World } from '../twin.ts';
import type { Found } from './protocol.ts';

const most = 15;

/**
 * People whose name, or address, has a word that begins with the typed text, as Teams' people picker answers by
 * itself: the bot is never asked. Without text: the first few by name.
 */
export function searchPeople(world: World, query: string): Found[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return [...world.people.values()]
    .filter((person) => person.accountEnabled && matches(person, words))
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .slice(0, most)
    .map((person) => ({
      title: person.displayName,
      value: person.id,
      detail: [person.jobTitle, person.mail ?? person.userPrincipalName].filter(Boolean).join(' · '),
    }));
}

function matches(person: TwinPerson, words: readonly string[]): boolean {
  const parts = fold(`${person.displayName} ${person.userPrincipalName}`).split(/[\s'’-]+/);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
