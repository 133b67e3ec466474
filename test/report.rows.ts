/** Where a figure comes from. Nothing is written by hand: what was not measured says so. */
export type Source =
  /** The long suites whose names fit; `need` cases in all, or `shards`, where there is such a number. */
  | { readonly ledger: RegExp; readonly need?: number; readonly shards?: number; readonly cases: string }
  /**
   * `test/ledger/figures.jsonl`: what the bench and the mutation run have noted. `digest`: of each number of stored
   * requests the median and the worst ratio.
   */
  | { readonly figure: RegExp; readonly digest?: true }
  /** Held or broken by every run of this test. */
  | { readonly test: string }
  /** Of a part that does not exist yet. */
  | { readonly waits: string };

export interface Row {
  readonly figure: string;
  readonly goal: string;
  readonly command: string;
  readonly from: Source;
}

const long = (grep: string) => `npm run test:long -- --grep "${grep}"`;
const bench = (suite: string) => `npm run -s bench${suite && ` -- ${suite}`} \\| npm run report -- bench`;
const spec = (file: string) => `npx mocha --require test/support/postgres.ts --spec ${file}`;
const tested = (figure: string, goal: string, test: string): Row => ({
  figure,
  goal,
  command: spec(test),
  from: { test },
});
const measured = (figure: string, goal: string, suite: string, name: RegExp): Row => ({
  ...{ figure, goal, command: bench(suite), from: { figure: name } },
});

const stored = (on: string, suite: string, figure: RegExp): Row => ({
  figure: `What people do costs the store at 10 to 1,000,000 requests (${on})`,
  goal: '≤ 1.2 × as at 1,000',
  command: bench(suite),
  from: { figure, digest: true },
});

