import type { At, GroupId, RequestId, UserId } from '../../bot/domain/ids.ts';
import { BUILT_IN_RULING, type Ruling } from '../../bot/domain/policy.ts';
import type { Failure } from '../../bot/domain/request.ts';
import type { Status } from '../../bot/domain/status.ts';
import type { AuditShown, Beside, Button, Line, Reader, Step, View, Where, Who } from '../../bot/present/view.ts';

/** Sample people, groups and views: every card in every state, for tests and the gallery. */

const at = (text: string) => `2026-11-${text}:00.000Z` as At;
const id = (tail: number) => `00000000-0000-4000-8000-${String(tail).padStart(12, '0')}`;

const who = (tail: number, name: string, address: string, title: string | null, department: string | null): Who => ({
  id: id(tail) as UserId,
  name,
  address,
  title,
  department,
});
const where = (tail: number, name: string, address: string): Where => ({ id: id(tail) as GroupId, name, address });

export const alex = who(1, 'Alex Wilber', 'alexw@contoso.com', 'Marketing Assistant', 'Marketing');
export const megan = who(2, 'Megan Bowen', 'meganb@contoso.com', 'Marketing Manager', 'Marketing');
export const patti = who(3, 'Patti Fernandez', 'pattif@contoso.com', 'President', 'Executive Management');
export const zoe = who(4, "Zoë van 't Hof", 'zoe.vant.hof@contoso.com', null, 'Noord');
export const marketing = where(11, 'Marketing', 'marketing@contoso.com');
export const training = where(12, 'Training', 'training@contoso.com');
/** Somebody who has taken the president's name, with one letter of another alphabet. */
const imitator = who(21, 'Patti Fernand\u0435z', 'samt@contoso.com', 'Trainee', 'Sales');
const twin = where(22, 'Marketing', 'marketing-team2@contoso.com');
const endless = who(
  23,
  `Alex ${'van den Berg tot '.repeat(12)}Wilber`,
  `alex.${'van-den-berg-tot-'.repeat(3)}wilber@${'a-very-long-subsidiary-of-'.repeat(3)}contoso.com`,
  null,
  null,
);
const endlessGroup = where(
  24,
  'Marketing'.repeat(22),
  `marketing${'-and-communications'.repeat(4)}@${'subsidiary-of-'.repeat(5)}contoso.com`,
);
const lostId = id(25);
const lost: Who = { ...who(25, lostId, lostId, null, null), lost: 'unknown' };
const lostGroup: Where = { ...where(26, 'Campaign 2025', ''), address: null, lost: 'deleted' };
export const noord = where(13, 'Team Noord & Zuid', 'noord-zuid@contoso.com');

export const reader = (locale: Reader['locale'] = 'en'): Reader => ({
  locale,
  zone: 'Europe/Amsterdam',
  now: at('22T14:10'),
});

/** A request that waits; every other state is this one with a few fields changed. */
export const waiting: Line = {
  id: 'K7QF' as RequestId,
  revision: 3,
  status: 'waiting',
  right: 'sendOnBehalf',
  person: alex,
  requester: alex,
  group: marketing,
  term: { kind: 'until', date: '2026-11-27', zone: 'Europe/Amsterdam' },
  reason: 'the campaign starts Monday',
  askedAt: at('22T13:02'),
  waitingFor: [megan, patti],
  approvals: { by: [], needed: 1 },
  rule: null,
  timers: [],
  byAdmins: false,
  unreached: false,
  decision: null,
  held: [],
  delay: null,
  missed: null,
  adminsTold: false,
  appliedAt: null,
  readBackAt: null,
  endsAt: null,
  origin: null,
  failure: null,
  ended: null,
  cancelled: null,
  answered: null,
  beside: [],
  may: [],
};

const approvedBy = { by: megan, at: at('22T13:05'), reason: null };
const standing = { appliedAt: at('22T13:06'), readBackAt: at('22T13:06'), origin: 'granted' as const };

