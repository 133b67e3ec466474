/** Servers that lie, break off, send elsewhere or never end: each case tells one how to answer, call after call. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { type HttpsServer, startHttps } from '../support/https.ts';

/** In what the servers say, and in the tokens that they are shown: must never come out in a log. */
export const canary = 'canary4711';

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Breaks the connection after so much of the body. */
  readonly cutAt: number | null;
  /** Says the body again and again, for as long as somebody listens. */
  readonly endless?: boolean;
}

export interface Hostile {
  readonly server: HttpsServer;
  /** Where nothing of ours may ever be sent. */
  readonly elsewhere: HttpsServer;
  readonly strayed: () => number;
  /** Bytes that were taken of the longest of the endless bodies, by case. */
  readonly taken: ReadonlyMap<string, number>;
  /** How the server answers who comes with `case-<n>` in the path or the token. */
  readonly cases: Map<string, readonly Said[]>;
  close(): Promise<void>;
}

export async function startHostile(): Promise<Hostile> {
  let strays = 0;
  const cases = new Map<string, readonly Said[]>();
  const calls = new Map<string, number>();
  const taken = new Map<string, number>();
  const server = await startHttps((request, response) => {
    const name = caseOf(request);
    const at = calls.get(name) ?? 0;
    calls.set(name, at + 1);
    const said = cases.get(name) ?? [];
    const now = said[at % said.length] ?? { status: 500, headers: {}, body: Buffer.alloc(0), cutAt: null };
    if (!now.endless) return say(response, now);
    sayForEver(response, now, (bytes) => taken.set(name, Math.max(taken.get(name) ?? 0, bytes)));
  });
  const elsewhere = await startHttps(({ method, headers }, response) => {
    // The channel's metadata may name a key set anywhere ("OpenID Connect Discovery 1.0"): read with nothing of ours in it.
    if (method !== 'GET' || headers.authorization !== undefined) strays += 1;
    response.end('{}');
  });
  return {
    server,
    elsewhere,
    cases,
    taken,
    strayed: () => strays,
    close: async () => void (await Promise.all([server.close(), elsewhere.close()])),
  };
}

const caseOf = ({ url, headers }: IncomingMessage) => /case-\d+/.exec(`${url} ${headers.authorization}`)?.[0] ?? '';

function say(response: ServerResponse, { status, headers, body, cutAt }: Said): void {
  const length = cutAt === null ? {} : { 'content-length': String(body.length + 1) };
  response.writeHead(status, { 'content-type': 'application/json', ...headers, ...length });
  if (cutAt === null) response.end(body);
  else response.write(body.subarray(0, cutAt % (body.length + 1)), () => response.destroy());
}

function sayForEver(response: ServerResponse, { status, body }: Said, took: (bytes: number) => void): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  let bytes = 0;
  const more = () => {
    while (!response.destroyed) {
      bytes += body.length;
      took(bytes);
      if (!response.write(body)) return;
    }
  };
  response.on('drain', more);
  more();
}

const any = fc.jsonValue({ maxDepth: 4 });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\0', canary, '../..', '%', 'x'.repeat(5000)),
);
const guid = fc.oneof(fc.uuid(), fc.constantFrom('11111111-aaaa-4aaa-8aaa-111111111111', 'not-an-id'));
const value = fc.oneof(text, guid, any, fc.boolean(), fc.constant(null), fc.double(), fc.array(text));

/** Objects with the fields that the honest services have, each perhaps something else. */
const fields = [
  ...['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled', 'userType', 'groupTypes', 'mailEnabled'],
  ...['securityEnabled', 'visibility', '@odata.type', 'externalId', 'teamsApp', 'proxyAddresses'],
  ...['ExternalDirectoryObjectId', 'Identity', 'Name', 'PrimarySmtpAddress', 'EmailAddresses', 'GrantSendOnBehalfTo'],
  ...['GrantSendOnBehalfToWithDisplayNames', 'Trustee', 'AccessControlType', 'AccessRights', 'Guid', 'Deny'],
  ...['access_token', 'expires_in', 'token_type', 'jwks_uri', 'issuer', 'kid', 'kty', 'n', 'e', 'use', 'endorsements'],
];
const thing = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 14 });
const person = fc.record({
  id: guid,
  displayName: fc.oneof(text, fc.constant('Alex Wilber')),
  userPrincipalName: text,
  accountEnabled: fc.boolean(),
  userType: fc.constantFrom('Member', 'Guest', null),
  groupTypes: fc.constantFrom([], ['Unified']),
  mailEnabled: fc.boolean(),
  securityEnabled: fc.boolean(),
  ExternalDirectoryObjectId: guid,
  Identity: text,
  Trustee: text,
  AccessRights: fc.constantFrom(['SendAs'], 'SendAs', []),
});
const item = fc.oneof(thing, person, value);

