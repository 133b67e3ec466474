import type { Party, RuleValues } from '../domain/policy.ts';
import { inert } from './inert.ts';
import { duration, type Locale, list } from './languages.ts';
import type { Say } from './texts.ts';

/** What a company's policy says, in words: for the chat and for the command line. */

/** Fields of the file in the order in which they are told. */
export const POLICY_FIELDS = [
  ...(['approve', 'fallback', 'quiet', 'mayAsk', 'forOthers', 'membersOnly', 'addMember', 'auto'] as const),
  ...(['reason', 'reasonPrompt', 'term', 'extend', 'remind', 'escalate', 'lapse', 'workHours', 'apply'] as const),
  ...(['emergency', 'review', 'leavers', 'outside'] as const),
] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];

/** One field as a sentence of its own, without a full stop. */
export const fieldInWords = (field: PolicyField, values: RuleValues, say: Say, locale: Locale): string =>
  words[field](values, {
    say,
    long: (iso) => (iso === null ? 'none' : duration(locale, iso)),
    all: (texts) => list(locale, texts),
    locale,
  });

interface Teller {
  readonly say: Say;
  /** A duration, or `none`. */
  readonly long: (iso: string | null) => string;
  readonly all: (texts: readonly string[]) => string;
  readonly locale: Locale;
}

const yes = (is: boolean) => (is ? 'yes' : 'no');

const words: Readonly<Record<PolicyField, (values: RuleValues, teller: Teller) => string>> = {
  approve: ({ approve }, { say, all }) =>
    say('policy-approve', { parties: all(approve.map((party) => inWords(party, say))) }),
  fallback: ({ fallback }, teller) =>
    fallback.length === 0
      ? teller.say('policy-fallback-none')
      : teller.say('policy-fallback', { names: bodies(fallback, teller) }),
  quiet: ({ quiet }, teller) =>
    quiet.length === 0 ? teller.say('policy-quiet-none') : teller.say('policy-quiet', { names: bodies(quiet, teller) }),
  mayAsk: ({ mayAsk }, { say, all }) => {
    const limited = mayAsk.filter((name) => name !== 'anyone');
    return limited.length === 0
      ? say('policy-may-ask-anyone')
      : say('policy-may-ask', { names: all(limited.map((name) => body(name, say))) });
  },
  forOthers: ({ forOthers }, { say }) => say('policy-for-others', { yes: yes(forOthers) }),
  membersOnly: ({ membersOnly }, { say }) => say('policy-members-only', { yes: yes(membersOnly) }),
  addMember: ({ addMember }, { say }) => say('policy-add-member', { yes: yes(addMember) }),
  auto: ({ auto }, { say, long }) =>
    auto === 'never'
      ? say('policy-auto-never')
      : say('policy-auto', { names: body(auto.for, say), longest: long(auto.longest), count: auto.perDay ?? 0 }),
  reason: ({ reason }, { say }) => say('policy-reason', { required: yes(reason === 'required') }),
  reasonPrompt: ({ reasonPrompt }, { say, locale }) =>
    say('policy-reason-prompt', { prompt: inert(reasonPrompt?.[locale] ?? '', 300) || 'none' }),
  term: (values, { say, long, all }) =>
    say('policy-term', {
      usual: long(values['term.default']),
      longest: long(values['term.longest']),
      offer: all(values['term.offer'].map(long)) || 'none',
    }),
  extend: (values, { say, long }) =>
    say('policy-extend', { yes: yes(values['extend.ask']), longest: long(values['extend.longest']) }),
  remind: ({ remind }, { say, long, all }) =>
    remind.length === 0 ? say('policy-remind-none') : say('policy-remind', { times: all(remind.map(long)) }),
  escalate: ({ escalate }, { say, long }) =>
    escalate === 'never'
      ? say('policy-escalate-never')
      : say('policy-escalate', { names: body(escalate.to, say), after: long(escalate.after) }),
  lapse: ({ lapse }, { say, long }) => say('policy-lapse', { after: long(lapse) }),
  workHours: ({ workHours: hours }, { say }) =>
    hours === null
      ? say('policy-work-hours-none')
      : say('policy-work-hours', { from: hours.from, to: hours.to, zone: hours.zone }),
  apply: ({ apply }, { say }) => say('policy-apply', { by: apply }),
  emergency: (values, { say, long }) =>
    say('policy-emergency', {
      off: yes(values['emergency.off']),
      longest: long(values['emergency.longest']),
      second: yes(values['emergency.second']),
    }),
  review: (values, { say, long }) => say('policy-review', { every: long(values['review.every']) }),
  leavers: ({ leavers }, { say }) => say('policy-leavers', { what: leavers }),
  outside: ({ outside }, { say }) => say('policy-outside', { what: outside }),
};

const bodies = (names: readonly string[], { say, all }: Teller) => all(names.map((name) => body(name, say)));

function inWords({ from, count }: Party, say: Say): string {
  const kind = from === 'owners' || from === 'admins' ? from : 'set';
  return say('policy-party', { kind, name: inert(from, 60), count });
}

/** A body of people: in words, or the name of a set. */
function body(name: string, say: Say): string {
  const kind = ['owners', 'admins', 'members'].includes(name) ? name : 'set';
  return say('policy-body', { kind, name: inert(name, 120) });
}
