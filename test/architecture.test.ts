import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { looksItself, waysOfLooking } from './support/looking.ts';

/** The house rules: who may import whom, and how long a file may be. The table is the one of the README. */

const root = resolve(import.meta.dirname, '..', 'bot');

/** Folder → what it may import, by folder prefix. A file belongs to the longest prefix that fits. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  language: ['language', 'domain'],
  ports: ['ports', 'domain'],
  present: ['present', 'domain', 'ports'],
  app: ['app', 'domain', 'language', 'ports', 'present'],
  config: ['config', 'domain'],
  adapters: ['ports', 'domain'],
  'adapters/exchange': ['adapters/exchange', 'adapters/https', 'ports', 'domain'],
  'adapters/graph': ['adapters/graph', 'adapters/https', 'ports', 'domain'],
  'adapters/https': ['adapters/https', 'ports', 'domain'],
  'adapters/identity': ['adapters/identity', 'adapters/https', 'ports', 'domain'],
  'adapters/log': ['adapters/log', 'ports', 'domain'],
  'adapters/http': ['adapters/http', 'ports', 'domain'],
  'adapters/teams': ['adapters/teams', 'adapters/http', 'adapters/https', 'ports', 'domain', 'app/turn.ts'],
  'adapters/sql': ['adapters/sql', 'ports', 'domain'],
  'adapters/sqlite': ['adapters/sqlite', 'adapters/sql', 'ports', 'domain'],
  'adapters/postgres': ['adapters/postgres', 'adapters/sql', 'ports', 'domain'],
  sandbox: ['sandbox'],
};

/** These join the rest: they may import everything. */
const joiners = [
  'main.ts',
  'start.ts',
  'compose.ts',
  'services.ts',
  'policy.ts',
  'demo.ts',
  'manifest-id.ts',
  'counted.ts',
  'foreground.ts',
  'cli/',
];

/** Packages that belong to one folder only: the day one is replaced, one folder changes. */
const keptTo: Readonly<Record<string, readonly string[]>> = {
  botbuilder: ['adapters/teams'],
  restify: ['adapters/teams'],
  '@microsoft/microsoft-graph-client': ['adapters/graph'],
  '@azure/msal-node': ['adapters/identity'],
  kysely: ['adapters/sql', 'adapters/sqlite', 'adapters/postgres'],
  pg: ['adapters/postgres'],
  'node:sqlite': ['adapters/sqlite'],
  'adaptivecards-templating': ['present'],
  '@fluent/bundle': ['present'],
  pino: ['adapters/log'],
};

/** What is pure takes no clock, no chance and no I/O. */
const pure = ['domain', 'language'];
/** The one thing of Node that pure code uses: a hash depends on its input alone. */
const digest = "import { hash as digest } from 'node:crypto';";
const impure = /\bawait\b|Date\.now\(|new Date\(\)|Math\.random\(|Temporal\.Now|from 'node:/;

/**
 * Where it is looked whether an account is enabled or a guest's, and who is asked: in the rules; in the twin, which has
 * rules of its own; in language/, which knows words only; and where it is no look.
 */
const ruled = [
  ...['domain/policy/', 'sandbox/', 'language/'],
  // The history of a request, as it is declared, written and stored.
  ...['domain/request.ts', 'domain/evolve.ts', 'domain/stored/'],
  // Accounts as they are declared, and made of what the directory says.
  ...['ports/directory.ts', 'adapters/graph/'],
  // `asked` is who has asked there: a step of an audit row, the quota of one person.
  ...['app/queries/audit.ts', 'app/queries/audited.ts', 'present/views/audit.ts', 'adapters/sql/commit.ts'],
];

const mostLines = 260;

/** Words and phrases: data in the shape of code, read from top to bottom. */
const data = ['language/english.ts', 'language/dutch.ts', 'language/when.words.ts'];

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.replaceAll('\\', '/'));

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const folderOf = (file: string) =>
  Object.keys(allowed)
    .filter((folder) => file === `${folder}.ts` || file.startsWith(`${folder}/`))
    .sort((one, other) => other.length - one.length)[0];
const isJoiner = (file: string) => joiners.some((joiner) => file === joiner || file.startsWith(joiner));

function imports(file: string): readonly string[] {
  return [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, path]) => path ?? '');
}

describe('the house', () => {
  it('has files to look at', () => assert.ok(files.length > 50));

  it('gives every file a place in the table', () => {
    assert.deepEqual(
      files.filter((file) => !isJoiner(file) && folderOf(file) === undefined),
      [],
    );
  });

  it('lets each folder import only what the table allows', () => {
    const wrong = files.flatMap((file) => {
      const folder = folderOf(file);
      if (isJoiner(file) || folder === undefined) return [];
      const may = allowed[folder] ?? [];
      return imports(file)
        .filter((path) => path.startsWith('.'))
        .map((path) => relative(root, resolve(root, dirname(file), path)).replaceAll('\\', '/'))
        .filter((target) => !target.startsWith('../'))
        .filter(
          (target) =>
            !may.some((folder) => target === folder || target === `${folder}.ts` || target.startsWith(`${folder}/`)),
        )
        .map((target) => `${file} imports ${target}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps each SDK to its own folder', () => {
    const wrong = files.flatMap((file) =>
      imports(file).flatMap((path) => {
        const owners = keptTo[path];
        return owners === undefined || owners.some((folder) => file.startsWith(`${folder}/`))
          ? []
          : [`${file} imports ${path}`];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps the core pure: no await, no clock, no chance, no I/O', () => {
    const wrong = files.filter(
      (file) => pure.some((folder) => file.startsWith(`${folder}/`)) && impure.test(read(file).replace(digest, '')),
    );
    assert.deepEqual(wrong, []);
  });

  it('reads for people in app/queries only: a command turns the answer into a view', () => {
    const looking = ['mine', 'pending', 'who', 'what', 'audit'].map((name) => `app/commands/${name}.ts`);
    const faults = looking.filter((file) => /\bstore\b|\bpermissions\b|\bdeps\.audit\b|policy\.ts/.test(read(file)));
    assert.deepEqual(faults, []);
  });

  it('asks the rule book who counts and who was asked, and looks at neither itself', () => {
    const wrong = files.filter((file) => !ruled.some((place) => file.startsWith(place)) && looksItself(read(file)));
    assert.deepEqual(wrong, []);
  });

  it('finds every way of looking that it knows of', () => {
    assert.deepEqual(
      waysOfLooking.filter((way) => !looksItself(way)),
      [],
    );
  });

  it(`keeps every file under ${mostLines} lines`, () => {
    const long = files
      .filter((file) => !data.includes(file))
      .map((file) => ({ file, lines: read(file).split('\n').length }))
      .filter(({ lines }) => lines > mostLines);
    assert.deepEqual(long, []);
  });
});
