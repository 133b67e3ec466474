import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly type: string;
  readonly body: string;
}

const client = new URL('./client/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  ts: 'text/javascript; charset=utf-8',
};

/**
 * What the browser is given, by path: the files of client/ (types are taken out, nothing else is done to them, so
 * that they stay plain modules) and Microsoft's own card renderer as published.
 */
export async function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  for (const name of await readdir(client)) {
    const type = types[name.split('.').at(-1) ?? ''];
    if (!type) continue;
    const text = await readFile(new URL(name, client), 'utf8');
    const body = name.endsWith('.ts') ? withoutTypes(text) : text;
    files.set(name === 'index.html' ? '/' : `/client/${name}`, { type, body });
  }
  const renderer = fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js'));
  return files.set('/adaptivecards.js', {
    type: 'text/javascript; charset=utf-8',
    body: await readFile(renderer, 'utf8'),
  });
}

/** Node's own function, without its warning: the flag against it would keep an older Node from saying what it lacks. */
function withoutTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
