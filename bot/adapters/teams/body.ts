import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { cleanText } from '../../domain/text.ts';
import { readBytes, repeats } from '../http/body.ts';
import type { Refusal } from './authenticate.ts';

const maxBytes = 256 * 1024;
const maxDepth = 32;
const jsonType = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

const refuse = (refused: Refusal['refused'], why: string): Refusal => ({ refused, why });

const single = ['authorization', 'content-type'];

/** 400 for a header that stands there twice: a proxy before us may have looked at the other one. */
export function checkRepeated(rawHeaders: readonly string[]): Refusal | null {
  return repeats(rawHeaders, single) ? refuse(400, 'header-repeated') : null;
}

/** What the headers already tell: 415 for anything but plain JSON, 413 for what says itself that it is too large. */
export function checkHeaders(headers: IncomingHttpHeaders): Refusal | null {
  if (!jsonType.test(headers['content-type'] ?? '')) return refuse(415, 'body-type');
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return refuse(415, 'body-encoding');
  return Number(headers['content-length'] ?? 0) > maxBytes ? refuse(413, 'body-size') : null;
}

/**
 * The body as JSON, with at most 256 KB (413) and 32 levels (400) of it in memory. Every text in it is clean.
 */
export async function readJson(request: IncomingMessage): Promise<{ readonly json: unknown } | Refusal> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes === 'too-large') return refuse(413, 'body-size');
  if (bytes === 'broken-off') return refuse(400, 'body-broken-off');
  if (!isUtf8(bytes)) return refuse(400, 'body-not-utf8');
  try {
    return { json: clean(JSON.parse(bytes.toString()), 1) };
  } catch (error) {
    return refuse(400, error instanceof TooDeep ? 'body-depth' : 'body-not-json');
  }
}

class TooDeep extends Error {}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > maxDepth) throw new TooDeep();
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (key !== '__proto__') result[key] = clean(item, depth + 1);
  return result;
}
