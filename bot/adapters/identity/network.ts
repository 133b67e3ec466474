import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { readText } from '../https/text.ts';

type Fetch = typeof fetch;

/** Bytes of an answer. A token has a few thousand. */
const largest = 1024 * 1024;

/**
 * MSAL's way to the network: Node's fetch, which trusts NODE_EXTRA_CA_CERTS and tls.setDefaultCACertificates, with
 * what MSAL's own client lacks: a time-out, a bound on the answer, no redirects (they could carry a credential elsewhere), and the last
 * `Retry-After` kept for the caller.
 */
export interface Network extends INetworkModule {
  /** The `Retry-After` of the last answer that was no success: seconds or an HTTP date, as sent. */
  retryAfter(): string | null;
  /** The status of the last answer; null when there was none. */
  status(): number | null;
}

export function createNetwork(fetcher: Fetch, timeoutMs: number): Network {
  let retryAfter: string | null = null;
  let status: number | null = null;

  async function send<T>(
    url: string,
    method: 'GET' | 'POST',
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    status = null;
    const response = await fetcher(url, {
      method,
      headers: options?.headers ?? {},
      body: method === 'POST' ? (options?.body ?? '') : null,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    retryAfter = response.ok ? null : response.headers.get('retry-after');
    const text = await readText(response, largest);
    return {
      headers: Object.fromEntries(response.headers),
      body: parse<T>(text, response.status),
      status: response.status,
    };
  }

  return {
    retryAfter: () => retryAfter,
    status: () => status,
    sendGetRequestAsync: (url, options) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options),
  };
}

/** MSAL checks the shape itself. The body is not repeated in the error: it could hold a token. */
function parse<T>(text: string, status: number): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`The answer with status ${status} is no JSON`);
  }
}
