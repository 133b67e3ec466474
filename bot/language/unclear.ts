import type { Intent } from './intent.ts';
import type { Sign } from './marks.ts';
import type { Match, Taken } from './match.ts';
import type { Reading } from './reading.ts';
import { isRequestId } from './sentence.ts';
import type { Token } from './tokens.ts';

/**
 * What a phrase that fits still leaves open, where the phrase says so: `{=terse}` "sendas marketing alex", `{=whose}`
 * "stop Noors verzenden als …", `{=held}` whatever is said of a right without naming it. It is asked back.
 */
export function leavesOpen(
  found: Match,
  reading: Reading,
  said: Pick<Intent, 'people' | 'groups' | 'duration' | 'until'>,
): boolean {
  const marked = (mark: Sign) => found.emitted.includes(mark);
  return (
    (marked('=terse') && found.taken.some((taken) => mayBeTwo(taken, reading))) ||
    (marked('=whose') && said.people.some((name) => genitive.test(name))) ||
    (marked('=held') && (saysMore(found, reading, said) || !isPair(found, reading, said)))
  );
}

const small = ({ kind, name }: Token) => kind === 'word' && /^\p{Ll}/u.test(name);

/** Several words in small letters are a group, or a group and a person. */
const mayBeTwo = ({ from, to }: Taken, { tokens }: Reading): boolean =>
  to - from > 1 && tokens.slice(from, to).some(small);

/** "Noors" may be Noor's, in Dutch; "Thijs" is a name. */
const genitive = /^\p{L}{3,}s$/u;

const deeds = new Set('to om voor for'.split(' '));

/** "I no longer need Alex to help", "we can't allow K7QF for two weeks". */
function saysMore({ intent, rest }: Match, { keys }: Reading, { duration, until }: Pick<Intent, 'duration' | 'until'>) {
  return deeds.has(keys[rest - 1] ?? '') || (intent !== 'request' && (duration !== null || until !== null));
}

/** Not "my car needs no petrol any more", "revoke Alex for spamming", "withdraw K7QF for Sales". */
function isPair({ taken }: Match, { tokens }: Reading, { groups }: Pick<Intent, 'groups'>): boolean {
  const row = (slots: string) =>
    taken.filter(({ slot }) => slots.includes(slot)).flatMap(({ from, to }) => tokens.slice(from, to));
  const [people, things] = [row('sw'), row('g!')];
  if (people.some(({ key }) => isRequestId(key)) || (things.length > 0 && groups.length === 0)) return false;
  const named =
    taken.some(({ slot }) => slot === 's') || people.some((token) => token.kind !== 'punct' && !small(token));
  return !(named && things.length > 0 && things.every(small));
}
