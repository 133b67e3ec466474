/**
 * Changes the rules of the bot one by one and sees whether a test notices: `npm run mutation` (four minutes on two quiet
 * cores; `-- gate` for one part). Prints the share that was noticed and each mutant that lives; all parts together are
 * written to `test/mutation.md`. Exit 1 below 90 %, or when one lives that nobody has judged (`mutation.accepted.ts`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accepted } from './mutation.accepted.ts';
import { note } from './support/figures.ts';
import { stamp } from './support/ledger.ts';

const root = resolve(import.meta.dirname, '..');
const report = join(root, 'dist', 'mutation.json');
const goal = 90;

interface Place {
  readonly line: number;
  readonly column: number;
}
/** As in Stryker's report ("mutation testing report schema" of mutation-testing-elements), as far as it is read here. */
interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}
type Files = Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;

/** What is changed, and by which tests it must be noticed. */
const runs = {
  domain: { mutate: 'bot/domain/**/*.ts', tests: ['test/domain/**/*.test.ts'] },
  config: { mutate: 'bot/config/policy.ts', tests: ['test/config/policy.test.ts'] },
  gate: {
    mutate: 'bot/adapters/teams/{authenticate,keys,hosts}.ts',
    tests: ['hosts', 'keys.reading', 'verdict'].map((name) => `test/adapters/teams/${name}.test.ts`),
  },
} as const;
type Run = keyof typeof runs;

/** What the figures are told of; a file may stand in two. */
const parts: readonly [string, (file: string) => boolean][] = [
  ['domain', (file) => file.startsWith('bot/domain/')],
  ['policy', (file) => /^bot\/(domain|config)\/policy\.ts$/.test(file)],
  ['gate', (file) => file.startsWith('bot/adapters/teams/')],
];

const noticed = ({ status }: Mutant) => status === 'Killed' || status === 'Timeout';
const lives = ({ status }: Mutant) => status === 'Survived' || status === 'NoCoverage';
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** The text between two places of a source, both counted from 1. */
function cut(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? '';
  lines[0] = lines[0]?.slice(start.column - 1) ?? '';
  return oneLine(lines.join('\n'));
}

function mutate(name: Run): Files {
  rmSync(report, { force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const preload = `--require ${join(root, '.ci', 'mocha-12.cjs')} --disable-warning=ExperimentalWarning`;
  const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${preload}` };
  const { mutate, tests } = runs[name];
  // Not by --testFiles: with it what is changed in a module's own constants goes unnoticed (Stryker 10.0.0).
  const base = JSON.parse(readFileSync(join(root, '.ci', 'stryker.json'), 'utf8')) as object;
  const config = join(root, 'dist', `stryker.${name}.json`);
  writeFileSync(config, JSON.stringify({ ...base, mutate: [mutate], mochaOptions: { spec: tests } }));
  spawnSync(process.execPath, [stryker, 'run', config], { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (!existsSync(report)) throw new Error('Stryker wrote no report');
  return (JSON.parse(readFileSync(report, 'utf8')) as { readonly files: Files }).files;
}

/** Share and count of each part that something was changed in. */
function scores(files: Files) {
  return parts.flatMap(([part, belongs]) => {
    const mutants = Object.entries(files).flatMap(([file, { mutants }]) => (belongs(file) ? mutants : []));
    const left = mutants.filter(lives).length;
    const tried = mutants.filter(noticed).length + left;
    return tried === 0
      ? []
      : [{ part, tried, left, broken: mutants.length - tried, share: 100 - (left / tried) * 100 }];
  });
}

function survivors(files: Files) {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.filter(lives).map((mutant) => {
      const [from, to] = [cut(source, mutant.location), oneLine(mutant.replacement ?? '')];
      const why = accepted.find((each) => each.file === file && each.from === from && each.to === to)?.why ?? null;
      return {
        why,
        line: `- ${file}:${mutant.location.start.line} ${code(from)} → ${code(to)}<br>${why ?? '**not judged**'}`,
      };
    }),
  );
}

const measured = stamp();
const named = process.argv.slice(2).filter((name): name is Run => name in runs);
const all = named.length === 0;
const files = Object.assign({}, ...(all ? (Object.keys(runs) as Run[]) : named).map(mutate)) as Files;
const rows = scores(files);
const living = survivors(files);
const page = `# Mutants

Each operator, condition and text of the rules is changed, one at a time, and the tests that reach it are run. A mutant
that no test notices lives. Written by \`npm run mutation\` on ${measured.date}, commit ${measured.commit}, ${measured.machine}.

| part | mutants | noticed | live | did not load |
|---|---:|---:|---:|---:|
${rows.map(({ part, tried, share, left, broken }) => `| ${part} | ${tried} | ${share.toFixed(1)} % | ${left} | ${broken} |`).join('\n')}

## Those that live

${living.map(({ line }) => line).join('\n')}
`;
process.stdout.write(page);
if (all) {
  writeFileSync(join(root, 'test', 'mutation.md'), page);
  for (const { part, share, tried } of rows) note(`mutation-${part}`, `${share.toFixed(1)} % of ${tried}`, measured);
}
process.exitCode = rows.some(({ share }) => !(share >= goal)) || living.some(({ why }) => why === null) ? 1 : 0;