export const rows: readonly Row[] = [
  tested(
    'Authentication: one truth table over every claim and header',
    'all refused with an empty body, no state change',
    'test/adapters/teams/authenticate.test.ts',
  ),
  tested('The same activity again', 'the same answer, no second effect', 'test/adapters/teams/answers.test.ts'),
  {
    figure: 'Malformed bodies',
    goal: '1,000,000: 4xx, no 5xx, no state change',
    command: long('malformed bodies'),
    from: { ledger: /^(malformed-bodies|fuzz-bodies)$/, need: 1_000_000, cases: 'bodies' },
  },
  {
    figure: '64 MB bodies and slow senders × 1,000 before authentication',
    goal: 'memory + < 50 MB, no file left',
    command: long('takes a thousand 64 MB bodies'),
    from: { ledger: /^(gate-|fuzz-flood|flood)/, cases: 'senders' },
  },
  {
    figure: 'Hostile replies of Graph, Exchange, Teams and the login',
    goal: '100,000: a value or a known fault',
    command: long('takes whatever other services answer'),
    from: { ledger: /^hostile-replies$/, need: 100_000, cases: 'replies' },
  },
  {
    figure: 'Naughty strings in every place of messages, card actions, forms and searches',
    goal: 'each string in each place: clean refusals only',
    command: long('naughty'),
    from: { ledger: /^naughty$/, cases: 'turns', shards: 25 },
  },
  {
    figure: 'Values of any type where the protocol wants one',
    goal: '50,000: clean refusals only',
    command: long('values of any type'),
    from: { ledger: /^wild-values$/, need: 50_000, cases: 'turns' },
  },
  {
    figure: 'Each property test of `npm test` with other seeds than its own',
    goal: '100 seeds',
    command: long('other seeds'),
    from: { ledger: /^other-seeds$/, shards: 100, cases: 'files of properties' },
  },
  {
    figure: 'Kill -9 at every store write, before and after every call, each kind of work: SQLite',
    goal: 'every point: 0 approved never applied, 0 duplicate effects, 0 decisions without record, 0 lost acknowledgements',
    command: long('sqlite, killed at every'),
    from: { ledger: /^crash-sqlite$/, cases: 'kills', shards: 152 },
  },
  {
    figure: 'The same on PostgreSQL with three processes',
    goal: 'the same; work resumes ≤ 60 s after a process dies, ≤ 10 s after a restart',
    command: long('postgres, killed at every'),
    from: { ledger: /^crash-postgres$/, cases: 'kills', shards: 152 },
  },
  {
    figure: 'Random kills',
    goal: '10,000: the same',
    command: long('random'),
    from: { ledger: /^crash-(?!sqlite$|postgres$)/, need: 10_000, cases: 'kills' },
  },
  {
    figure: 'Two owners race on three processes',
    goal: '10,000: exactly one decision each, the loser told who decided',
    command: long('race'),
    from: { ledger: /^races/, need: 10_000, cases: 'races' },
  },
  {
    figure: 'Exchange answers 429, 5xx, garbled or not at all for ten minutes with 500 grants',
    goal: 'all converge; Retry-After never violated',
    command: long('converges'),
    from: { ledger: /^exchange-outage$/, need: 500, cases: 'grants' },
  },
  {
    figure: 'PostgreSQL stopped, also while recovering',
    goal: '100: nothing stranded',
    command: long('PostgreSQL'),
    from: { ledger: /^postgres-outage/, need: 100, cases: 'stops' },
  },
  {
    figure: 'Disk faults: EIO, ENOSPC',
    goal: 'no success shown, the process exits, reopening passes integrity_check',
    command: long('disk'),
    from: { ledger: /^disk/, cases: 'faults' },
  },
  {
    figure: 'Random edits, deletions, reorders and tail cuts of the audit',
    goal: '10,000: all found',
    command: 'npm run test:long',
    from: { waits: 'the checkpoints of the audit' },
  },
  tested(
    'Several processes on one PostgreSQL',
    'a dead one’s work is taken over in at most 60 s',
    'test/adapters/postgres/processes.test.ts',
  ),
  measured(
    'Sentences understood a second; 10,000 characters of anything',
    '≥ 20,000 on one core; ≤ 5 ms',
    'language',
    /^understand/,
  ),
  measured('A sentence in, its answer out: CPU', 'ratio < 1 to either bare echo bot', 'turn', /CPU to the answer/),
  measured('The whole job of a sentence: CPU', 'reported', 'turn', /CPU of the whole job/),
  measured(
    'An approval click answered, 50 a second',
    'p99 ≤ 50 ms; saturation reported',
    'clicks',
    /^approvals? answered/,
  ),
  measured(
    'Approved → applied, over Exchange’s own time',
    '≤ 50 ms at the median, both stores',
    'clicks',
    /^approval to applied/,
  ),
  stored('SQLite, CPU', 'scale', /^(?!turn:|.* on PostgreSQL).* requests stored/),
  stored('PostgreSQL, time', 'scale.postgres', /^.* on PostgreSQL.* requests stored/),
  measured(
    'Whole turns in a company of 100,000 people and 10,000 groups, 100,000 requests stored: CPU',
    '≤ 1.2 × those in one of 1,000 and 100',
    'scale.turns',
    /^turn: /,
  ),
  measured(
    'Names found among 100,000 people and 10,000 groups',
    '≤ 1.2 × among 1,000 and 100',
    'directory',
    /^resolving/,
  ),
  measured(
    '10,000 approved requests waiting after an outage',
    '≥ 90 % of the stated limit; calls per grant',
    'drain',
    /grants waiting|calls of Exchange/,
  ),
  measured('Cold start to ready', '≤ 1 s', 'start', /^(start to ready|first answer)/),
  measured('Resident memory, idle and under load', '≤ 150 MB idle', 'start', /^memory/),
  measured('Size of a production install', 'reported', 'start', /^production install/),
  ...['domain', 'policy', 'gate'].map((part) => ({
    figure: `Mutants noticed: ${part} ([survivors](mutation.md))`,
    goal: '≥ 90 %',
    command: 'npm run mutation',
    from: { figure: new RegExp(`^mutation-${part}$`) },
  })),
  tested('Unknown until a schema has looked at it', 'every reply; exceptions listed', 'test/boundaries.test.ts'),
  tested('Secrets in a type that cannot be printed', 'by none of 14 ways', 'test/config/secret.test.ts'),
  tested('Lock file, pins, install scripts, overrides, licences', 'each package', 'test/supply/supply.test.ts'),
];
