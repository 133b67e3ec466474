import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Templating from 'adaptivecards-templating';
import type { Cards } from './data.ts';

/** `cards/`: layout only. `{"$include": "head"}` stands for the file `parts/head.json`; fields beside it win. */
const folder = new URL('../../cards/', import.meta.url);

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function read(path: string): Json {
  return compose(JSON.parse(readFileSync(new URL(`${path}.json`, folder), 'utf8')) as Json);
}

function compose(node: Json): Json {
  if (Array.isArray(node)) return node.map(compose);
  if (typeof node !== 'object' || node === null) return node;
  const { $include: part, ...own } = node as { readonly [key: string]: Json };
  const fields = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, compose(value)]));
  return typeof part === 'string' ? { ...(read(`parts/${part}`) as object), ...fields } : fields;
}

/** The library and its expression parser take a quarter of a second and 20 MB: a start does not wait for them. */
const library = () => createRequire(import.meta.url)('adaptivecards-templating') as typeof Templating;

const kept = new Map<keyof Cards, Templating.Template>();

/** Each template is prepared with its first card and kept: preparing costs tens of times more than filling. */
function prepared(name: keyof Cards): Templating.Template {
  const found = kept.get(name) ?? new (library().Template)(read(name));
  kept.set(name, found);
  return found;
}

/** A template of `cards/` filled with its data → an Adaptive Card. */
export function expand<Name extends keyof Cards>(name: Name, data: Cards[Name]): object {
  return prepared(name).expand({ $root: data });
}
