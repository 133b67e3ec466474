import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { pass } from './points.ts';

/** Outgoing HTTP calls are points, by `fetch` and by Node's own client. */
const fetching = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  const cmdlet = new Headers(init?.headers).get('x-cmdletname') ?? '';
  const done = pass('http', `${method} ${url.pathname} ${cmdlet}`);
  const response = await fetching(input, init);
  done();
  return response;
};

interface Options {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const requesting = https.request as (...given: unknown[]) => ReturnType<typeof https.request>;
https.request = ((...given: unknown[]) => {
  const [url, { method = 'GET', headers = {} }] = given as [string | URL, Options];
  const done = pass('http', `${method} ${new URL(url).pathname} ${headers['x-cmdletname'] ?? ''}`);
  return requesting(...given).once('response', done);
}) as typeof https.request;
syncBuiltinESMExports();
