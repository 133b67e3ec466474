import { createDirectory } from '../../bot/adapters/graph/directory.ts';
import { type Answer, type Handler, type Seen, startStub, withBatch } from '../adapters/graph/stub.ts';
import { clauses, group, silent, stillClock, user } from '../adapters/graph/world.ts';
import type { Row } from './language.ts';
import { row } from './turn/figures.ts';

/** Names are resolved by what Graph finds, never by reading a directory: as many calls and rows in a large as in a small one. */

const sizes = [
  { people: 1_000, groups: 100 },
  { people: 100_000, groups: 10_000 },
] as const;
/** One, everybody, nobody, an address, and a slip of the pen; people and groups each. */
const names = ['Robin Number77', 'Robin', 'Nobody Here', 'u77@contoso.example', 'Robin Nmber77', 'Team 77', 'Team'];
/** As many rows as Graph gives in a page when it is not told otherwise. */
const page = 100;

interface Read {
  readonly calls: number;
  readonly rows: number;
}

export async function directory(): Promise<Row[]> {
  const [small, large] = [await read(sizes[0]), await read(sizes[1])];
  const what = 'resolving names among 100,000 people and 10,000 groups';
  return [
    row(`${what}, calls of Graph (reference: 1,000 and 100)`, 'calls a name', large.calls, small.calls),
    row(`${what}, rows read (reference: 1,000 and 100)`, 'rows a name', large.rows, small.rows),
  ];
}

async function read(size: (typeof sizes)[number]): Promise<Read> {
  const users = Array.from({ length: size.people }, (_, n) => user(n, `Robin Number${n}`));
  const groups = Array.from({ length: size.groups }, (_, n) => group(1_000_000 + n, `Team ${n}`));
  const stub = await startStub();
  let rows = 0;
  const handle: Handler = (call) => {
    const answer = answered(call, { users, groups });
    rows += ((answer?.body as { value?: unknown[] } | undefined)?.value ?? []).length;
    return answer;
  };
  stub.handle = withBatch(handle);
  const clock = stillClock();
  const { findPeople, findGroups } = createDirectory({
    ...{ origin: stub.origin, token: async () => 'token', clock, log: silent, cacheSeconds: 0 },
  });
  for (const name of names) {
    await findPeople(name);
    await findGroups(name);
  }
  await stub.close();
  const asked = 2 * names.length;
  return { calls: stub.calls.length / asked, rows: rows / asked };
}

function answered(
  { path, query, rawUrl }: Seen,
  all: { readonly users: readonly object[]; readonly groups: readonly object[] },
): Answer | undefined {
  const [, kind, id] = path.split('/');
  if (id !== undefined || (kind !== 'users' && kind !== 'groups')) return undefined;
  const tests = query.$search ? [] : (clauses(query.$filter ?? '') ?? [() => true]);
  const found = all[kind].filter((one) => tests.some((test) => test(one)));
  const from = Number(query.$skiptoken ?? 0);
  const to = from + Math.min(Number(query.$top ?? page), 999);
  const more = to < found.length ? { '@odata.nextLink': `https://stub${rawUrl}&$skiptoken=${to}` } : {};
  return { body: { value: found.slice(from, to), ...more } };
}
