import type { Right } from '../../request.ts';
import { fits, rankOf, type SelectorKey, type Target, unreadKeys } from './selectors.ts';
import { approvalsNeeded, everyParty, isLonger, stricterOf } from './tighten.ts';
import {
  BUILT_IN,
  type Given,
  type Limit,
  type Place,
  type Rule,
  type Rulebook,
  type RuleValues,
  VALUE_KEYS,
  type ValueKey,
} from './values.ts';

/** What a policy file says of one right on one group. */

export type Source = Place | 'built-in';

export interface Ruling {
  /** Null: no rule is about this group; the defaults hold. */
  readonly rule: string | null;
  /** Names of the limits that apply, in the order of the file. */
  readonly limits: readonly string[];
  readonly values: RuleValues;
  readonly from: Readonly<Record<ValueKey, Source>>;
  /** Why the admins decide instead of those whom a rule names; null: one rule applies. */
  readonly unclear: Unclear | null;
}

/** `tie`: two rules apply and neither goes first. `unread`: what they select by could not be read. */
export type Unclear =
  | { readonly why: 'tie'; readonly rules: readonly string[] }
  | { readonly why: 'unread'; readonly of: readonly SelectorKey[]; readonly rules: readonly string[] }
  /** The people of these sets could not be read. */
  | { readonly why: 'people'; readonly sets: readonly string[] };

/** What holds of a group that is gone, about which nothing is decided any more. */
export const BUILT_IN_RULING: Ruling = {
  ...{ rule: null, limits: [], unclear: null },
  values: BUILT_IN,
  from: Object.fromEntries(VALUE_KEYS.map((key) => [key, 'built-in'])) as Ruling['from'],
};

/** The one rule that applies, what it leaves out, and every limit. Of what cannot be read the strictest holds. */
export function rulingOf(book: Rulebook, target: Target, right: Right): Ruling {
  const { candidates, unclear } = choose(book.rules, target, right);
  const limits = book.limits.filter((one) => isAbout(one, target, right) !== 'no');
  const [first = null, ...others] = candidates.map((rule) => layered(book.defaults, rule?.given ?? {}));
  const chosen = others.reduce((one, other) => mergeStrictly(one, other), first ?? layered(book.defaults, {}));
  const decided = unclear === null ? chosen : byAdmins(chosen);
  const tightened = limits.reduce((sofar, limit) => tighten(sofar, limit), decided);
  const rule = unclear === null ? (candidates[0]?.name ?? null) : null;
  return { rule, limits: limits.map(({ name }) => name), ...withinLongest(tightened), unclear };
}

type Sourced = Pick<Ruling, 'values' | 'from'>;

interface Choice {
  /** Null: the defaults alone. */
  readonly candidates: readonly (Rule | null)[];
  readonly unclear: Unclear | null;
}

const isAbout = ({ for: selector, right: only }: Rule | Limit, target: Target, right: Right) =>
  only !== null && only !== right ? 'no' : fits(selector, target);

function choose(rules: readonly Rule[], target: Target, right: Right): Choice {
  const about = rules.map((rule) => ({ rule, fit: isAbout(rule, target, right) }));
  const winners = bestOf(about.filter(({ fit }) => fit === 'yes').map(({ rule }) => rule));
  const perhaps = about.filter(({ fit }) => fit === 'unread').map(({ rule }) => rule);
  const inDoubt = perhaps.filter((one) => winners.length === 0 || winners.some((other) => !goesBefore(other, one)));
  const candidates = [...(winners.length > 0 ? winners : [null]), ...inDoubt];
  const names = candidates.flatMap((one) => (one === null ? [] : [one.name]));
  if (inDoubt.length > 0) {
    const of = [...new Set(inDoubt.flatMap((one) => unreadKeys(one.for, target)))];
    return { candidates, unclear: { why: 'unread', of, rules: names } };
  }
  return { candidates, unclear: winners.length > 1 ? { why: 'tie', rules: names } : null };
}

/** Those that no other goes before: one, unless there is a tie. */
const bestOf = (rules: readonly Rule[]): readonly Rule[] => {
  const top = Math.max(...rules.map(orderOf));
  const tied = rules.filter((rule) => orderOf(rule) === top);
  const best = tied.filter((rule) => !tied.some((other) => other.over.includes(rule.name)));
  // Whoever goes before some of them only has not settled the tie with the others.
  return best.length > 0 ? best : tied;
};

