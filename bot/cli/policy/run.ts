import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeFault, type PolicyFault } from '../../config/policy/faults.ts';
import { readPolicy } from '../../config/policy/read.ts';
import { jsonSchema } from '../../config/policy/schema.ts';
import { builtInPolicy, type Policy, type Target } from '../../domain/policy.ts';
import { diff } from './diff.ts';
import { explain, readTarget } from './explain.ts';

/** The policy file, looked at before it is in force: check, explain, diff, schema. No network. */

const usage = `usage: policy check [FILE] [--json]
       policy explain [--file FILE] [--group '{"name":"Marketing","address":"marketing@contoso.com"}'] [--json] "sentence"
       policy diff OLD NEW --group '{"name":…}' [--group …]
       policy schema
FILE is that of POLICY_FILE when it is left out.`;

/** Exit status: the file is good, it has faults, or it cannot be read or the command is not right. */
const GOOD = 0;
const FAULTY = 1;
const UNREADABLE = 2;

/** Where lines go, and the file that is meant when none is named. */
export interface Terminal {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly file: string | undefined;
}

interface Read {
  readonly file: string;
  readonly policy: Policy | null;
  readonly faults: readonly PolicyFault[];
}

/** Null: the file cannot be read, which has been said. No file at all is the built-in policy. */
function read(named: string | undefined, { file: usual, complain }: Terminal): Read | null {
  const file = named ?? usual;
  if (file === undefined || file === '') return { file: 'built-in', policy: builtInPolicy, faults: [] };
  try {
    return { file, ...readPolicy(readFileSync(file, 'utf8'), file) };
  } catch (error) {
    complain(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`);
    return null;
  }
}

function check(named: string | undefined, json: boolean, terminal: Terminal): number {
  const { print } = terminal;
  const found = read(named, terminal);
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
function good(named: string | undefined, terminal: Terminal): Policy | number {
  const found = read(named, terminal);
  if (found === null) return UNREADABLE;
  if (found.policy !== null) return found.policy;
  for (const fault of found.faults) terminal.complain(describeFault(found.file, fault));
  return FAULTY;
}

interface Given {
  readonly rest: readonly string[];
  readonly file: string | undefined;
  readonly groups: readonly Target[];
  readonly json: boolean;
  readonly terminal: Terminal;
}

/** Each command, with how many arguments it takes. */
const commands: Readonly<Record<string, { readonly takes: readonly number[]; run(given: Given): number }>> = {
  check: { takes: [0, 1], run: ({ rest: [file], json, terminal }) => check(file, json, terminal) },
  schema: {
    takes: [0],
    run({ terminal }) {
      terminal.print(JSON.stringify(jsonSchema(), null, 2));
      return GOOD;
    },
  },
  explain: {
    takes: [1],
    run({ rest: [sentence = ''], file, groups: [group = null], json, terminal }) {
      const policy = good(file, terminal);
      if (typeof policy === 'number') return policy;
      const lines = explain(policy, sentence, group, json);
      if (lines === null) return misused(terminal, 'The sentence names no group; try "let me send as Marketing".');
      for (const line of lines) terminal.print(line);
      return GOOD;
    },
  },
  diff: {
    takes: [2],
    run({ rest: [old, now], groups, terminal }) {
      const [before, after] = [good(old, terminal), good(now, terminal)];
      if (typeof before === 'number') return before;
      if (typeof after === 'number') return after;
      for (const line of diff(before, after, groups)) terminal.print(line);
      return GOOD;
    },
  },
};

/** Runs one command; gives the exit status. */
export function runPolicy(argv: readonly string[], terminal: Terminal): number {
  const read = readArguments(argv);
  if (typeof read === 'string') return misused(terminal, `${read}\n${usage}`);
  const { values, positionals } = read;
  const [name = '', ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined || !command.takes.includes(rest.length)) return misused(terminal, usage);
  const groups = (values.group ?? []).map(readTarget);
  const known = groups.flatMap((one) => one ?? []);
  if (known.length < groups.length)
    return misused(terminal, '--group is a JSON object with id, name, address, label, classification or visibility.');
  return command.run({ rest, file: values.file, groups: known, json: values.json === true, terminal });
}

/** A text: what is wrong with them. */
function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { json: { type: 'boolean' }, file: { type: 'string' }, group: { type: 'string', multiple: true } },
      allowPositionals: true,
    });
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function misused({ complain }: Terminal, text: string): number {
  complain(text);
  return UNREADABLE;
}
