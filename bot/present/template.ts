/**
 * A compiler for the part of the Adaptive Card Templating language that our cards use: `${path}` alone and inside texts,
 * `$data`, and `$when` with `path`, `path != ''` or `count(path) > 0` ("Adaptive Card Template Language", Microsoft).
 * A test holds it to what the official library makes of the same templates; that one costs tens of times more for each
 * card, and a fifth of a second and 20 MB at start. Anything outside of this part is refused when a template is compiled.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Data → what stands in the place of a node; null: nothing. */
type Make = (data: unknown) => unknown;

const hole = /\$\{([^}]*)\}/;
const path = /^[a-z]\w*(?:\.[a-z]\w*)*$/i;
const notEmpty = /^(.+) != ''$/;
const someOf = /^count\((.+)\) > 0$/;

/** A template → the function that fills it. Throws for what it does not know. */
export const compile = (template: Json): ((data: object) => object) => node(template) as (data: object) => object;

function node(template: Json): Make {
  if (typeof template === 'string') return text(template);
  if (Array.isArray(template)) return list(template);
  if (typeof template === 'object' && template !== null) return element(template as Fields);
  return () => template;
}

type Fields = { readonly [key: string]: Json };

/** `${path}` alone keeps the kind of its value; among other words it becomes text. */
function text(template: string): Make {
  const parts = template.split(hole);
  if (parts.length === 1) return () => template;
  const values = parts.map((part, n) => (n % 2 === 0 ? () => part : expression(part)));
  const [before, only, after] = values;
  if (parts.length === 3 && before?.(null) === '' && after?.(null) === '' && only) return only;
  return (data) => values.map((value) => value(data)).join('');
}

function list(template: readonly Json[]): Make {
  const items = template.map(node);
  // What is left out is null, and what is there several times an array.
  return (data) => items.flatMap((make) => make(data) ?? []);
}

function element({ $data, $when, ...rest }: Fields): Make {
  const scope = $data === undefined ? null : condition($data);
  const wanted = $when === undefined ? null : condition($when);
  const fields = Object.entries(rest).map(([key, value]) => [key, node(value)] as const);
  const one = (data: unknown) => {
    if (wanted !== null && wanted(data) !== true) return [];
    const made: Record<string, unknown> = {};
    for (const [key, make] of fields) made[key] = make(data);
    return [made];
  };
  return (data) => {
    const inner = scope === null ? data : scope(data);
    const all = Array.isArray(inner) ? inner.flatMap(one) : one(inner);
    return all.length > 1 ? all : (all[0] ?? null);
  };
}

/** The whole of `$data` or `$when`. */
function condition(template: Json): Make {
  const inside = typeof template === 'string' ? /^\$\{([^}]*)\}$/.exec(template)?.[1] : undefined;
  if (inside === undefined) throw new Error(`a template says ${JSON.stringify(template)} where an expression belongs`);
  return expression(inside);
}

function expression(source: string): Make {
  const [, filled] = notEmpty.exec(source) ?? [];
  if (filled !== undefined) return negated(valueAt(filled));
  const [, counted] = someOf.exec(source) ?? [];
  if (counted !== undefined) return filledList(valueAt(counted));
  return valueAt(source);
}

const negated =
  (value: Make): Make =>
  (data) =>
    value(data) !== '';

const filledList =
  (value: Make): Make =>
  (data) =>
    (value(data) as readonly unknown[]).length > 0;

function valueAt(source: string): Make {
  if (!path.test(source)) throw new Error(`a template says \${${source}}, which is not of our part of the language`);
  const keys = source.split('.');
  return (data) => keys.reduce((value, key) => (value as Readonly<Record<string, unknown>>)[key], data);
}
