import { readFileSync } from 'node:fs';
import templating from 'adaptivecards-templating';
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

const prepared = (name: keyof Cards) => new templating.Template(read(name));

/**
 * Each template is read and prepared once, when the program starts, and kept: preparing costs tens of times more than
 * filling, and a broken template is found at start and not in a chat.
 */
const kept: Readonly<Record<keyof Cards, templating.Template>> = {
  request: prepared('request'),
  requests: prepared('requests'),
  'which-right': prepared('which-right'),
  which: prepared('which'),
  same: prepared('same'),
  form: prepared('form'),
  list: prepared('list'),
  help: prepared('help'),
};

/** A template of `cards/` filled with its data → an Adaptive Card. */
export function expand<Name extends keyof Cards>(name: Name, data: Cards[Name]): object {
  return kept[name].expand({ $root: data });
}
