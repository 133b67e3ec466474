import { z } from 'zod';
import type { ActiveGrant, EndedGrant, Ending } from '../grant.ts';
import * as R from '../request.ts';
import { type Fields, readJson, type Upcast } from './reader.ts';
import { at, groupId, requestId, right, userId } from './values.ts';

/** Requests as they are stored: `{"v":1, …}`. A change of their shape adds an upcast here, and fixtures of the old shape. */

const text = z.string();
const texts = z.array(text);
export const panelKind = z.enum(R.PANEL_KINDS);

const term = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('for'), duration: text, zone: text }),
  z.strictObject({ kind: z.literal('until'), date: text, zone: text }),
]) satisfies z.ZodType<R.Term>;

const askedFields = {
  id: requestId,
  batch: requestId,
  requester: userId,
  beneficiary: userId,
  group: groupId,
  right,
  term: term.nullable(),
  reason: text.nullable(),
  askedAt: at,
  held: z.array(right).nullable(),
  policy: z.strictObject({
    rule: text.nullable(),
    hash: text.nullable(),
    limits: texts,
    approve: z.array(z.strictObject({ from: text, count: z.int().min(1) })),
    remind: texts,
    escalate: z.strictObject({ after: text, to: text }).nullable(),
    lapse: text.nullable(),
    workHours: z
      .strictObject({
        from: text,
        to: text,
        days: z.array(z.enum(R.WEEKDAYS)),
        zone: text,
      } satisfies Fields<R.WorkHours>)
      .nullable(),
  } satisfies Fields<R.Stamp>),
} satisfies Fields<R.Asked>;
export const asked = z.strictObject(askedFields);

export const panels = z.array(
  z.strictObject({
    ...{ of: panelKind, set: text.optional(), needed: z.int().min(1) },
    people: z.array(userId),
    quiet: z.array(userId).optional(),
  } satisfies Fields<R.Panel>),
);
export const sits = { as: panelKind, set: text.optional() };
const approval = z.strictObject({ by: userId, ...sits, at } satisfies Fields<R.Approval>);
const decision = z.strictObject({
  ...{ by: userId, ...sits, at },
  reason: text.nullable(),
} satisfies Fields<R.Decision>);

export const delegates = z.strictObject({ sendAs: texts, sendOnBehalf: texts } satisfies Fields<R.Delegates>);
export const delegatesRead = z.union([delegates, z.literal('not-read')]);

export const stray = z.strictObject({
  right,
  id: text.nullable(),
  name: text,
  address: text.nullable(),
  by: z.enum(['behalf', 'others']),
  gone: z.boolean(),
} satisfies Fields<R.Stray>);

export const failure = z.enum(R.failures);

export const applyingFields = {
  at,
  held: z.array(right),
  before: delegates,
  ids: texts.optional(),
  replacing: z.literal(true).optional(),
  undoing: failure.optional(),
} satisfies Fields<R.Applying>;
const applying = z.strictObject(applyingFields);

const forbidden = z.strictObject({
  why: z.literal('forbidden'),
  of: z.enum(['group', 'app', 'change']),
  since: at,
  told: z.boolean(),
  until: at,
});
const gone = { person: userId.nullable(), until: at };
const stuck = z.discriminatedUnion('why', [
  forbidden,
  z.strictObject({ ...gone, why: z.literal('deleted'), deletedAt: at }),
  z.strictObject({ ...gone, why: z.literal('missing'), deletedAt: at.nullable(), since: at }),
]) satisfies z.ZodType<R.Stuck>;
const pauses = ['throttled', 'busy', 'unavailable', 'refused', 'blocked', 'readback', 'still-shown'] as const;
const pause = z.strictObject({
  why: z.enum([...pauses, 'directory', 'group-unknown', 'returned']),
  until: at,
  since: at.optional(),
  entry: text.optional(),
} satisfies Fields<R.Pause>);
export const delay = z.discriminatedUnion('why', [stuck, pause]) satisfies z.ZodType<R.Delay>;

export const ending = z.strictObject({
  by: z.union([z.literal('behalf'), userId]),
  as: panelKind.optional(),
  cause: z.enum(['given-back', 'taken-away', 'expired', 'replaced']),
  reason: text.nullable(),
  at,
} satisfies Fields<Ending>);

export const origin = z.enum(['granted', 'found']);
const grantFields = { origin, appliedAt: at, readBackAt: at, endsAt: at.nullable(), before: delegates };
export const proof = z.enum([
  'answered',
  'read',
  'continued',
  'group-beyond-restoring',
  'person-beyond-restoring',
]) satisfies z.ZodType<EndedGrant['proof']>;
const grant = z.discriminatedUnion('status', [
  z.strictObject({
    ...grantFields,
    status: z.literal('active'),
    after: delegates,
    ending: ending.nullable(),
    delay: delay.nullable(),
    stuck: stuck.nullable(),
  } satisfies Fields<ActiveGrant>),
  z.strictObject({
    ...grantFields,
    status: z.literal('ended'),
    after: delegatesRead,
    proof,
    ending,
    endedAt: at,
    replacedBy: requestId.nullable(),
  } satisfies Fields<EndedGrant>),
]);

export const answered = z.strictObject({ request: requestId, endsAt: at.nullable() } satisfies Fields<R.Answered>);

const fields = {
  ...askedFields,
  revision: z.int().min(1),
  asked: panels,
  askedBefore: z.array(userId),
  approvals: z.array(approval),
  terms: z.int().min(1),
  reminded: z.int().min(0),
  escalated: text.optional(),
  strays: z.array(stray).optional(),
};
const closedAt = at;
const request = z.discriminatedUnion('status', [
  z.strictObject({ ...fields, status: z.literal('pending') } satisfies Fields<R.Pending>),
  z.strictObject({
    ...fields,
    status: z.literal('approved'),
    approvals: z.tuple([approval], approval),
    applying: applying.nullable(),
    delay: delay.nullable(),
    stuck: stuck.nullable(),
    stop: ending.nullable(),
  } satisfies Fields<R.Approved>),
  z.strictObject({
    ...fields,
    status: z.literal('applied'),
    grant,
  } satisfies Fields<R.Applied>),
  z.strictObject({ ...fields, status: z.literal('denied'), decision } satisfies Fields<R.Denied>),
  z.strictObject({
    ...{ ...fields, status: z.literal('cancelled'), closedAt },
    by: userId,
    reason: text.nullable(),
  } satisfies Fields<R.Cancelled>),
  z.strictObject({
    ...{ ...fields, status: z.literal('lapsed'), closedAt },
    answered: answered.nullable(),
  } satisfies Fields<R.Lapsed>),
  z.strictObject({
    ...{ ...fields, status: z.literal('failed'), closedAt },
    why: failure,
  } satisfies Fields<R.Failed>),
]) satisfies z.ZodType<R.Request>;

const upcasts: readonly Upcast[] = [];

export const writeRequest = (state: R.Request): string => JSON.stringify({ v: upcasts.length + 1, ...state });

/** A stored request of any release. Throws `UnreadableError`. */
export const readRequest = (id: string, json: string): R.Request =>
  readJson(`Request ${id}`, json, { schema: request, upcasts });
