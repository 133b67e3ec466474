import assert from 'node:assert/strict';
import templating from 'adaptivecards-templating';
import fc from 'fast-check';
import type { Cards } from '../../bot/present/data.ts';
import { compile, type Json } from '../../bot/present/template.ts';
import { expand, readTemplate } from '../../bot/present/templates.ts';
import { text as anyText } from '../support/any-view.ts';

const names = [
  'request',
  'requests',
  'which-right',
  'which',
  'same',
  'form',
  'list',
  'help',
] as const satisfies readonly (keyof Cards)[];

/** What the official library makes of it. */
const official = (template: Json, data: object): unknown => new templating.Template(template).expand({ $root: data });

type Add = (path: string, value: fc.Arbitrary<unknown>) => void;

/** Data of any content, of the shape that a template asks for. */
function shapeOf(node: Json): fc.Arbitrary<Record<string, unknown>> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const nested: Record<string, Record<string, fc.Arbitrary<unknown>>> = {};
  collect(node, (path, value) => {
    const [head = '', inner] = path.split('.');
    if (inner === undefined) fields[head] ??= value;
    else nested[head] = { [inner]: value, ...nested[head] };
  });
  for (const [head, inner] of Object.entries(nested)) fields[head] = fc.record(inner);
  return fc.record(fields);
}

const yesOrNo = new Set(['some', 'pick']);
/** These scopes are objects; all others are lists. */
const objects = /^(buttons|errors\..*)$/;

/** Tells of every value that a template asks for at this level. */
function collect(node: Json, add: Add): void {
  if (Array.isArray(node)) for (const item of node) collect(item, add);
  else if (typeof node === 'string') collectPaths(node, add);
  else if (typeof node === 'object' && node !== null) collectFields(node as Record<string, Json>, add);
}

function collectPaths(text: string, add: Add): void {
  for (const [, path = ''] of text.matchAll(/\$\{([\w.]+)/g))
    if (path !== 'count') add(path, yesOrNo.has(path) ? fc.boolean() : fc.oneof(anyText, fc.nat()));
}

function collectFields({ $data, ...rest }: Record<string, Json>, add: Add): void {
  if ($data === undefined) {
    for (const value of Object.values(rest)) collect(value, add);
    return;
  }
  const path = /[\w.]+/.exec(String($data))?.[0] ?? '';
  const inner = shapeOf(rest);
  add(path, objects.test(path) ? inner : fc.array(inner, { maxLength: 3 }));
}

describe('our templates', () => {
  for (const name of names) {
    it(`are filled as the official library fills them: ${name}`, () => {
      const template = readTemplate(name);
      fc.assert(
        fc.property(shapeOf(template), (data) => {
          assert.deepEqual(expand(name, data as never), official(template, data));
        }),
        { numRuns: 25 },
      );
    });
  }

  it('are refused when they say what the compiler does not know', () => {
    for (const expression of ['$index', 'a + b', "if(a, 'b', 'c')", 'a[0]', '', 'formatDateTime(a)'])
      assert.throws(() => compile({ text: `\${${expression}}` }), /our part/);
    assert.throws(() => compile({ $when: 'some' }), /where an expression belongs/);
    assert.throws(() => compile({ $data: { a: 1 } }), /where an expression belongs/);
  });
});
