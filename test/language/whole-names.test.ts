import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Context } from '../../bot/app/command.ts';
import { takeWhole } from '../../bot/app/whole-names.ts';
import { dutch } from '../../bot/language/dutch.ts';
import { english } from '../../bot/language/english.ts';
import { compile } from '../../bot/language/grammar.ts';
import type { Understood } from '../../bot/language/intent.ts';
import { hear, understand } from '../../bot/language/understand.ts';
import '../support/seed.ts';
import { contextOf } from './sets.ts';

/** Names made of the grammar's own words and signs, in every command and both languages. */

const context = contextOf({ locale: 'en', now: '2026-11-22T10:00:00Z' });

const nouns = ['Marketing', 'Europe', 'Sales', 'Centre', 'Learning', 'Verkoop', 'Hulp', 'Noord'];
const own = [english, dutch]
  .flatMap((language) => [...compile(language).symbols.keys(), ...language.hard, ...language.filler])
  .filter((word) => /^\p{L}{2,}$/u.test(word))
  .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
const signs = [' - ', ' – ', ': ', ' / ', ' | '];
const lists = [', ', ' & ', ' + ', ' and ', ' en '];
const small =
  'for to voor om of in with van as als or the de because until tot op on from naar not niet who met omdat'.split(' ');
const joints = [...signs, ...lists, ' ', ...small.map((word) => ` ${word} `)];

const word = fc.oneof(fc.constantFrom(...nouns), fc.constantFrom(...own));
const name = (join: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...nouns),
      fc.array(fc.tuple(fc.constantFrom(...join), word), { minLength: 1, maxLength: 3 }),
    )
    .map(([first, more]) => first + more.flat().join(''));

const asking = [
  'let me send as {g}',
  'let Alex send on behalf of {g}',
  'please allow Alex to send as {g} for two weeks',
  'can Alex send as {g} until Friday because he is new?',
  'laat mij verzenden als {g}',
  'mag Alex namens {g} mailen tot vrijdag?',
  'geef Alex verzenden als op {g} omdat het druk is',
  'let {p} send as Sales',
  'please allow {p} to send on behalf of Sales until Friday',
  'laat {p} verzenden als Sales',
  'mag {p} namens Sales mailen?',
  'give {p} the same rights as Megan',
  'who can send as {g}?',
  'wie kan er verzenden als {g}?',
  'wie mag er namens {g} mailen?',
  'audit {g}',
  'show me the audit of {g}',
  'what can {p} send as?',
  'wat mag {p} verzenden?',
];
const taking = [
  'stop Alex from sending as {g}',
  'Alex should no longer send as {g}',
  'I no longer need Send as on {g}',
  'revoke send as on {g} from Alex',
  'trek het recht van Alex op {g} in',
  'Alex mag niet meer verzenden als {g}',
  'ik hoef niet meer namens {g} te mailen',
  'cancel my request for {g}',
  'annuleer mijn verzoek voor {g}',
  'stop {p} from sending as Sales',
  '{p} should no longer send as Sales',
  '{p} mag niet meer verzenden als Sales',
  'trek het recht van {p} op Sales in',
];
const plain = 'Qwerty';
const filled = (template: string, name: string) => template.replace(/\{.\}/, () => name);

/** Everything that some words of the name, side by side, may be. */
function pieces(name: string): readonly string[] {
  const words = name.split(/\s+/);
  const all = words.flatMap((_, from) => words.slice(from).map((_, n) => words.slice(from, from + n + 1).join(' ')));
  return all.map((piece) => piece.replace(/[,:]$/, ''));
}

/** A directory that knows these names and nobody else. */
function knowing(names: readonly string[]): Context {
  const known = new Set(names);
  const named = async (asked: readonly string[]) =>
    new Map(asked.filter((one) => known.has(one)).map((one) => [one, { found: 'none', near: [] }]));
  const found = async () => ({ found: 'none', near: [] });
  const lookUpPerson = async () => ({ is: 'here', it: { guest: false } });
  const directory = { peopleNamed: named, groupsNamed: named, findPeople: found, findGroups: found, lookUpPerson };
  const deps = { directory, adminGroup: null, auditorGroup: null };
  const looked = { people: new Map(), groups: new Map() };
  return { deps, speaker: { id: 'me' }, turn: { kind: 'met' }, looked } as unknown as Context;
}

async function taken(text: string, names: readonly string[]) {
  const [meant] = await takeWhole(knowing(names), hear(text, context));
  assert.ok(meant);
  return meant;
}

const shown = ({ intent, right, people, groups, duration, until, reason }: Understood) =>
  JSON.stringify([intent, right, people, groups, duration, until, reason]);

describe('Names made of words and signs of the grammar', () => {
  for (const template of [...asking, ...taking]) {
    const expected = shown(understand(filled(template, plain), context));
    it(`are taken whole in “${template}”, whatever shorter names there are`, () =>
      fc.assert(
        fc.asyncProperty(name(joints), async (name) => {
          const { said, cut } = await taken(filled(template, name), [...pieces(name), name]);
          assert.equal(
            shown(said),
            expected.replaceAll(JSON.stringify(plain), () => JSON.stringify(name)),
          );
          assert.equal(cut, null);
        }),
        { numRuns: 15 },
      ));
  }

  const parts = (name: string) => name.split(/ [-–/|] |, |: | (?:for|to|voor|om) /);
  for (const template of taking)
    it(`take nothing away from a part of them in “${template}” where there is no such name`, () =>
      fc.assert(
        fc.asyncProperty(name([...signs, ' for ', ' to ', ' voor ', ' om ']), async (name) => {
          const group = template.includes('{g}');
          const people = ['Alex', 'me', ...(group ? [] : parts(name))];
          const groups = ['Sales', ...(group ? parts(name) : [])];
          const { said, cut } = await taken(filled(template, name), parts(name));
          const acts = said.intent === 'revoke' || said.intent === 'cancel';
          const exist =
            said.people.every((one) => people.includes(one)) && said.groups.every((one) => groups.includes(one));
          assert.ok(!acts || !exist || cut !== null, `${filled(template, name)} ${shown(said)}`);
        }),
        { numRuns: 15 },
      ));
});