/** The kind of selector counts first; of one kind, a rule for one right goes before one for both. */
export const orderOf = ({ for: selector, right }: Rule): number => 2 * rankOf(selector) + (right === null ? 0 : 1);

const goesBefore = (one: Rule, other: Rule) =>
  orderOf(one) > orderOf(other) || (orderOf(one) === orderOf(other) && one.over.includes(other.name));

/** Values of a rule over those of the defaults, over what is built in. */
const layered = (defaults: Given, given: Given): Sourced =>
  VALUE_KEYS.reduce((sofar, key) => taken(sofar, key, given[key] ?? defaults[key]), BUILT_IN_RULING as Sourced);

function taken<Key extends ValueKey>(sofar: Sourced, key: Key, one: Given[Key]): Sourced {
  if (one === undefined) return sofar;
  return { values: { ...sofar.values, [key]: one.value }, from: { ...sofar.from, [key]: one.place } };
}

const mergeStrictly = (one: Sourced, other: Sourced): Sourced =>
  VALUE_KEYS.reduce((sofar, key) => stricterBy(sofar, key, other.values[key], other.from[key]), one);

function stricterBy<Key extends ValueKey>(sofar: Sourced, key: Key, value: RuleValues[Key], source: Source): Sourced {
  const strict = stricterOf(key, sofar.values[key], value);
  if (strict === sofar.values[key]) return sofar;
  return { values: { ...sofar.values, [key]: strict }, from: { ...sofar.from, [key]: source } };
}

/** The same while the people whom it names cannot be read: the admins decide instead. */
export const withoutPeople = (ruling: Ruling, sets: readonly string[]): Ruling => ({
  ...{ ...ruling, ...byAdmins(ruling), unclear: { why: 'people', sets } },
});

/** Nobody else decides, and never fewer of them, while it is unclear which rule applies. */
function byAdmins({ values, from }: Sourced): Sourced {
  const approve = [{ from: 'admins', count: approvalsNeeded(values.approve) }];
  return { values: { ...values, approve, auto: 'never' }, from };
}

function tighten(sofar: Sourced, limit: Limit): Sourced {
  const keys = Object.keys(limit.given) as readonly ValueKey[];
  const tightened = keys.reduce((it, key) => tightenOne(it, key, limit.given), sofar);
  return moreApprovals(tightened, limit);
}

function tightenOne<Key extends ValueKey>(sofar: Sourced, key: Key, given: Given): Sourced {
  const limit = given[key];
  // The type of a value hangs on its key, which an index access does not keep.
  return limit === undefined ? sofar : stricterBy(sofar, key, limit.value as RuleValues[Key], limit.place);
}

/** One more party, and so many approvals in all: those that are missing come from the first party. */
function moreApprovals({ values, from }: Sourced, { approvals, alsoApprove, places }: Limit): Sourced {
  const parties = alsoApprove === null ? values.approve : everyParty(values.approve, [alsoApprove]);
  const missing = (approvals ?? 0) - approvalsNeeded(parties);
  const approve =
    missing <= 0 ? parties : parties.map((one, n) => (n === 0 ? { ...one, count: one.count + missing } : one));
  const changed = approvalsNeeded(approve) > approvalsNeeded(values.approve);
  if (!changed) return { values, from };
  const place = (missing > 0 ? places.approvals : places.alsoApprove) ?? from.approve;
  return { values: { ...values, approve }, from: { ...from, approve: place } };
}

/** The longest time pulls down the one that is taken where none is said, and those that are offered. */
function withinLongest({ values, from }: Sourced): Sourced {
  const longest = values['term.longest'];
  if (longest === null) return { values, from };
  const usual = values['term.default'];
  const pulled = usual === null || isLonger(usual, longest);
  const offer = values['term.offer'].filter((term) => !isLonger(term, longest));
  const within = { ...values, 'term.default': pulled ? longest : usual, 'term.offer': offer };
  return { values: within, from: pulled ? { ...from, 'term.default': from['term.longest'] } : from };
}
