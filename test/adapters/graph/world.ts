import type { Clock } from '../../../bot/ports/clock.ts';
import type { Log } from '../../../bot/ports/log.ts';
import type { Answer, Handler, Seen } from './stub.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A clock that stands until it is turned. */
export function stillClock(start = '2026-11-22T12:00:00.000Z'): Clock & { forward(ms: number): void } {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    forward(ms) {
      now += ms;
    },
  };
}

export const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const user = (n: number, displayName: string, more: object = {}) => ({
  '@odata.type': '#microsoft.graph.user',
  id: idOf(n),
  displayName,
  userPrincipalName: `u${n}@contoso.example`,
  givenName: displayName.split(' ')[0],
  surname: displayName.split(' ').at(-1),
  mail: `u${n}@contoso.example`,
  jobTitle: null,
  department: null,
  accountEnabled: true,
  userType: 'Member',
  preferredLanguage: null,
  ...more,
});

export const group = (n: number, displayName: string, more: object = {}) => ({
  '@odata.type': '#microsoft.graph.group',
  id: idOf(n),
  displayName,
  mail: `g${n}@contoso.example`,
  groupTypes: ['Unified'],
  mailEnabled: true,
  securityEnabled: false,
  visibility: 'Private',
  ...more,
});

type Row = ReturnType<typeof user> | ReturnType<typeof group>;

/** A Graph that answers `eq`, `startswith` (joined by `or`) and reads by id, from literals that are parsed, not matched. */
export function graphOf(rows: { readonly users?: readonly Row[]; readonly groups?: readonly Row[] }): Handler {
  return ({ path, query }: Seen): Answer | undefined => {
    const [, kind, id, rest] = path.split('/');
    if ((kind !== 'users' && kind !== 'groups') || rest) return undefined;
    const all = rows[kind] ?? [];
    if (id) {
      const row = all.find((one) => one.id === id);
      return row && { body: row };
    }
    if (query.$search) return { body: { value: [] } };
    const tests = clauses(query.$filter ?? '');
    if (tests === null) return { status: 400, body: { error: { code: 'Request_UnsupportedQuery', message: 'no' } } };
    return { body: { value: all.filter((row) => tests.some((test) => test(row))) } };
  };
}

const clause =
  /^(?:(\w+) eq '((?:[^']|'')*)'|startswith\((\w+),'((?:[^']|'')*)'\)|(proxyAddresses)\/any\(p:p eq '((?:[^']|'')*)'\))(?: or |$)/;

/** The filter's clauses as tests; null when it is not one this Graph can read. */
export function clauses(filter: string): ((row: object) => boolean)[] | null {
  const tests: ((row: object) => boolean)[] = [];
  let rest = filter;
  while (rest !== '') {
    const match = clause.exec(rest);
    if (!match) return null;
    const [whole, field, value, startField, start] = match;
    const text = (value ?? start ?? '').replaceAll("''", "'").toLowerCase();
    const name = field ?? startField ?? 'proxyAddresses';
    tests.push((row) => {
      const held = String((row as Record<string, unknown>)[name] ?? '').toLowerCase();
      return field ? held === text : startField ? held.startsWith(text) : false;
    });
    rest = rest.slice(whole.length);
  }
  return tests.length === 0 ? null : tests;
}
