import { Lost } from './call.ts';

/**
 * The whole text of a reply to `fetch`, of at most `largest` bytes: a server that never ends would fill the memory.
 * Throws `Lost` for more, and what fetch throws when the rest does not come.
 */
export async function readText(response: Response, largest: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > largest) throw new Lost('large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
