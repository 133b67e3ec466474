import { closest } from 'fastest-levenshtein';
import { parseGroupId } from '../../domain/ids.ts';
import { isLonger } from '../../domain/policy/rules/tighten.ts';
import {
  BUILT_IN,
  type Given,
  type Limit,
  type PeopleSet,
  type Place,
  type Rule,
  type Rulebook,
  type ValueKey,
} from '../../domain/policy/rules/values.ts';
import type { Yaml } from './document.ts';
import type { PolicyFault, PolicyFaultCode } from './faults.ts';

/** What is wrong with a file whose shape is right: names that nobody has, ties, times that contradict each other. */
export function contradictions(book: Rulebook, yaml: Yaml): readonly PolicyFault[] {
  return [
    ...namesOfSets(book.sets, yaml),
    ...duplicates(book.rules),
    ...duplicates(book.limits),
    ...unknownSets(book),
    ...unknownRules(book.rules),
    ...ties(book.rules),
    ...[book.defaults, ...book.rules.map(({ given }) => given)].flatMap((given) => times(given, book.defaults)),
    ...book.rules.flatMap(({ given }) => fewPeople(given, book.sets)),
    ...[book.defaults, ...book.rules.map(({ given }) => given)].flatMap(notYet),
  ];
}

const fault = (place: Place, code: PolicyFaultCode, problem: string): PolicyFault => ({ place, code, problem });
const warning = (place: Place, code: PolicyFaultCode, problem: string): PolicyFault => ({
  ...fault(place, code, problem),
  warning: true,
});

const reserved = ['owners', 'admins', 'members', 'anyone', 'never'];

function namesOfSets(sets: Rulebook['sets'], yaml: Yaml): readonly PolicyFault[] {
  return Object.entries(sets).flatMap(([name, set]) => {
    const place = yaml.placeOfKey(['people'], name);
    const own = reserved.includes(name)
      ? [fault(place, 'reserved-name', `"${name}" has a meaning of its own; call this set something else.`)]
      : [];
    return [...own, ...entriesOf(name, set, sets, yaml)];
  });
}

function entriesOf(name: string, set: PeopleSet, sets: Rulebook['sets'], yaml: Yaml): readonly PolicyFault[] {
  if (!('people' in set)) return [];
  return set.people.flatMap((person, n) => {
    const place = yaml.place(['people', name, n]);
    if (Object.hasOwn(sets, person) || reserved.includes(person))
      return [fault(place, 'nested-set', `A set of people cannot hold the set "${person}"; write its people out.`)];
    if (isPerson(person)) return [];
    return [fault(place, 'wrong-value', `"${person}" must be an address or an object id.`)];
  });
}

const isPerson = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text) || parseGroupId(text) !== null;

function duplicates(entries: readonly (Rule | Limit)[]): readonly PolicyFault[] {
  return entries.flatMap(({ name, place }, n) => {
    const before = entries.slice(0, n).find((one) => one.name === name);
    if (before === undefined) return [];
    return [fault(place, 'duplicate-name', `"${name}" is the name of line ${before.place.line} already.`)];
  });
}

/** Every name of a set, with the place that names it and the words that it may be besides. */
function namedSets({ defaults, rules, limits }: Rulebook): readonly (readonly [string, Place, readonly string[]])[] {
  const bodies = ['owners', 'admins'];
  const ofGiven = ({ approve, fallback, escalate, auto, mayAsk, quiet }: Given) => [
    ...(approve?.value ?? []).map(({ from }) => [from, approve?.place, bodies] as const),
    ...(fallback?.value ?? []).map((from) => [from, fallback?.place, bodies] as const),
    ...(escalate && escalate.value !== 'never' ? [[escalate.value.to, escalate.place, bodies] as const] : []),
    ...(auto && auto.value !== 'never' ? [[auto.value.for, auto.place, ['owners', 'members']] as const] : []),
    ...(mayAsk?.value ?? []).map((from) => [from, mayAsk?.place, ['anyone', 'members', 'owners', 'admins']] as const),
    ...(quiet?.value ?? []).filter((one) => !isPerson(one)).map((from) => [from, quiet?.place, []] as const),
  ];
  const ofLimit = ({ alsoApprove, places }: Limit) =>
    alsoApprove === null ? [] : [[alsoApprove.from, places.alsoApprove, bodies] as const];
  const all = [...ofGiven(defaults), ...rules.flatMap(({ given }) => ofGiven(given)), ...limits.flatMap(ofLimit)];
  return all.flatMap(([name, place, words]) => (place === undefined ? [] : [[name, place, words] as const]));
}

function unknownSets(book: Rulebook): readonly PolicyFault[] {
  return namedSets(book).flatMap(([name, place, words]) => {
    if (words.includes(name) || Object.hasOwn(book.sets, name)) return [];
    const known = [...words, ...Object.keys(book.sets)];
    const hint = known.length === 0 ? 'add it under people' : `known are ${known.join(', ')}`;
    return [fault(place, 'unknown-set', `There is no set of people "${name}"; ${hint}.`)];
  });
}

