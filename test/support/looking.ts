/** Finds code that decides by itself what the rule book (domain/policy/) answers: who counts as somebody, and who is asked. */

/** What may not be mentioned at all outside the rules, and what may not be looked through. */
const words = /\b(enabled|guest|askedBefore)\b/;
const byKey = /\[\s*['"`](enabled|guest|asked|askedBefore|approvals)['"`]\s*\]/;
const lists = String.raw`(?:(?<!\w)(?:asked|askedBefore|approvers|approvals|deciders|panels?|askedPeople\([^()]*\))|\.people)`;
const looks = String.raw`\.(?:some|every|includes|find|findLast|filter|indexOf|has)\(`;
const through = new RegExp(String.raw`${lists}\s*${looks}`);
/** `request.asked`, and a pattern that takes it out of a request: `{ asked }`, `{ asked: mine }` before `=`, `=>` or a type. */
const taken = /\b(?:request|state|one|it|current|before|found|next)\??\.asked\b(?!:)/;
const pattern = /\{[^{}]*\basked\b[^{}]*\}\s*(?:=(?!=)|:\s*[A-Z]|\)\s*(?::[^=]*)?=>)/;

/** No looks: the words of somebody, an account that counts for nothing, and the record of who was asked until then. */
const innocent = ['said.people', 'source.people', 'enabled: false, guest: false', 'from: state.asked,'];

/** Comments and texts are no code; a key in brackets is looked at before. */
const codeOf = (source: string) =>
  innocent
    .reduce((rest, one) => rest.replaceAll(one, ''), source)
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");

/** Does this source look at accounts, or at who is asked, by itself? */
export function looksItself(source: string): boolean {
  const code = codeOf(source);
  return byKey.test(source) || [words, through, taken, pattern].some((way) => way.test(code));
}

/** Each is a way of looking: what finds none of one has become blind to it. */
export const waysOfLooking: readonly string[] = [
  'if (person.enabled) return;',
  'const { enabled } = person;',
  'const { guest: foreign } = person;',
  'people.filter(({ guest }) => !guest);',
  "const is = person['guest'];",
  'request.asked.flatMap(({ people }) => people);',
  'const { asked } = request;',
  'const { asked: mine, id } = request;',
  'const of = ({ asked }: Request) => asked[0];',
  'requests.map(({ id, asked }) => [id, asked]);',
  'approvers.some(({ id }) => id === person);',
  'state.approvals.some(({ by }) => by === person);',
  'panel.people.includes(person);',
  'panels.find(({ people }) => people.length > 0);',
  'askedPeople(request).includes(person);',
  'const before = request?.askedBefore ?? [];',
];
