import { z } from 'zod';
import {
  type Policy,
  type RuleValues,
  type Ruling,
  rulingOf,
  type Source,
  type Target,
  type ValueKey,
} from '../../domain/policy.ts';
import { RIGHTS, type Right } from '../../domain/request.ts';
import { understand } from '../../language/understand.ts';
import { fieldInWords, POLICY_FIELDS, type PolicyField } from '../../present/policy-words.ts';
import { say } from '../../present/texts.ts';

/** What the policy says of a sentence, and where each value comes from. */

const group = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  address: z.string().nullable().optional(),
  label: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .optional(),
  classification: z.string().nullable().optional(),
  visibility: z.string().nullable().optional(),
});

/** The text of `--group` → a group; what it leaves out is not known, and null is none. Null: it is no such object. */
export function readTarget(text: string): Target | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const read = group.safeParse(value);
  if (!read.success) return null;
  const { label, ...rest } = read.data;
  const labels = label === undefined ? undefined : label === null ? [] : [label].flat();
  return { ...nothing, ...rest, labels };
}

const nothing: Target = {
  ...{ id: undefined, name: undefined, address: undefined },
  ...{ labels: undefined, classification: undefined, visibility: undefined },
};

/** Lines for a terminal, or one JSON object a line; null: the sentence asks for nothing. */
export function explain(
  policy: Policy,
  sentence: string,
  given: Target | null,
  json: boolean,
): readonly string[] | null {
  const said = understand(sentence, { now: new Date(), zone: 'UTC', locale: 'en' });
  const [name] = said.groups;
  if (name === undefined && given === null) return null;
  const target = given ?? { ...nothing, name };
  const rights = said.right === null ? RIGHTS : [said.right];
  return rights.flatMap((right) => {
    const ruling = rulingOf(policy.book, target, right);
    const file = policy.file ?? 'built-in';
    return json ? [JSON.stringify(inJson(ruling, right, file))] : inWords(ruling, right, file);
  });
}

const placed = (source: Source, file: string) => (source === 'built-in' ? source : `${file}:${source.line}`);

/** The keys of a field: itself, or its parts. */
const keysOf = (field: PolicyField, values: RuleValues): readonly ValueKey[] =>
  (Object.keys(values) as ValueKey[]).filter((key) => key === field || key.startsWith(`${field}.`));

function inJson({ rule, limits, values, from, unclear }: Ruling, right: Right, file: string) {
  const fields = POLICY_FIELDS.map((field) => {
    const keys = keysOf(field, values);
    const [first] = keys;
    if (keys.length === 1 && first === field) return [field, { value: values[first], from: placed(from[first], file) }];
    const parts = keys.map((key) => [key.slice(field.length + 1), key] as const);
    const value = Object.fromEntries(parts.map(([part, key]) => [part, values[key]]));
    const places = Object.fromEntries(parts.map(([part, key]) => [part, placed(from[key], file)]));
    const stated = Object.values(places).find((place) => place !== 'built-in');
    return [field, { value, from: stated ?? 'built-in', parts: places }];
  });
  return { right, rule, limits, unclear, values: Object.fromEntries(fields) };
}

function inWords(ruling: Ruling, right: Right, file: string): readonly string[] {
  const { rule, limits, values, from, unclear } = ruling;
  const tell = say('en');
  const lead =
    unclear === null
      ? tell('policy-lead', { rule: rule ?? 'none', builtIn: file === 'built-in' ? 'yes' : 'no' })
      : tell('policy-lead-unclear', {
          why: tell(`policy-unclear-${unclear.why}`, { names: 'rules' in unclear ? unclear.rules.join(', ') : '' }),
        });
  const fields = POLICY_FIELDS.map((field) => {
    const places = [...new Set(keysOf(field, values).map((key) => placed(from[key], file)))];
    return `  ${field}: ${fieldInWords(field, values, tell, 'en')} (${places.join(', ')})`;
  });
  const also = limits.length === 0 ? [] : [tell('policy-limits', { names: limits.join(', ') })];
  return [`${tell(`right-${right}`)}: ${lead}`, ...also, ...fields];
}
