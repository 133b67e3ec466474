import type { Draft, Fault, Json } from '../draft.ts';
import type { Algorithm } from '../forge.ts';

/** What can be wrong with a token: its form, its algorithm, its key, its claims. */

const now = () => Math.floor(Date.now() / 1000);
const stranger = 'e0000000-0000-4000-8000-000000000000';

const fault = (name: string, status: number, put: Fault['put']): Fault => ({ name, status, put });
const claim = (name: string, change: () => Json, status = 401) =>
  fault(name, status, (draft) => Object.assign(draft.claims, change()));
const header = (name: string, change: Json) => fault(name, 401, (draft) => Object.assign(draft.header, change));
const token = (name: string, touch: (token: string) => string) =>
  fault(name, 401, (draft) => void draft.onToken.push(touch));
const authorization = (name: string, values: (token: string) => readonly string[], status = 401) =>
  fault(name, status, (draft) => {
    draft.authorization = values;
  });
const algorithm = (name: string, by: Algorithm, says: string = by) =>
  fault(name, 401, (draft) => {
    draft.algorithm = by;
    draft.header.alg = says;
  });
const part = (index: number, touch: (text: string) => string) => (whole: string) =>
  whole
    .split('.')
    .map((text, at) => (at === index ? touch(text) : text))
    .join('.');
/** Signed text with more in it; as it is where another fault has left nothing to add to. */
const rewritten = (change: Json) => (text: string) => {
  const signed = readable(Buffer.from(text, 'base64url').toString());
  return signed === null ? text : Buffer.from(JSON.stringify({ ...signed, ...change })).toString('base64url');
};
const readable = (text: string): Json | null => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
const asIssuer = (draft: Draft, iss: string, more: Json) => void Object.assign(draft.claims, { iss, ...more });

const forms: readonly Fault[] = [
  authorization('no Authorization header', () => []),
  authorization('an empty Authorization header', () => ['']),
  authorization('a scheme and no token', () => ['Bearer']),
  authorization('another scheme', (text) => [`Basic ${text}`]),
  authorization('a scheme that only begins like ours', (text) => [`BearerX ${text}`]),
  authorization('two tokens in one header', (text) => [`Bearer ${text}, Bearer ${text}`]),
  authorization('two Authorization headers', (text) => [`Bearer ${text}`, `Bearer ${text}`], 400),
  authorization('a good Authorization header after a bad one', (text) => ['Bearer a.b.c', `Bearer ${text}`], 400),
  token('two parts', (text) => text.split('.').slice(0, 2).join('.')),
  token('five parts, as if it were encrypted', (text) => `${text}.x.y`),
  token(
    'a header that is no JSON',
    part(0, () => 'x'),
  ),
  token(
    'a header that is a list',
    part(0, () => Buffer.from('[]').toString('base64url')),
  ),
  token(
    'claims that are no JSON',
    part(1, () => 'x'),
  ),
  token(
    'no signature',
    part(2, () => ''),
  ),
  token('a signature changed in one letter', part(2, flipped)),
  token(
    'a signature cut short',
    part(2, (text) => text.slice(0, -8)),
  ),
  token('claims changed after signing', part(1, rewritten({ changed: true }))),
  token('a header changed after signing', part(0, rewritten({ changed: true }))),
  token('letters outside base64url', (text) => text.replace(/.$/, '=')),
  token('8 KB of text', () => `a.${'b'.repeat(8000)}.c`),
];

const algorithms: readonly Fault[] = [
  algorithm('algorithm none', 'none'),
  algorithm('algorithm None', 'none', 'None'),
  algorithm('algorithm none in words, with a good RS256 signature', 'RS256', 'none'),
  algorithm('HS256 with the public key for a secret', 'HS256'),
  algorithm('HS256 that says RS256', 'HS256', 'RS256'),
  algorithm('RS384', 'RS384'),
  algorithm('RS384 that says RS256', 'RS384', 'RS256'),
  algorithm('PS256', 'PS256'),
  algorithm('PS256 that says RS256', 'PS256', 'RS256'),
  algorithm('ES256', 'ES256'),
  header('no algorithm', { alg: undefined }),
  header('an algorithm in small letters', { alg: 'rs256' }),
  header('a critical header that nobody knows', { crit: ['x'], x: 1 }),
  header('an unencoded payload', { crit: ['b64'], b64: false }),
];