function unknownRules(rules: readonly Rule[]): readonly PolicyFault[] {
  const names = rules.map(({ name }) => name);
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  return rules.flatMap((rule) =>
    rule.over.flatMap((other) => {
      const place = rule.place;
      if (!byName.has(other)) {
        const meant = names.length > 1 ? ` did you mean "${closest(other, names)}"?` : ' remove it.';
        return [fault(place, 'unknown-rule', `There is no rule "${other}" that this one could go before;${meant}`)];
      }
      return reaches(byName, other, rule.name)
        ? [fault(place, 'circular-over', `"${rule.name}" and "${other}" each go before the other; remove one "over".`)]
        : [];
    }),
  );
}

/** Does `from` go before `to`, itself or by way of others? */
function reaches(rules: ReadonlyMap<string, Rule>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const next = [from];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    next.push(...(rules.get(name)?.over ?? []));
  }
  return false;
}

/** Two rules that name the same group exactly. Those of patterns and labels show only against real groups. */
function ties(rules: readonly Rule[]): readonly PolicyFault[] {
  const first = new Map<string, Rule>();
  return rules.flatMap((rule) =>
    exactKeys(rule).flatMap((key) => {
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, rule);
        return [];
      }
      if (rule.over.includes(other.name) || other.over.includes(rule.name)) return [];
      const problem = `"${rule.name}" and "${other.name}" (line ${other.place.line}) are about the same group and right; let one say over: the other.`;
      return [fault(rule.place, 'tie', problem)];
    }),
  );
}

function exactKeys({ for: selector, right }: Rule): readonly string[] {
  const keys = Object.keys(selector);
  if (keys.length === 0) return [`all ${right}`];
  if (keys.length > 1 || selector.group === undefined) return [];
  return [...new Set(selector.group.map((group) => `${group.toLowerCase()} ${right}`))];
}

/** Times of one part of the file that contradict each other, or those of the defaults. */
function times(given: Given, defaults: Given): readonly PolicyFault[] {
  const found: PolicyFault[] = [];
  const usual = given['term.default'];
  const longest = given['term.longest'] ?? defaults['term.longest'];
  if (usual?.value && longest?.value && isLonger(usual.value, longest.value))
    found.push(
      fault(
        usual.place,
        'default-beyond-longest',
        `The default ${usual.value} is longer than the longest, ${longest.value}.`,
      ),
    );
  const lapse = given.lapse ?? defaults.lapse;
  const [remind, escalate] = [given.remind ?? defaults.remind, given.escalate ?? defaults.escalate];
  if (lapse === undefined) return found;
  // Of what the defaults say, a rule that shortens the lapse only leaves a part out.
  const own = (one: { readonly place: Place } | undefined) =>
    (given.lapse !== undefined && one !== undefined && Object.values(given).some((each) => each === one)) ||
    given === defaults;
  const late = remind?.value.find((after) => !isLonger(lapse.value, after));
  if (remind && late !== undefined) {
    const problem = `A reminder after ${late} never comes: the request has lapsed after ${lapse.value}.`;
    found.push(
      own(remind)
        ? fault(remind.place, 'lapse-before-remind', problem)
        : warning(lapse.place, 'lapse-before-remind', problem),
    );
  }
  if (escalate && escalate.value !== 'never' && !isLonger(lapse.value, escalate.value.after)) {
    const problem = `Nobody is asked after ${escalate.value.after}: the request has lapsed after ${lapse.value}.`;
    found.push(
      own(escalate)
        ? fault(escalate.place, 'lapse-before-escalate', problem)
        : warning(lapse.place, 'lapse-before-escalate', problem),
    );
  }
  return found;
}

/** What this release reads and does not act on yet: the file is in force all the same, and nothing is easier for it. */
const LATER: readonly (readonly [ValueKey, string])[] = [
  ['addMember', 'nobody is made a member'],
  ['auto', 'every request waits for its approvals'],
  ['extend.ask', 'nothing is extended'],
  ['extend.longest', 'nothing is extended'],
  ['apply', 'what is approved is not applied where it says handoff'],
  ['emergency.longest', 'no emergency is granted'],
  ['emergency.second', 'no emergency is granted'],
  ['emergency.off', 'no emergency is granted'],
  ['review.every', 'nothing is reviewed'],
  ['review.unusedAfter', 'nothing is reviewed'],
  ['review.unanswered', 'nothing is reviewed'],
  ['leavers', 'nothing is done about those who have left'],
  ['outside', 'rights that were given elsewhere are left alone'],
];

const notYet = (given: Given): readonly PolicyFault[] =>
  LATER.flatMap(([key, effect]) => {
    const one = given[key];
    // What is built in anyway promises nothing.
    if (one === undefined || JSON.stringify(one.value) === JSON.stringify(BUILT_IN[key])) return [];
    return [warning(one.place, 'not-yet', `This release does not act on "${key}" yet: ${effect}.`)];
  });

/** A party that asks for more approvals than its set has people. */
function fewPeople({ approve }: Given, sets: Rulebook['sets']): readonly PolicyFault[] {
  return (approve?.value ?? []).flatMap(({ from, count }) => {
    const set = sets[from];
    if (approve === undefined || set === undefined || !('people' in set) || set.people.length >= count) return [];
    const problem = `${count} of "${from}" must approve, which has ${set.people.length}; the fallback decides.`;
    return [warning(approve.place, 'too-few-people', problem)];
  });
}
