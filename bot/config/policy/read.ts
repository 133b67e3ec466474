import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Rulebook } from '../../domain/policy/rules/values.ts';
import type { Policy } from '../../domain/policy.ts';
import { builtInPolicy } from '../../domain/policy.ts';
import { contradictions } from './checks.ts';
import { givenOf, limitOf, ruleOf, setsOf } from './compile.ts';
import { parseYaml, type Yaml } from './document.ts';
import { inFileOrder, type Known, type PolicyFault, shapeFaults } from './faults.ts';
import { jsonSchema, type PolicyFile, plainFile, policyFile } from './schema.ts';

/** What is read of a policy file: the policy, where nothing is wrong, and every fault and warning in the file's order. */
export interface PolicyRead {
  readonly policy: Policy | null;
  readonly faults: readonly PolicyFault[];
}

/** Far more than any company writes; more would only keep the process busy. */
const longestBytes = 4 * 1024 * 1024;

/**
 * A policy file's text → the policy, or everything that is wrong with it at once. An empty file is the built-in policy.
 * `file` is its path, of which only the name is kept.
 */
export function readPolicy(text: string, file = 'policy.yaml'): PolicyRead {
  const { policy, faults } = readText(text);
  return { policy: policy && { ...policy, file: basename(file) }, faults };
}

function readText(text: string): PolicyRead {
  if (Buffer.byteLength(text) > longestBytes)
    return refused([
      {
        place: { line: 1, column: 1 },
        code: 'too-large',
        problem: 'The file is larger than 4 MB; split what it says.',
      },
    ]);
  const yaml = parseYaml(text);
  if ('faults' in yaml) return refused(yaml.faults);
  const value = yaml.value ?? {};
  return isPlain(value) ? readPlain(value, text, yaml) : readVersioned(value, text, yaml);
}

const refused = (faults: readonly PolicyFault[]): PolicyRead => ({ policy: null, faults: inFileOrder(faults) });

/** Is it a file from before there were rules: without a version, and with the fields of then only? */
const isPlain = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).every((key) => Object.hasOwn(plainFile.shape, key));

function readPlain(value: object, text: string, yaml: Yaml): PolicyRead {
  const read = plainFile.safeParse(value);
  if (!read.success) return refused(shapeFaults(read.error.issues, yaml, () => null));
  const { membersOnly, longest, asks, ...settings } = read.data;
  const term = longest === undefined ? {} : { term: { longest } };
  const given = givenOf({ ...(membersOnly !== undefined && { membersOnly }), ...term }, [], {
    ...yaml,
    placeOfKey: (_, key) => yaml.placeOfKey([], key),
  });
  const book = { hash: hashOf(text), sets: {}, defaults: given, rules: [], limits: [] };
  return { policy: withSettings({ asks, ...settings }, book), faults: [] };
}

function readVersioned(value: unknown, text: string, yaml: Yaml): PolicyRead {
  const read = policyFile.safeParse(value);
  if (!read.success) return refused(shapeFaults(read.error.issues, yaml, knownField));
  const { people, defaults = {}, rules = [], limits = [] } = read.data;
  const book: Rulebook = {
    hash: hashOf(text),
    sets: setsOf(people),
    defaults: givenOf(defaults, ['defaults'], yaml),
    rules: rules.map((rule, n) => ruleOf(rule, ['rules', n], yaml)),
    limits: limits.map((limit, n) => limitOf(limit, ['limits', n], yaml)),
  };
  const faults = inFileOrder(contradictions(book, yaml));
  const good = faults.every(({ warning }) => warning);
  return { policy: good ? withSettings(read.data, book) : null, faults };
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

type Settings = Partial<Pick<PolicyFile, 'openRequests' | 'restAfterDenial' | 'asks' | 'lookUps'>>;

const withSettings = ({ openRequests, restAfterDenial, asks, lookUps }: Settings, book: Rulebook): Policy => ({
  openRequests: openRequests ?? builtInPolicy.openRequests,
  restAfterDenial: restAfterDenial === undefined ? builtInPolicy.restAfterDenial : restAfterDenial,
  asks: { ...builtInPolicy.asks, ...asks },
  lookUps: lookUps ?? builtInPolicy.lookUps,
  book,
  file: null,
});

/** The field that was meant by one that is not there: the nearest name, where it is near. */
const knownField: Known = (path, key) => {
  const fields = fieldsAt(jsonSchema(), path);
  if (fields.length === 0) return null;
  const meant = closest(key, [...fields]);
  return distance(key.toLowerCase(), meant.toLowerCase()) <= 2 ? meant : null;
};

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Names of the fields at a path, by the schema of the file itself. */
function fieldsAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const read = node.safeParse(schema);
  if (!read.success) return [];
  const { properties, items, anyOf, additionalProperties } = read.data;
  if (anyOf !== undefined) return anyOf.flatMap((branch) => fieldsAt(branch, path));
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(properties ?? {});
  return fieldsAt(typeof step === 'number' ? items : (properties?.[String(step)] ?? additionalProperties), rest);
}
