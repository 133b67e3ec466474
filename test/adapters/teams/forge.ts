/** Tokens as an attacker would write them: any header, any claims, any way of signing, none of it checked. */
import { createHmac, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';

export interface Key {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export type Algorithm = 'RS256' | 'RS384' | 'PS256' | 'ES256' | 'HS256' | 'none';

export const rsaKey = (kid: string): Key => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** HS256 takes the public key for a secret: the confusion of two algorithms. ES256 brings a key of its own. */
const signers: Readonly<Record<Algorithm, (data: string, key: Key) => Buffer>> = {
  RS256: (data, { privateKey }) => signBytes('sha256', Buffer.from(data), privateKey),
  RS384: (data, { privateKey }) => signBytes('sha384', Buffer.from(data), privateKey),
  PS256: (data, { privateKey }) => signBytes('sha256', Buffer.from(data), { key: privateKey, padding: 6 }),
  ES256: (data) => signBytes('sha256', Buffer.from(data), { key: elliptic.privateKey, dsaEncoding: 'ieee-p1363' }),
  HS256: (data, { publicKey }) =>
    createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
      .update(data)
      .digest(),
  none: () => Buffer.alloc(0),
};

export function forge(header: object, claims: object, key: Key, algorithm: Algorithm): string {
  const signed = `${base64(header)}.${base64(claims)}`;
  return `${signed}.${signers[algorithm](signed, key).toString('base64url')}`;
}
