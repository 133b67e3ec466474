import type {
  Given,
  Limit,
  PeopleSet,
  Place,
  Rule,
  RuleValues,
  Selector,
  ValueKey,
} from '../../domain/policy/rules/values.ts';
import type { Yaml } from './document.ts';
import type { LimitEntry, PolicyFile, RuleEntry, ValuesEntry } from './schema.ts';

/** Entries of the file, as read → what the rule book works with: each value under its key, with its place. */

type Path = readonly PropertyKey[];

/** Fields whose parts are inherited one by one. */
const PARTS = ['term', 'extend', 'review', 'emergency'] as const;

export function givenOf(entry: ValuesEntry, path: Path, yaml: Yaml): Given {
  const { term, extend, review, emergency, mayAsk, reasonPrompt, ...whole } = entry;
  const parts = { term, extend: extend === 'never' ? { ask: false } : extend, review, emergency };
  const pairs: [string, unknown, Path][] = Object.entries(whole).map(([key, value]) => [key, value, [key]]);
  if (mayAsk !== undefined) pairs.push(['mayAsk', [mayAsk], ['mayAsk']]);
  if (reasonPrompt !== undefined) {
    const prompt = typeof reasonPrompt === 'string' ? { en: reasonPrompt, nl: reasonPrompt } : reasonPrompt;
    pairs.push(['reasonPrompt', prompt, ['reasonPrompt']]);
  }
  for (const field of PARTS)
    for (const [part, value] of Object.entries(parts[field] ?? {})) {
      // An emergency is always granted by the admins: the field says so to whoever reads the file.
      if (part !== 'by') pairs.push([`${field}.${part}`, value, [field, part]]);
    }
  const given = pairs.map(([key, value, at]) => [key, { value, place: placeOf(yaml, [...path, ...at]) }]);
  // The schema has checked each value, and every key is one of RuleValues.
  return Object.fromEntries(given) as Given;
}

/** Where the key stands; of a part that the file writes as one word, the whole field. */
function placeOf(yaml: Yaml, path: Path): Place {
  return yaml.placeOfKey(path.slice(0, -1), String(path.at(-1)));
}

export function ruleOf(entry: RuleEntry, path: Path, yaml: Yaml): Rule {
  const { name, for: selector, right = null, over, ...values } = entry;
  return {
    ...{ name, right, over: listOf(over), for: selectorOf(selector) },
    given: givenOf(values, path, yaml),
    place: yaml.place(path),
  };
}

export function limitOf(entry: LimitEntry, path: Path, yaml: Yaml): Limit {
  const { name, for: selector, right = null, approvals = null, alsoApprove = null } = entry;
  const place = (key: keyof LimitEntry) => yaml.placeOfKey(path, key);
  const { longest, reason, membersOnly, auto, second, reviewAtLeastEvery } = entry;
  const given: { [Key in ValueKey]?: { value: RuleValues[Key]; place: Place } } = {};
  if (longest !== undefined) given['term.longest'] = { value: longest, place: place('longest') };
  if (reason !== undefined) given.reason = { value: reason, place: place('reason') };
  if (membersOnly !== undefined) given.membersOnly = { value: membersOnly, place: place('membersOnly') };
  if (auto !== undefined) given.auto = { value: auto, place: place('auto') };
  if (second !== undefined) given['emergency.second'] = { value: second, place: place('second') };
  if (reviewAtLeastEvery !== undefined)
    given['review.every'] = { value: reviewAtLeastEvery, place: place('reviewAtLeastEvery') };
  const places = { approvals: place('approvals'), alsoApprove: place('alsoApprove') };
  return { name, right, approvals, alsoApprove, given, places, for: selectorOf(selector), place: yaml.place(path) };
}

export const setsOf = (people: PolicyFile['people']): Readonly<Record<string, PeopleSet>> =>
  Object.fromEntries(
    Object.entries(people ?? {}).map(([name, set]) => [name, Array.isArray(set) ? { people: set } : set]),
  );

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function selectorOf(selector: RuleEntry['for']): Selector {
  const entries = Object.entries(selector ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, listOf(value)]));
}
