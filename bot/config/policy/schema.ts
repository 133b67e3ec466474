import { z } from 'zod';
import { WEEKDAYS } from '../../domain/request.ts';
import { readTerm } from '../../domain/term.ts';

/** The policy file, `version: 1`: what may stand where. The JSON Schema for editors is made from it. */

const duration = z
  .string()
  .refine((text) => readTerm(text, null, 'UTC') !== 'unreadable', 'must be an ISO 8601 duration, such as P90D or PT8H')
  .meta({ pattern: '^P', examples: ['P90D', 'PT8H'] });
const durationOrNone = duration.nullable();
const text = z.string().trim().min(1);
/** One value, or a list of which any may hold. */
const oneOrMore = z.union([text, z.array(text).min(1)]);

const set = text.describe('owners, admins, or the name of a set of people');
const party = z.strictObject({ from: set, count: z.int().min(1).max(20).default(1) });
const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time between "00:00" and "23:59", in quotes');

export const selector = z.strictObject({
  group: oneOrMore.describe('Object ids or addresses of groups').optional(),
  name: oneOrMore.describe('Display names; * means any characters').optional(),
  label: oneOrMore.describe('Names or ids of sensitivity labels').optional(),
  classification: oneOrMore.optional(),
  visibility: oneOrMore.optional(),
});
const right = z.enum(['sendAs', 'sendOnBehalf']).describe('Both rights when left out');

const workHours = z
  .strictObject({
    from: time,
    to: time,
    days: z.array(z.enum(WEEKDAYS)).min(1).default(['mon', 'tue', 'wed', 'thu', 'fri']),
    zone: z.string().refine(isZone, 'must be an IANA time zone, such as Europe/Amsterdam'),
  })
  .refine(({ from, to }) => from < to, { error: 'must begin before they end, on the same day', path: ['to'] });

const auto = z.strictObject({
  for: text.describe('owners, members, or the name of a set of people'),
  longest: durationOrNone.default(null),
  perDay: z.int().min(1).max(1000).nullable().default(null),
});

/** Everything that `defaults` and a rule can set. */
const values = {
  membersOnly: z.boolean().describe('Only members of the group can get a right on it'),
  addMember: z.boolean().describe('An approval also makes the person a member'),
  mayAsk: text.describe('anyone, members, or the name of a set of people'),
  forOthers: z.boolean().describe('May one ask for somebody else?'),
  approve: z.array(party).min(1).describe('Every party must approve; each person counts once'),
  fallback: z.array(set).describe('Who decides instead where a party has too few usable people'),
  quiet: z.array(text).describe('People who may approve and are never notified'),
  auto: z.union([z.literal('never'), auto]),
  reason: z.enum(['optional', 'required']),
  reasonPrompt: z.union([text, z.record(z.string().regex(/^[a-z]{2}$/, 'must be a language, such as en'), text)]),
  term: z.strictObject({
    default: durationOrNone.optional(),
    longest: durationOrNone.optional(),
    offer: z.array(duration).max(8).optional(),
  }),
  extend: z.union([
    z.literal('never'),
    z.strictObject({ ask: z.boolean().optional(), longest: durationOrNone.optional() }),
  ]),
  remind: z.array(duration).max(10),
  escalate: z.union([z.literal('never'), z.strictObject({ after: duration, to: set })]),
  lapse: duration,
  workHours: workHours.nullable(),
  review: z.strictObject({
    every: durationOrNone.optional(),
    unusedAfter: durationOrNone.optional(),
    unanswered: z.enum(['keep', 'escalate', 'remove']).optional(),
  }),
  leavers: z.enum(['propose', 'remove']),
  outside: z.enum(['card', 'report', 'ignore']),
  apply: z.enum(['exchange', 'handoff']),
  emergency: z.strictObject({
    by: z.literal('admins').optional(),
    longest: duration
      .refine(
        (text) => readTerm(text, null, 'UTC') === 'unreadable' || isAtMostEightHours(text),
        'must be at most PT8H',
      )
      .optional(),
    second: z.boolean().optional(),
    off: z.boolean().optional(),
  }),
};

function isAtMostEightHours(duration: string): boolean {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration);
  if (parts === null) return false;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds <= 8 * 3600;
}

const partial = z.strictObject(values).partial();
const rule = z.strictObject({
  name: text,
  for: selector.optional(),
  right: right.optional(),
  over: oneOrMore.describe('Names of rules that this one goes before').optional(),
  ...partial.shape,
});
const limit = z.strictObject({
  name: text,
  for: selector.optional(),
  right: right.optional(),
  approvals: z.int().min(1).max(20).describe('Approvals needed at least, over all parties').optional(),
  alsoApprove: party.describe('One more party that must approve').optional(),
  longest: duration.optional(),
  reason: z.literal('required').optional(),
  membersOnly: z.literal(true).optional(),
  auto: z.literal('never').optional(),
  second: z.literal(true).optional(),
  reviewAtLeastEvery: duration.optional(),
});

/** Of requests in some time. */
const requests = z.int().min(1).max(100_000);
const settings = {
  openRequests: z.int().min(1).max(1000).describe('Requests that one person may have open at a time').optional(),
  restAfterDenial: durationOrNone.describe('How long a denied wish rests before it can be asked again').optional(),
  asks: z
    .strictObject({ perHour: requests, perDay: requests, perHourAfterDenials: requests, denials: requests })
    .partial()
    .describe('How often one person may ask')
    .optional(),
  lookUps: z.int().min(100).max(1_000_000).describe('What one person may have looked up in ten minutes').optional(),
};

export const policyFile = z
  .strictObject({
    version: z.literal(1),
    people: z
      .record(z.string(), z.union([z.array(text).min(1), z.strictObject({ group: z.guid() })]))
      .describe('Sets of people: addresses and object ids, or the members of one Entra group')
      .optional(),
    defaults: partial.optional(),
    rules: z.array(rule).optional(),
    limits: z.array(limit).optional(),
    watch: z
      .strictObject({ granted: duration.optional(), all: duration.optional(), confirm: duration.optional() })
      .describe('How often Exchange is compared with what was granted')
      .optional(),
    ...settings,
  })
  .describe('Policy of Behalf');
export type PolicyFile = z.infer<typeof policyFile>;
export type RuleEntry = z.infer<typeof rule>;
export type LimitEntry = z.infer<typeof limit>;
export type ValuesEntry = z.infer<typeof partial>;

/** A file without a version, as it was before there were rules: read as `defaults`. */
export const plainFile = z.strictObject({
  membersOnly: z.boolean().optional(),
  longest: durationOrNone.optional(),
  ...settings,
});

/** JSON Schema (2020-12) for editors. */
export const jsonSchema = (): object => z.toJSONSchema(policyFile, { io: 'input', unrepresentable: 'any' });
