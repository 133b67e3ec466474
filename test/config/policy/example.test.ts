import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { readPolicy } from '../../../bot/config/policy/read.ts';
import { jsonSchema } from '../../../bot/config/policy/schema.ts';
import { BUILT_IN, VALUE_KEYS } from '../../../bot/domain/policy.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');
const example = readFileSync(resolve(root, 'policy.example.yaml'), 'utf8');

describe('policy.example.yaml', () => {
  it('is good, without a warning', () => {
    assert.deepEqual(readPolicy(example).faults, []);
  });

  it('has what is built in as its defaults, so that a copy changes nothing by them', () => {
    const { policy } = readPolicy(example);
    const told = policy?.book.defaults ?? {};
    const other = VALUE_KEYS.filter((key) => key !== 'reasonPrompt' && told[key] !== undefined);
    assert.deepEqual(
      other.map((key) => [key, told[key]?.value]),
      other.map((key) => [key, BUILT_IN[key]]),
    );
    assert.equal(other.length, VALUE_KEYS.length - 1);
  });

  it('names every field that there is', () => {
    const { properties } = jsonSchema() as { properties: Record<string, Record<string, unknown>> };
    const file = parse(example) as Record<string, unknown>;
    assert.deepEqual(
      Object.keys(properties).filter((key) => !(key in file)),
      [],
    );
    const fieldsOf = (list: unknown) => new Set((list as object[]).flatMap((one) => Object.keys(one)));
    const limits = fieldsOf(file.limits);
    const shape = (properties.limits as { items: { properties: object } }).items.properties;
    assert.deepEqual(
      Object.keys(shape).filter((key) => !limits.has(key)),
      [],
    );
    const rule = (properties.rules as { items: { properties: { for: { properties: object } } } }).items.properties;
    const selectors = fieldsOf((file.rules as { for: object }[]).map((one) => one.for));
    const selected = new Set([
      ...selectors,
      ...fieldsOf((file.limits as { for?: object }[]).map((one) => one.for ?? {})),
    ]);
    assert.deepEqual(
      Object.keys(rule.for.properties).filter((key) => !selected.has(key)),
      [],
    );
  });
});
