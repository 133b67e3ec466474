import type { z } from 'zod';
import type { Place } from '../../domain/policy/rules/values.ts';
import type { Yaml } from './document.ts';

/** What can be wrong with a policy file. The codes are stable: pipelines may look for them. */
export const POLICY_FAULT_CODES = [
  'syntax',
  'duplicate-key',
  'alias',
  'too-large',
  'missing-field',
  'unknown-field',
  'wrong-value',
  'reserved-name',
  'unknown-set',
  'nested-set',
  'duplicate-name',
  'unknown-rule',
  'circular-over',
  'tie',
  'default-beyond-longest',
  'lapse-before-remind',
  'lapse-before-escalate',
  'too-few-people',
  'shadowed',
  'matches-nothing',
  'not-readable',
  'not-yet',
] as const;
export type PolicyFaultCode = (typeof POLICY_FAULT_CODES)[number];

export interface PolicyFault {
  readonly place: Place;
  readonly code: PolicyFaultCode;
  /** A sentence in English for whoever keeps the file. */
  readonly problem: string;
  /** The file is in force all the same. */
  readonly warning?: true;
}

/** One line a fault: `policy.yaml:12:5 unknown-field There is no field "aprove"; …`. */
export const describeFault = (file: string, { place, code, problem, warning }: PolicyFault): string =>
  `${file}:${place.line}:${place.column} ${code} ${warning ? 'Warning: ' : ''}${problem}`;

/** In the order of the file, each only once. */
export const inFileOrder = (faults: readonly PolicyFault[]): readonly PolicyFault[] =>
  [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()].toSorted(
    (one, other) => one.place.line - other.place.line || one.place.column - other.place.column,
  );

type Issue = z.core.$ZodIssue;

/** Every place where a file does not have the shape that it must have. */
export const shapeFaults = (issues: readonly Issue[], yaml: Yaml, known: Known): readonly PolicyFault[] =>
  issues.flatMap((issue) => faultsOf(issue, [], yaml, known));

/** Names of the fields that a mapping may have, to name the one that was meant. */
export type Known = (path: readonly PropertyKey[], key: string) => string | null;

function faultsOf(issue: Issue, base: readonly PropertyKey[], yaml: Yaml, known: Known): readonly PolicyFault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const meant = known(path, key);
      const hint = meant === null ? 'remove it' : `did you mean "${meant}"?`;
      const problem = `There is no field "${key}" here; ${hint}`;
      return { place: yaml.placeOfKey(path, key), code: 'unknown-field', problem: ended(problem) };
    });
  if (issue.code === 'invalid_union') {
    // The branch that got farthest is the one that was meant.
    const reached = (branch: readonly Issue[]) => Math.max(...branch.map((one) => one.path.length + depthOf(one)));
    const [best] = issue.errors.toSorted((one, other) => reached(other) - reached(one));
    if (best !== undefined && reached(best) > 0) return best.flatMap((one) => faultsOf(one, path, yaml, known));
  }
  if (!yaml.has(path)) {
    const problem = `The field "${String(path.at(-1))}" is missing.`;
    return [{ place: yaml.place(path.slice(0, -1)), code: 'missing-field', problem }];
  }
  return [{ place: yaml.place(path), code: 'wrong-value', problem: ended(`${nameOf(path)} ${sentence(issue)}`) }];
}

const depthOf = (issue: Issue) => (issue.code === 'unrecognized_keys' ? 1 : 0);
const ended = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

const nameOf = (path: readonly PropertyKey[]) => {
  const names = path.filter((one) => typeof one === 'string');
  return names.length === 0 ? 'The file' : `"${names.at(-1)}"`;
};

function sentence(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${articled(issue.expected)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((one) => String(one)).join(' or ')}`;
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty';
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'guid' ? 'must be an object id' : issue.message;
    case 'invalid_union':
      return 'has a value of another kind than this field takes';
    default:
      return issue.message;
  }
}

const articles: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'a mapping of fields',
  record: 'a mapping of names',
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
};
const articled = (type: string) => articles[type] ?? `of type ${type}`;
