import 'reflect-metadata';
import { createHash, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Everything that the twin signs and listens with. Made once a process: a key costs tens of milliseconds. */
export interface Pki {
  /** The private certificate authority, PEM. */
  readonly caPem: string;
  /** TLS certificate and key for 127.0.0.1 and localhost, PEM. */
  readonly tls: { readonly cert: string; readonly key: string };
  /** The app registration's certificate and key in one PEM, and what a client assertion is checked against. */
  readonly app: AppCertificate;
  /** Signs the tokens that the login service issues. */
  readonly login: SigningKey;
  /** Signs channel tokens; endorsed for msteams. */
  readonly channel: SigningKey;
  /** In the same key set, endorsed for other channels only. */
  readonly otherChannel: SigningKey;
}

export interface AppCertificate {
  readonly pem: string;
  readonly publicKey: CryptoKey;
  /** base64url SHA-1 and SHA-256 of the DER: the `x5t` and `x5t#S256` headers. */
  readonly x5t: string;
  readonly x5tS256: string;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JsonWebKey;
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 86_400_000;

let made: Promise<Pki> | undefined;

/** The process's keys and certificates. */
export function pki(): Promise<Pki> {
  made ??= make();
  return made;
}

async function make(): Promise<Pki> {
  x509.cryptoProvider.set(crypto as never);
  const [tls, app, login, channel, otherChannel] = await Promise.all([
    transport(),
    appCertificate(),
    signingKey(),
    signingKey(),
    signingKey(),
  ]);
  return { caPem: tls.caPem, tls, app, login, channel, otherChannel };
}

async function transport(): Promise<{ caPem: string; cert: string; key: string }> {
  const caKeys = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const keys = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 365 * day) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Offline twin certificate authority',
    keys: caKeys,
    signingAlgorithm: ecdsa,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ecdsa,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  return { caPem: ca.toString('pem'), cert: leaf.toString('pem'), key: await keyPem(keys.privateKey) };
}

async function appCertificate(): Promise<AppCertificate> {
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Behalf',
    keys,
    signingAlgorithm: rsa,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 365 * day),
  });
  const pem = certificate.toString('pem');
  const der = new X509Certificate(pem).raw;
  return {
    pem: `${pem}\n${await keyPem(keys.privateKey)}\n`,
    publicKey: keys.publicKey,
    x5t: createHash('sha1').update(der).digest('base64url'),
    x5tS256: createHash('sha256').update(der).digest('base64url'),
  };
}

async function signingKey(): Promise<SigningKey> {
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const kid = createHash('sha1').update(String(jwk.n)).digest('base64url');
  return { kid, privateKey: keys.privateKey, jwk: { kty: 'RSA', n: jwk.n, e: jwk.e } };
}

async function keyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----`;
}
