import { readFileSync } from 'node:fs';
import templating from 'adaptivecards-templating';
import type { Cards } from './data.ts';

/** `cards/`: layout only. `{"$include": "head"}` stands for the file `parts/head.json`; fields beside it win. */
const folder = new URL('../../cards/', import.meta.url);

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function read(path: string): Json {
  return compose(JSON.parse(readFileSync(new URL(`${path}.json`, folder), 'utf8')));
}

function compose(node: Json): Json {
  if (Array.isArray(node)) return node.map(compose);
  if (typeof node !== 'object' || node === null) return node;
  const { $include: part, ...own } = node as { readonly [key: string]: Json };
  const fields = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, compose(value)]));
  return typeof part === 'string' ? { ...(read(`parts/${part}`) as object), ...fields } : fields;
}

const kept = new Map<keyof Cards, templating.Template>();

/**
 * A template of `cards/` filled with its data. Each template is read and prepared once and kept: preparing costs tens
 * of times more than filling. Throws when the file is missing or broken, which is a fault of the build.
 */
export function expand<Name extends keyof Cards>(name: Name, data: Cards[Name]): object {
  const template = kept.get(name) ?? new templating.Template(read(name));
  kept.set(name, template);
  return template.expand({ $root: data });
}

/** Reads every template now, so that a broken one is found at start and not in a chat. */
export function prepare(names: readonly (keyof Cards)[]): void {
  for (const name of names) kept.set(name, new templating.Template(read(name)));
}
