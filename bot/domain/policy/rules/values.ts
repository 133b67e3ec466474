import type { Right, WorkHours } from '../../request.ts';

/** What a policy file can say of requests, and what holds where it says nothing. */

/** So many approvals by the people of one body. */
export interface Party {
  /** `owners`, `admins`, or the name of a set of people. */
  readonly from: string;
  readonly count: number;
}

/** Who gets a right without anybody's decision, and for how long at most. */
export interface Auto {
  /** `owners`, `members`, or the name of a set of people. */
  readonly for: string;
  /** ISO 8601; null: no end is needed. */
  readonly longest: string | null;
  /** Automatic approvals that one person may get in a day; null: any number. */
  readonly perDay: number | null;
}

/**
 * Everything that a rule can set, by the path of its field in the file. Durations are ISO 8601; null: none. The parts of
 * a field with a dot are inherited one by one.
 */
export interface RuleValues {
  /** Only members of the group can get a right on it. */
  readonly membersOnly: boolean;
  /** An approval also makes the beneficiary a member. */
  readonly addMember: boolean;
  /** Each must hold for who asks: `anyone`, `members`, or the name of a set of people. */
  readonly mayAsk: readonly string[];
  readonly forOthers: boolean;
  /** Every party must approve. */
  readonly approve: readonly Party[];
  /** Who decides, in this order, in the place of a party with too few usable people. */
  readonly fallback: readonly string[];
  /** Object ids and addresses of approvers who are never notified. */
  readonly quiet: readonly string[];
  readonly auto: Auto | 'never';
  readonly reason: 'optional' | 'required';
  /** A question for the reason, by language. */
  readonly reasonPrompt: Readonly<Record<string, string>> | null;
  readonly 'term.default': string | null;
  readonly 'term.longest': string | null;
  readonly 'term.offer': readonly string[];
  readonly 'extend.ask': boolean;
  /** Total from the first grant. */
  readonly 'extend.longest': string | null;
  readonly remind: readonly string[];
  readonly escalate: { readonly after: string; readonly to: string } | 'never';
  readonly lapse: string;
  readonly workHours: WorkHours | null;
  readonly 'review.every': string | null;
  readonly 'review.unusedAfter': string | null;
  readonly 'review.unanswered': 'keep' | 'escalate' | 'remove';
  readonly leavers: 'propose' | 'remove';
  readonly outside: 'card' | 'report' | 'ignore';
  readonly apply: 'exchange' | 'handoff';
  readonly 'emergency.longest': string;
  /** A second admin must confirm. */
  readonly 'emergency.second': boolean;
  readonly 'emergency.off': boolean;
}

export type ValueKey = keyof RuleValues;

/** What holds without a file. */
export const BUILT_IN: RuleValues = {
  membersOnly: true,
  addMember: false,
  mayAsk: ['anyone'],
  forOthers: true,
  approve: [{ from: 'owners', count: 1 }],
  fallback: ['admins'],
  quiet: [],
  auto: 'never',
  reason: 'optional',
  reasonPrompt: null,
  'term.default': null,
  'term.longest': null,
  'term.offer': [],
  'extend.ask': true,
  'extend.longest': null,
  remind: ['P1D', 'P3D', 'P7D'],
  escalate: { after: 'P10D', to: 'admins' },
  lapse: 'P14D',
  workHours: null,
  'review.every': null,
  'review.unusedAfter': 'P90D',
  'review.unanswered': 'escalate',
  leavers: 'propose',
  outside: 'card',
  apply: 'exchange',
  'emergency.longest': 'PT8H',
  'emergency.second': false,
  'emergency.off': false,
};

export const VALUE_KEYS = Object.keys(BUILT_IN) as readonly ValueKey[];

/** Where a value of the file stands; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Values that a part of the file gives, each with its place. */
export type Given = { readonly [Key in ValueKey]?: { readonly value: RuleValues[Key]; readonly place: Place } };

/** Which groups a rule or a limit is about. Two keys mean both; several values of one key mean any of them. */
export interface Selector {
  /** Object ids and addresses. */
  readonly group?: readonly string[];
  /** Display names, where `*` stands for any characters. */
  readonly name?: readonly string[];
  /** Names and ids of sensitivity labels. */
  readonly label?: readonly string[];
  readonly classification?: readonly string[];
  readonly visibility?: readonly string[];
}

export interface Rule {
  readonly name: string;
  readonly for: Selector;
  /** Null: both rights. */
  readonly right: Right | null;
  /** Names of rules that this one goes before where both would apply. */
  readonly over: readonly string[];
  readonly given: Given;
  readonly place: Place;
}

/** Tightens whatever rule applies; never loosens it. */
export interface Limit {
  readonly name: string;
  readonly for: Selector;
  readonly right: Right | null;
  /** Approvals needed at least, over all parties; null: as the rule says. */
  readonly approvals: number | null;
  readonly alsoApprove: Party | null;
  /** Values that tighten those of the rule. */
  readonly given: Given;
  readonly places: { readonly approvals?: Place; readonly alsoApprove?: Place };
  readonly place: Place;
}

/** Addresses and object ids, or the members of one Entra group. */
export type PeopleSet = { readonly people: readonly string[] } | { readonly group: string };

/** A policy file, read and checked. */
export interface Rulebook {
  /** SHA-256 of the file's bytes in lower-case hex; null: no file, everything is built in. */
  readonly hash: string | null;
  readonly sets: Readonly<Record<string, PeopleSet>>;
  readonly defaults: Given;
  readonly rules: readonly Rule[];
  readonly limits: readonly Limit[];
}

export const BUILT_IN_RULEBOOK: Rulebook = { hash: null, sets: {}, defaults: {}, rules: [], limits: [] };
