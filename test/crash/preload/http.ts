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

const requesting = https.request as (...given: unknown[]) => ReturnType<typeof https.request>;
https.request = ((...given: unknown[]) => {
  const [url, options] = given as [string | URL, { readonly method?: string }];
  const done = pass('http', `${options.method ?? 'GET'} ${new URL(url).pathname}`);
  return requesting(...given).once('response', done);
}) as typeof https.request;
syncBuiltinESMExports();
