/**
 * Changes the rules of the bot one by one and sees whether a test notices: `npm run mutation` (five minutes). Prints and
 * writes `test/mutation.md`: the share that was noticed, and each mutant that lives. Exit 1 below 90 %, or when one lives
 * that nobody has judged (`test/mutation.accepted.ts`).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** What the figures are told of; a file may stand in two. */
const parts: readonly [string, (file: string) => boolean][] = [
  ['domain', (file) => file.startsWith('bot/domain/')],
  ['policy', (file) => /^bot\/(domain|config)\/policy\.ts$/.test(file)],
  ['gate', (file) => file.startsWith('bot/adapters/teams/')],
];

const noticed = ({ status }: Mutant) => status === 'Killed' || status === 'Timeout';
const lives = ({ status }: Mutant) => status === 'Survived' || status === 'NoCoverage';
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The text between two places of a source, both counted from 1. */
function cut(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? '';
  lines[0] = lines[0]?.slice(start.column - 1) ?? '';
  return oneLine(lines.join('\n'));
}

function run(): Report {
  rmSync(report, { force: true });
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const preload = `--require ${join(root, '.ci', 'mocha-12.cjs')} --disable-warning=ExperimentalWarning`;
  const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${preload}` };
  const args = [stryker, 'run', join('.ci', 'stryker.json'), ...process.argv.slice(2)];
  spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (!existsSync(report)) throw new Error('Stryker wrote no report');
  return JSON.parse(readFileSync(report, 'utf8')) as Report;
}

const { files } = run();
const scores = parts.map(([part, belongs]) => {
  const mutants = Object.entries(files).flatMap(([file, { mutants }]) => (belongs(file) ? mutants : []));
  const counted = mutants.filter((mutant) => noticed(mutant) || lives(mutant));
  const share = (counted.filter(noticed).length / counted.length) * 100;
  return {
    part,
    share,
    tried: counted.length,
    broken: mutants.length - counted.length,
    left: counted.filter(lives).length,
  };
});
const survivors = Object.entries(files).flatMap(([file, { source, mutants }]) =>
  mutants.filter(lives).map((mutant) => {
    const [from, to] = [cut(source, mutant.location), oneLine(mutant.replacement ?? '')];
    const known = accepted.find((each) => each.file === file && each.from === from && each.to === to);
    return { file, line: mutant.location.start.line, from, to, why: known?.why ?? null };
  }),
);

const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
const { date, commit, machine } = stamp();
const page = `# Mutants

Each operator, condition and text of the rules is changed, one at a time, and the tests that reach it are run. A mutant
that no test notices lives. Written by \`npm run mutation\` on ${date}, commit ${commit}, ${machine}.

| part | mutants | noticed | live | did not load |
|---|---:|---:|---:|---:|
${scores.map(({ part, tried, share, left, broken }) => `| ${part} | ${tried} | ${share.toFixed(1)} % | ${left} | ${broken} |`).join('\n')}

## Those that live

${survivors.map(({ file, line, from, to, why }) => `- ${file}:${line} ${code(from)} → ${code(to)}<br>${why ?? '**not judged yet**'}`).join('\n')}
`;
writeFileSync(join(root, 'test', 'mutation.md'), page);
process.stdout.write(page);
for (const { part, share, tried } of scores) note(`mutation-${part}`, `${share.toFixed(1)} % of ${tried}`);
const low = scores.some(({ share }) => !(share >= goal));
process.exitCode = low || survivors.some(({ why }) => why === null) ? 1 : 0;