const links = (here: string, there: string) =>
  fc.constantFrom(
    `${there}/v1.0/users`,
    `${here}/v1.0/users?again`,
    `${here}@evil.test/v1.0/users`,
    `${here}/beta/users`,
    `${here}/v1.0/${there}/users`,
    'v1.0/users',
    '\0',
  );

function bodies(here: string, there: string): fc.Arbitrary<unknown> {
  const next = fc.option(links(here, there), { nil: undefined });
  const page = fc.record({ value: fc.oneof(fc.array(item, { maxLength: 5 }), item), '@odata.nextLink': next });
  const batched = fc.record({
    id: fc.constantFrom('1', '2', '3', '21', ''),
    status: fc.constantFrom(200, 404, 429, 500, -1),
    body: fc.oneof(page, item),
  });
  const token = fc.record({
    access_token: fc.constantFrom(`${canary}`, '', 7, null),
    token_type: value,
    expires_in: fc.oneof(fc.constantFrom(3600, '3600', -1, 1e300, 0), value),
  });
  const fault = fc.record({
    error: fc.oneof(
      text,
      fc.record({
        code: text,
        message: text,
        details: fc.oneof(any, fc.array(fc.record({ message: text }))),
        innererror: any,
      }),
    ),
    error_description: text,
  });
  const warned = fc.record({
    value: fc.array(item, { maxLength: 3 }),
    '@adminapi.warnings': value,
    '@adminapi.errors': value,
  });
  const keys = fc.record({
    jwks_uri: fc.oneof(links(here, there), fc.constant(`${here}/keys`)),
    keys: fc.oneof(fc.array(thing), value),
  });
  const ids = fc.record({ value: fc.array(guid, { maxLength: 4 }) });
  return fc.oneof(
    page,
    fc.record({ responses: fc.oneof(fc.array(batched), value) }),
    token,
    fault,
    warned,
    keys,
    ids,
    person,
    any,
  );
}

/** One answer of a server that is hostile, or only broken. */
export function saying(here: string, there: string): fc.Arbitrary<Said> {
  const json = bodies(here, there).map((it) => Buffer.from(JSON.stringify(it)));
  const html = fc
    .constantFrom('<html>502 Bad Gateway</html>', `<h1>${canary}</h1>`, '\0\0\0', 'null', '[', '"', '')
    .map((it) => Buffer.from(it));
  const bytes = fc.uint8Array({ maxLength: 300 }).map((it) => Buffer.from(it));
  const truncated = fc.tuple(json, fc.nat()).map(([it, at]) => it.subarray(0, at % (it.length + 1)));
  const headers = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    fc.record({ 'content-type': fc.constantFrom('text/html', 'application/xml', 'image/png') }),
    fc.record({
      'retry-after': fc.constantFrom(
        '1',
        '0',
        '-5',
        '99999999999',
        '99999999',
        'Fri, 01 Jan 2999 00:00:00 GMT',
        'soon',
        'Thu, 01 Jan 1970 00:00:00 GMT',
        '1e9',
      ),
    }),
    fc.record({ location: fc.constantFrom(`${there}/`, here, 'http://127.0.0.1/', '\\\\evil', `${there}/case`) }),
    fc.record({ 'content-encoding': fc.constantFrom('gzip', 'br', 'x') }),
  );
  const status = fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    fc.constantFrom(201, 204, 301, 302, 307, 308, 400, 401, 403, 404, 409, 410, 412, 429, 500, 502, 503, 504, 599),
  );
  return fc.record({
    status,
    headers,
    body: fc.oneof({ weight: 5, arbitrary: json }, html, bytes, truncated),
    cutAt: fc.option(fc.nat(), { freq: 12, nil: null }),
  });
}
