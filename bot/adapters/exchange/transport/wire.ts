export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly sent?: Sent;
}

/** How a call has gone over the wire. */
export interface Sent {
  /** The `client-request-id` of the call, and of the batch that it was part of. */
  readonly id: string;
  readonly batch?: string;
  /** How long the request took. */
  readonly ms: number;
}

/** The answer was larger than any honest one. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** The answer had a body of which nothing could be read. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

const largest = 16 * 1024 * 1024;

/**
 * One HTTP exchange, its body read to the end within the time-out and a bound on its size. Follows no redirect.
 * @throws what fetch throws: resets, time-outs, bodies that cannot be decoded
 */
export async function send(
  fetcher: typeof fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetcher(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  const text = await readText(response);
  // fetch gives a compressed body that was cut off as far as it could be read, perhaps nothing: that is no empty answer.
  if (
    text === '' &&
    response.ok &&
    (response.headers.has('content-encoding') || Number(response.headers.get('content-length')) > 0)
  ) {
    throw new CutOff('Nothing is left of the body');
  }
  return { status: response.status, headers: response.headers, text };
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > largest) throw new TooLarge(`More than ${largest} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `host[:port]`, or `*.domain` for everything below it. */
export function hostAllowed(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
}

/** Where a redirect or next link leads, if a token may go there: the same scheme, a host of the list, no user. */
export function allowedUrl(target: string | null, from: string, hosts: readonly string[]): string | null {
  const url = target === null ? null : URL.parse(target, from);
  if (url === null || url.protocol !== new URL(from).protocol || url.username || url.password) return null;
  return hostAllowed(url.host, hosts) ? url.href : null;
}
