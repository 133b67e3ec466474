import type { Caller } from './call.ts';

const largest = 16 * 1024 * 1024;
/** For calls without a signal of their own. */
const timeoutMs = 60_000;

/**
 * `fetch` over a caller, for libraries and adapters that expect one: an address, a method, plain headers, a text as body,
 * a signal. A redirect is given as it came; replies are asked for uncompressed. Rejects with the signal's reason, or `Lost`.
 */
export const fetchOver =
  (call: Caller): typeof fetch =>
  async (input, init = {}) => {
    const { method = 'GET', headers = {}, body, signal } = init;
    if (typeof input !== 'string' || (body != null && typeof body !== 'string'))
      throw new TypeError('only an address and a text are sent here');
    const plain = headers as Readonly<Record<string, string>>;
    const reply = await call({
      ...{ method, url: input, headers: plain, body: body ?? undefined, timeoutMs, largest },
      ...(signal ? { signal } : {}),
    });
    const empty = reply.status === 204 || reply.status === 205 || reply.status === 304;
    return new Response(empty ? null : reply.text, { status: reply.status, headers: flat(reply.headers) });
  };

/** Each header once: repeated ones as a comma list. */
const flat = (headers: NodeJS.Dict<string | string[]>): [string, string][] =>
  Object.entries(headers).map(([name, value = '']) => [name, typeof value === 'string' ? value : value.join(', ')]);
