import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeFault, type PolicyFault } from '../config/policy/faults.ts';
import { readPolicy } from '../config/policy/read.ts';
import { jsonSchema } from '../config/policy/schema.ts';
import { builtInPolicy, type Policy, type Target } from '../domain/policy.ts';
import { diff } from './policy/diff.ts';
import { explain, readTarget } from './policy/explain.ts';

/** `npm run -s policy -- check | explain | diff | schema`: the policy file, looked at before it is in force. No network. */

const usage = `usage: policy check [FILE] [--json]
       policy explain [--file FILE] [--group '{"name":"Marketing","address":"marketing@contoso.com"}'] [--json] "sentence"
       policy diff OLD NEW --group '{"name":…}' [--group …]
       policy schema
FILE is that of POLICY_FILE when it is left out.`;

/** Exit status: the file is good, it has faults, or it cannot be read or the command is not right. */
const GOOD = 0;
const FAULTY = 1;
const UNREADABLE = 2;

const print = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

interface Read {
  readonly file: string;
  readonly policy: Policy | null;
  readonly faults: readonly PolicyFault[];
}

/** Null: the file cannot be read, which has been said. No file at all is the built-in policy. */
function read(named: string | undefined): Read | null {
  const file = named ?? process.env.POLICY_FILE;
  if (file === undefined || file === '') return { file: 'built-in', policy: builtInPolicy, faults: [] };
  try {
    return { file, ...readPolicy(readFileSync(file, 'utf8'), file) };
  } catch (error) {
    complain(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`);
    return null;
  }
}

function check(named: string | undefined, json: boolean): number {
  const found = read(named);
  if (found === null) return UNREADABLE;
  const { file, faults, policy } = found;
  for (const fault of faults)
    print(json ? JSON.stringify({ file, ...fault.place, ...told(fault) }) : describeFault(file, fault));
  if (policy === null) return FAULTY;
  if (!json && faults.length === 0)
    print(file === 'built-in' ? 'There is no policy file: the built-in policy holds.' : `${file} is good.`);
  return GOOD;
}

const told = ({ code, problem, warning }: PolicyFault) => ({ code, problem, warning: warning === true });

/** The policy of a file without faults; else its faults have been said. */
function good(named: string | undefined): Policy | number {
  const found = read(named);
  if (found === null) return UNREADABLE;
  if (found.policy !== null) return found.policy;
  for (const fault of found.faults) complain(describeFault(found.file, fault));
  return FAULTY;
}

interface Given {
  readonly rest: readonly string[];
  readonly file: string | undefined;
  readonly groups: readonly Target[];
  readonly json: boolean;
}

/** Each command, with how many arguments it takes. */
const commands: Readonly<Record<string, { readonly takes: readonly number[]; run(given: Given): number }>> = {
  check: { takes: [0, 1], run: ({ rest: [file], json }) => check(file, json) },
  schema: {
    takes: [0],
    run() {
      print(JSON.stringify(jsonSchema(), null, 2));
      return GOOD;
    },
  },
  explain: {
    takes: [1],
    run({ rest: [sentence = ''], file, groups: [group = null], json }) {
      const policy = good(file);
      if (typeof policy === 'number') return policy;
      const lines = explain(policy, sentence, group, json);
      if (lines === null) return misused('The sentence names no group; try "let me send as Marketing".');
      for (const line of lines) print(line);
      return GOOD;
    },
  },
  diff: {
    takes: [2],
    run({ rest: [old, now], groups }) {
      const [before, after] = [good(old), good(now)];
      if (typeof before === 'number') return before;
      if (typeof after === 'number') return after;
      for (const line of diff(before, after, groups)) print(line);
      return GOOD;
    },
  },
};

function run(argv: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' }, file: { type: 'string' }, group: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined || !command.takes.includes(rest.length)) return misused(usage);
  const groups = (values.group ?? []).map(readTarget);
  const known = groups.flatMap((one) => one ?? []);
  if (known.length < groups.length)
    return misused('--group is a JSON object with id, name, address, label, classification or visibility.');
  return command.run({ rest, file: values.file, groups: known, json: values.json === true });
}

function misused(text: string): number {
  complain(text);
  return UNREADABLE;
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.exitCode = misused(`${error.message}\n${usage}`);
}
