import type { IncomingMessage } from 'node:http';

/** Why a body could not be read: it is larger than allowed, or its sender has gone. */
export type Unread = 'too-large' | 'broken-off';

/** The body, of which at most `maxBytes` are ever held in memory. */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | Unread> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else resolve('too-large');
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    // Nobody is left to read the answer; this only ends the wait.
    request.once('error', () => resolve('broken-off'));
    request.once('close', () => resolve('broken-off'));
  });
}

/** Is one of these headers there twice? A proxy in front may have looked at the other one. */
export function repeats(rawHeaders: readonly string[], names: readonly string[]): boolean {
  const sent = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.some((name) => sent.indexOf(name) !== sent.lastIndexOf(name));
}