const changes: Readonly<Record<Status, Partial<Line>>> = {
  waiting: {},
  approved: { waitingFor: [], decision: approvedBy },
  applied: { waitingFor: [], decision: approvedBy, ...standing, endsAt: at('27T23:00') },
  denied: { waitingFor: [], decision: { ...approvedBy, reason: 'She is on leave; please ask again in January' } },
  cancelled: { waitingFor: [], cancelled: { by: alex, at: at('22T13:05'), reason: null } },
  lapsed: { waitingFor: [] },
  failed: { waitingFor: [], decision: approvedBy, failure: 'exchange-refused' },
  ending: {
    waitingFor: [],
    decision: approvedBy,
    ...standing,
    ended: { at: null, by: patti, cause: 'taken-away', reason: 'the campaign is over', proof: null },
  },
  ended: {
    waitingFor: [],
    decision: approvedBy,
    ...standing,
    ended: { at: at('27T23:01'), by: null, cause: 'expired', reason: null, proof: 'answered' },
  },
};

export const line = (status: Status, more: Partial<Line> = {}): Line => ({
  ...waiting,
  status,
  ...changes[status],
  ...more,
});

export const requests = (
  audience: 'asker' | 'approver' | 'holder',
  lines: readonly Line[],
  more: Partial<Extract<View, { view: 'requests' }>> = {},
): View => ({ view: 'requests', audience, lines, note: null, ...more });

const may: Readonly<Record<Status, readonly Button[]>> = {
  waiting: ['cancel'],
  approved: [],
  applied: ['give-back'],
  denied: [],
  cancelled: ['again'],
  lapsed: ['again'],
  failed: ['again'],
  ending: [],
  ended: ['again'],
};
export const states = Object.keys(changes) as readonly Status[];
export const failures: readonly Failure[] = [
  'approver-lost-right',
  'requester-gone',
  'beneficiary-gone',
  'beneficiary-guest',
  'beneficiary-not-member',
  'beneficiary-no-mailbox',
  'end-passed',
  'group-gone',
  'exchange-forbidden',
  'exchange-refused',
  'exchange-mistook',
];

const several: readonly Line[] = [
  line('waiting', { id: 'K7QF' as RequestId, may: ['approve', 'deny'] }),
  line('waiting', { id: 'M4RT' as RequestId, person: zoe, held: ['sendAs'], may: ['approve', 'deny'] }),
  line('applied', { id: 'P6HG' as RequestId, person: patti, group: training }),
  line('failed', { id: 'C9XW' as RequestId, person: zoe, group: noord }),
];

const beside = (more: Partial<Beside> = {}): Beside => ({
  ...{ request: 'M4RT' as RequestId, right: 'sendOnBehalf', requester: alex, status: 'waiting', endsAt: null },
  ...more,
});

const step = (by: Who | null, time: string, more: Partial<Step> = {}): Step => ({
  ...{ by, as: null, at: at(time), reason: null },
  ...more,
});
const byOwner = step(megan, '22T13:05', { as: 'owners' });

const entry = (event: string, more: Partial<AuditShown> = {}): AuditShown => ({
  seq: 40,
  oldest: 40,
  at: at('22T13:06'),
  event,
  changed: event.startsWith('right.'),
  request: 'K7QF' as RequestId,
  right: 'sendOnBehalf',
  group: marketing,
  person: alex,
  asked: step(alex, '22T13:02', { reason: 'the campaign starts Monday' }),
  approved: null,
  closed: null,
  before: null,
  after: null,
  folded: [],
  passed: null,
  ...more,
});

const draft = { right: null, people: [alex], groups: [marketing], term: null, reason: null };
const everything = { ...draft, right: 'sendAs' as const, term: waiting.term, reason: 'the campaign starts Monday' };

const ruled: Partial<Line> = {
  rule: 'marketing',
  timers: [
    { at: at('23T13:02'), why: 'remind' },
    { at: at('29T13:02'), why: 'lapse' },
  ],
};
const strictRuling: Ruling = {
  ...{ ...BUILT_IN_RULING, rule: 'marketing', limits: ['confidential'] },
  values: {
    ...BUILT_IN_RULING.values,
    ...{
      approve: [
        { from: 'owners', count: 2 },
        { from: 'risk', count: 1 },
      ],
      reason: 'required',
      mayAsk: ['office'],
    },
    ...{ 'term.default': 'P30D', 'term.longest': 'P90D', forOthers: false },
    workHours: { from: '08:00', to: '18:00', days: ['mon', 'tue'], zone: 'Europe/Amsterdam' },
  },
};