const keys: readonly Fault[] = [
  header('no key id', { kid: undefined }),
  header('a key id that is no text', { kid: 7 }),
  header('an unknown key id', { kid: 'nobody' }),
  header('a key id out of an object', { kid: '__proto__' }),
  fault('the name of another key than signed', 401, (draft, { keys: { webchat } }) => {
    draft.key = webchat;
  }),
  fault('a strange key under a known name', 401, (draft, { keys: { stranger: other } }) => {
    draft.key = other;
  }),
  fault('its own key in its header', 401, (draft, { keys: { stranger: other } }) => {
    draft.key = other;
    Object.assign(draft.header, { kid: 'stranger', jwk: other.publicKey.export({ format: 'jwk' }) });
  }),
  fault('the address of its own keys in its header', 401, (draft, { keys: { stranger: other } }) => {
    draft.key = other;
    Object.assign(draft.header, { kid: 'stranger', jku: 'https://evil.test/keys', x5u: 'https://evil.test/x' });
  }),
  fault('a key that is endorsed for another channel', 403, (draft, { keys: { webchat } }) => {
    draft.key = webchat;
    Object.assign(draft.header, { kid: webchat.kid });
  }),
];

const claims: readonly Fault[] = [
  claim('another audience', () => ({ aud: stranger })),
  fault(
    'our audience among others',
    401,
    ({ claims }, { botId }) => void Object.assign(claims, { aud: [botId, stranger] }),
  ),
  fault('our audience in a list of one', 401, ({ claims }, { botId }) => void Object.assign(claims, { aud: [botId] })),
  fault(
    'our audience with more behind it',
    401,
    ({ claims }, { botId }) => void Object.assign(claims, { aud: `${botId} ` }),
  ),
  claim('no audience', () => ({ aud: undefined })),
  claim('another issuer', () => ({ iss: 'https://api.botframework.com.evil.test' })),
  claim('an issuer with a slash more', () => ({ iss: 'https://api.botframework.com/' })),
  claim('an issuer in capitals', () => ({ iss: 'HTTPS://API.BOTFRAMEWORK.COM' })),
  claim("another cloud's issuer", () => ({ iss: 'https://api.botframework.us' })),
  claim('a list of issuers', () => ({ iss: ['https://api.botframework.com'] })),
  claim('no issuer', () => ({ iss: undefined })),
  claim('an end 65 seconds ago', () => ({ exp: now() - 65 })),
  claim('an end in milliseconds of an hour ago', () => ({ exp: now() - 3600 })),
  claim('an end in words', () => ({ exp: 'tomorrow' })),
  claim('an end as text', () => ({ exp: String(now() + 3600) })),
  claim('no end', () => ({ exp: undefined })),
  claim('an end beyond all numbers', () => ({ exp: null })),
  claim('a beginning in 65 seconds', () => ({ nbf: now() + 65 })),
  claim('a beginning in words', () => ({ nbf: 'now' })),
  claim('no beginning', () => ({ nbf: undefined })),
  claim('an issue in 65 seconds', () => ({ iat: now() + 65 })),
  claim('an issue in words', () => ({ iat: 'now' })),
  claim('no service URL', () => ({ serviceurl: undefined })),
  claim('a service URL that is no text', () => ({ serviceurl: ['https://smba.trafficmanager.net/emea/'] })),
  claim('an empty service URL', () => ({ serviceurl: '' }), 403),
  fault('the service URL under another name only', 401, ({ claims }) => {
    claims.serviceUrl = claims.serviceurl;
    claims.serviceurl = undefined;
  }),
];

/** Ways in that the SDK's own authentication has, and that are closed here. */
const otherWays: readonly Fault[] = [
  fault('an emulator as issuer, version 1', 401, (draft, { botId, tenant }) =>
    asIssuer(draft, `https://sts.windows.net/${tenant}/`, { appid: botId, ver: '1.0', tid: tenant }),
  ),
  fault('an emulator as issuer, version 2', 401, (draft, { botId, tenant }) =>
    asIssuer(draft, `https://login.microsoftonline.com/${tenant}/v2.0`, { azp: botId, ver: '2.0', tid: tenant }),
  ),
  fault("the emulator's own tenant as issuer", 401, (draft, { botId }) =>
    asIssuer(draft, 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', { appid: botId, ver: '1.0' }),
  ),
  fault('a skill as issuer', 401, (draft, { botId }) =>
    asIssuer(draft, 'https://login.microsoftonline.com/botframework.com/v2.0', {
      azp: stranger,
      aud: botId,
      ver: '2.0',
    }),
  ),
  fault('the bot itself as issuer', 401, (draft, { botId }) => asIssuer(draft, botId, { appid: botId })),
];

export const tokenFaults: readonly Fault[] = [...forms, ...algorithms, ...keys, ...claims, ...otherWays];