/** Every card, by a name for the gallery. */
export const samples: Readonly<Record<string, View>> = {
  ...Object.fromEntries(
    states.map((state) => [`asker ${state}`, requests('asker', [line(state, { may: may[state] })])]),
  ),
  'approver waiting': requests('approver', [
    line('waiting', { may: ['approve', 'deny'], requester: patti, waitingFor: [megan] }),
  ]),
  'approver either-or, send as': requests('approver', [
    line('waiting', {
      right: 'sendAs',
      held: ['sendOnBehalf'],
      may: ['approve', 'deny'],
      term: null,
      reason: null,
      group: training,
    }),
  ]),
  'approver, one of two has approved': requests('approver', [
    line('waiting', { ...ruled, waitingFor: [patti], approvals: { by: [megan], needed: 2 }, may: ['approve', 'deny'] }),
  ]),
  'asker, one of two has approved': requests('asker', [
    line('waiting', { ...ruled, waitingFor: [patti], approvals: { by: [megan], needed: 2 }, may: ['cancel'] }),
  ]),
  'approver, has approved with others missing': requests('approver', [
    line('waiting', { ...ruled, waitingFor: [patti], approvals: { by: [megan], needed: 2 }, may: ['deny'] }),
  ]),
  reminder: requests('approver', [line('waiting', { ...ruled, requester: alex, may: ['approve', 'deny'] })], {
    note: { notice: 'reminder', args: { request: 'K7QF' } },
  }),
  'policy, built in': {
    view: 'policy',
    group: marketing,
    rulings: [{ right: null, ruling: BUILT_IN_RULING, file: null }],
    builtIn: true,
  },
  'policy, a rule for each right': {
    view: 'policy',
    group: marketing,
    rulings: [
      { right: 'sendAs', ruling: strictRuling, file: 'policy.yaml:12' },
      { right: 'sendOnBehalf', ruling: { ...BUILT_IN_RULING, rule: 'marketing' }, file: 'policy.yaml:20' },
    ],
    builtIn: false,
  },
  'policy, two rules apply': {
    view: 'policy',
    group: marketing,
    rulings: [
      {
        ...{ right: null, file: null },
        ruling: {
          ...{ ...strictRuling, rule: null, unclear: { why: 'tie', rules: ['retail', 'confidential'] } },
          values: { ...strictRuling.values, approve: [{ from: 'admins', count: 3 }] },
        },
      },
    ],
    builtIn: false,
  },
  'approver unread, admins': requests('approver', [
    line('waiting', {
      held: null,
      byAdmins: true,
      may: ['approve', 'deny'],
      term: { kind: 'for', duration: 'P14D', zone: 'UTC' },
    }),
  ]),
  'approver, the same asked by another': requests('approver', [
    line('waiting', { beside: [beside({ requester: patti })], may: ['approve', 'deny'] }),
  ]),
  'approver, the other right asked too': requests('approver', [
    line('waiting', { beside: [beside({ right: 'sendAs' })], may: ['approve', 'deny'] }),
  ]),
  'approver, the other right on its way': requests('approver', [
    line('waiting', { beside: [beside({ right: 'sendAs', status: 'approved' })], may: ['approve', 'deny'] }),
  ]),
  'approver, held already': requests('approver', [
    line('waiting', { beside: [beside({ status: 'applied', endsAt: at('27T23:00') })], may: ['approve', 'deny'] }),
  ]),
  'asker answered by another': requests('asker', [
    line('lapsed', { answered: { request: 'M4RT' as RequestId, endsAt: at('27T23:00') } }),
  ]),
  'news lapsed': {
    view: 'news',
    news: 'lapsed',
    line: line('lapsed', { requester: patti, answered: { request: 'M4RT' as RequestId, endsAt: null } }),
    audience: 'asker',
  },
  'approver, may mute': requests('approver', [line('denied', { requester: endless, may: ['mute'] })]),
  'approver, has muted': requests('approver', [
    line('denied', { requester: endless, may: ['unmute'], mutedUntil: at('22T13:05') }),
  ]),
  'approver second': requests('approver', [line('approved')], {
    note: { notice: 'already-decided-by', args: { name: 'Megan Bowen', status: 'approved', request: 'K7QF' } },
  }),
  'approver applied': requests('approver', [line('applied', { may: ['revoke'] })]),
  'asker unreached': requests('asker', [line('waiting', { unreached: true, may: ['cancel'] })]),
  'holder gave back': {
    view: 'news',
    news: 'ended',
    line: line('ended', {
      ended: { at: at('23T09:00'), by: alex, cause: 'given-back', reason: null, proof: 'answered' },
      may: ['again'],
    }),
    audience: 'holder',
  },
  'approver of what was given back': {
    view: 'news',
    news: 'ended',
    line: line('ended', {
      ended: { at: at('23T09:00'), by: alex, cause: 'given-back', reason: null, proof: 'answered' },
    }),
    audience: 'approver',
  },
  'asker delayed': requests('asker', [line('approved', { delay: { why: 'throttled', until: at('22T14:15') } })]),
  'asker of a deleted group': requests('asker', [
    line('ending', { delay: { why: 'deleted', person: null, deletedAt: at('20T10:00'), until: at('22T20:15') } }),
  ]),
  'approver of a deleted account': requests('approver', [
    line('ending', {
      missed: alex,
      delay: { why: 'deleted', person: alex.id, deletedAt: at('20T10:00'), until: at('22T20:15') },
    }),
  ]),
  'approver, refused': requests('approver', [
    line('ending', {
      adminsTold: true,
      delay: { why: 'forbidden', of: 'group', since: at('22T13:00'), told: true, until: at('22T14:15') },
    }),
  ]),
  'asker of a missing group': requests('asker', [
    line('approved', {
      delay: { why: 'missing', person: null, deletedAt: null, since: at('22T14:00'), until: at('22T14:15') },
      may: ['cancel'],
    }),
  ]),
  'asker, forbidden': requests('asker', [
    line('failed', { failure: 'exchange-forbidden', adminsTold: true, may: ['again'] }),
  ]),
  'asker of what is gone for good': requests('asker', [
    line('ended', {
      ended: { at: at('27T23:01'), by: null, cause: 'expired', reason: null, proof: 'group-beyond-restoring' },
    }),
  ]),
  'asker found': requests('asker', [line('applied', { origin: 'found', decision: null, term: null, endsAt: null })]),
  'approver several': requests('approver', several),
  'approver, one line not as it was shown': requests('approver', several, {
    note: { notice: 'changed', args: { request: 'M4RT' } },
  }),
  'more waits': { view: 'more', more: 18, total: 23, after: '2026-11-22T13:02:00.000Z K7QF M4RT' },
  'asker several': requests(
    'asker',
    several.map((one) => ({ ...one, may: may[one.status] })),
  ),
  'news applied': { view: 'news', news: 'applied', line: line('applied', { may: ['give-back'] }), audience: 'holder' },
  'news applied, to who asked for a colleague': {
    view: 'news',
    news: 'applied',
    line: line('applied', { requester: megan }),
    audience: 'asker',
  },
  'news applied, asked by a colleague': {
    view: 'news',
    news: 'applied',
    line: line('applied', { requester: megan, may: ['give-back'] }),
    audience: 'holder',
  },
  'news denied': { view: 'news', news: 'denied', line: line('denied'), audience: 'holder' },
  'news failed, no member, to an owner': {
    view: 'news',
    news: 'failed',
    line: line('failed', { failure: 'beneficiary-not-member' }),
    audience: 'approver',
  },
  'news failed, no member, a rule': {
    view: 'news',
    news: 'failed',
    line: line('failed', { failure: 'beneficiary-not-member', group: { ...marketing, dynamic: true }, may: ['again'] }),
    audience: 'holder',
  },
  'news ended': { view: 'news', news: 'ended', line: line('ended'), audience: 'holder' },
  'news cancelled': {
    view: 'news',
    news: 'cancelled',
    line: line('cancelled', {
      decision: approvedBy,
      cancelled: { by: patti, at: at('22T13:07'), reason: 'the campaign is off' },
    }),
    audience: 'holder',
  },
  'asker stopping': requests('asker', [
    line('ending', {
      ...{ appliedAt: null, readBackAt: null, origin: null },
      ended: { at: null, by: patti, cause: 'taken-away', reason: null, proof: null },
    }),
  ]),
  'asker several, for others': requests('asker', [
    line('waiting', { requester: megan, may: ['cancel'] }),
    line('cancelled', {
      id: 'M4RT' as RequestId,
      requester: megan,
      person: zoe,
      cancelled: { by: megan, at: at('22T13:05'), reason: null },
    }),
  ]),
  'what, any, for oneself': {
    view: 'what',
    person: alex,
    right: null,
    rights: [{ group: training, right: 'sendAs', endsAt: null, request: null }],
    covered: 12,
    unread: [],
    readAt: at('22T14:10'),
    done: true,
    you: true,
  },
  'asker for somebody else': requests('asker', [line('waiting', { requester: megan, may: ['cancel'] })]),
  'which right': { view: 'which-right', key: 'q1', draft, speaker: alex },
  'which person': {
    view: 'which',
    what: 'person',
    key: 'q1',
    words: 'Alex',
    candidates: [
      alex,
      who(5, 'Alex Wilber', 'alex.wilber2@contoso.com', 'Engineer', null),
      who(6, 'Alexandra Vos', 'alexv@contoso.com', null, 'Sales'),
    ],
  },
  'which group': {
    view: 'which',
    what: 'group',
    key: 'q1',
    words: 'Mark',
    candidates: [marketing, where(14, 'Marketing Europe', 'marketing-europe@contoso.com')],
  },
  same: {
    view: 'same',
    key: 'q1',
    from: megan,
    to: alex,
    rights: [
      { right: 'sendAs', group: training },
      { right: 'sendOnBehalf', group: marketing },
      { right: 'sendAs', group: noord },
    ],
    readAt: at('22T14:10'),
  },
  'same, nothing': { view: 'same', key: 'q1', from: megan, to: alex, rights: [], readAt: at('22T14:10') },
  form: {
    view: 'form',
    key: 'q1',
    draft: { ...draft, people: [], groups: [] },
    errors: [],
    note: null,
    near: [],
    speaker: alex,
    own: [marketing, training],
  },
  'form filled': { view: 'form', key: 'q1', draft: everything, errors: [], note: null, near: [] },
  'form errors': {
    view: 'form',
    key: 'q1',
    draft: { ...everything, groups: [], right: null },
    errors: [
      { field: 'right', error: 'right-missing' },
      { field: 'group', error: 'group-unknown' },
      { field: 'until', error: 'end-in-past' },
    ],
    note: { notice: 'group-unknown', args: { words: 'Marketting', near: 'Marketing' } },
    near: [marketing, training],
  },
  'form, nothing matches': {
    view: 'form',
    key: 'q1',
    draft: { ...everything, people: [], groups: [] },
    kept: { people: ['Alxe Wilbur'], groups: ['Marketting'] },
    errors: [
      { field: 'people', error: 'people-unknown' },
      { field: 'group', error: 'group-unknown' },
    ],
    note: { notice: 'group-unknown', args: { words: 'Marketting' } },
    near: [marketing, training],
  },
  'form, end unreadable': {
    view: 'form',
    key: 'q1',
    draft: { ...everything, term: null },
    errors: [{ field: 'until', error: 'end-unreadable' }],
    note: { notice: 'end-unreadable', args: {} },
    near: [],
  },
  who: {
    view: 'who',
    group: marketing,
    right: null,
    readAt: at('22T14:10'),
    delegates: [
      {
        name: 'Megan Bowen',
        address: 'meganb@contoso.com',
        right: 'sendAs',
        request: null,
        endsAt: null,
        overridden: false,
      },
      {
        name: 'Alex Wilber',
        address: 'alexw@contoso.com',
        right: 'sendOnBehalf',
        request: 'K7QF' as RequestId,
        endsAt: at('27T23:00'),
        overridden: false,
      },
      {
        name: 'Megan Bowen',
        address: 'meganb@contoso.com',
        right: 'sendOnBehalf',
        request: null,
        endsAt: null,
        overridden: true,
      },
    ],
  },
  'who, nobody': { view: 'who', group: marketing, right: 'sendAs', readAt: at('22T14:10'), delegates: [] },
  'who, only the other right': {
    view: 'who',
    group: marketing,
    right: 'sendAs',
    readAt: at('22T14:10'),
    delegates: [],
    others: [alex, megan],
  },
  'what, only the other right': {
    view: 'what',
    person: alex,
    right: 'sendAs',
    rights: [],
    covered: 12,
    unread: [],
    readAt: at('22T14:10'),
    done: true,
    others: [marketing],
    you: true,
  },
  what: {
    view: 'what',
    person: alex,
    right: null,
    rights: [
      { group: marketing, right: 'sendOnBehalf', endsAt: at('27T23:00'), request: 'K7QF' as RequestId },
      { group: training, right: 'sendAs', endsAt: null, request: null },
    ],
    covered: 12,
    unread: [noord],
    readAt: at('22T14:10'),
    done: false,
  },
  mine: {
    view: 'mine',
    lines: [line('waiting', { may: ['cancel'] }), line('denied', { id: 'M4RT' as RequestId, group: training })],
    more: true,
  },
  audit: {
    view: 'audit',
    about: marketing,
    entries: [
      entry('request.cancelled', {
        ...{ at: at('28T10:02'), request: 'P6HG' as RequestId, person: zoe, asked: step(zoe, '28T10:01') },
        closed: { ...step(zoe, '28T10:02'), how: 'withdrawn' },
        folded: ['M4RT', 'C9XW', 'D3FH', 'H8JK'].map((request) => ({
          request: request as RequestId,
          askedAt: at('28T09:58'),
        })),
      }),
      entry('right.ended', {
        ...{ at: at('24T09:00'), before: [megan, alex], after: [megan], approved: byOwner },
        closed: { ...step(patti, '24T08:59', { as: 'admins', reason: 'the campaign is over' }), how: 'taken-away' },
      }),
      entry('right.applied', { before: [megan], after: [megan, alex], approved: byOwner }),
      entry('right.applying', { right: 'sendAs', approved: byOwner, before: [megan] }),
      entry('request.denied', {
        ...{ request: 'F2GH' as RequestId, person: lost, asked: step(lost, '21T13:02') },
        closed: { ...step(megan, '21T13:05', { as: 'owners', reason: 'who are you?' }), how: 'denied' },
      }),
    ],
    left: { changes: true, others: true },
    after: null,
  },
  'audit of everything': {
    view: 'audit',
    about: null,
    entries: [
      entry('request.made'),
      entry('right.ended', {
        ...{ group: lostGroup, before: 'not-read', after: 'not-read' },
        closed: { ...step(null, '22T13:06'), how: 'expired' },
      }),
    ],
    left: { changes: false, others: false },
    after: null,
  },
  'audit of nothing': { view: 'audit', about: alex, entries: [], left: { changes: false, others: false }, after: null },
  story: {
    view: 'story',
    request: 'K7QF' as RequestId,
    entries: [
      entry('right.applied', { asked: null, before: [megan], after: [megan, alex] }),
      entry('right.applying', { asked: null, before: [megan] }),
      entry('request.approved', { asked: null, approved: byOwner }),
      entry('request.made'),
    ],
  },
  'approver, named like the president': requests('approver', [
    line('waiting', { requester: imitator, person: imitator, waitingFor: [megan, patti], may: ['approve', 'deny'] }),
  ]),
  'approver, two groups of one name': requests('approver', [
    line('waiting', { may: ['approve', 'deny'] }),
    line('waiting', { id: 'M4RT' as RequestId, group: twin, may: ['approve', 'deny'] }),
  ]),
  'approver, very long names': requests('approver', [
    line('waiting', { requester: endless, person: endless, group: endlessGroup, may: ['approve', 'deny'] }),
  ]),
  'asker of what is gone from the directory': requests('asker', [
    line('denied', { requester: alex, person: lost, group: lostGroup }),
  ]),
  help: {
    view: 'help',
    roles: ['member', 'owner', 'auditor', 'admin'],
    groups: { member: ['Marketing', 'Training'], owned: ['Training'] },
  },
  welcome: { view: 'welcome', name: 'Alex Wilber', groups: ['Marketing', 'Training'] },
};
