import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Reader } from './reader.ts';
import { Secret } from './secret.ts';

/** How an app registration proves itself to Entra. */
export type Credential =
  | {
      readonly kind: 'certificate';
      /** Path of the PEM file. */
      readonly path: string;
      /** PEM. */
      readonly certificate: string;
      /** PKCS #8, PEM. */
      readonly key: Secret;
      /** Hex, without colons. */
      readonly thumbprintSha256: string;
    }
  | { readonly kind: 'managedIdentity' }
  | { readonly kind: 'secret'; readonly secret: Secret };

/** Gives a file's text, or throws. */
export type ReadFile = (path: string) => string;

export interface CredentialSource {
  readonly readFile: ReadFile;
  readonly now: Date;
  /** ALLOW_CLIENT_SECRET */
  readonly allowSecret: boolean;
}

/**
 * The credential of one identity (`BOT` or `EXCHANGE`): `…_CERTIFICATE`, `…_MANAGED_IDENTITY` or `…_SECRET`, exactly one.
 * Null when none is given, or when it is faulty (the reader knows).
 */
export function readCredential(read: Reader, prefix: 'BOT' | 'EXCHANGE', source: CredentialSource) {
  const names = [`${prefix}_CERTIFICATE`, `${prefix}_MANAGED_IDENTITY`, `${prefix}_SECRET`] as const;
  const path = read.text(names[0]);
  const managed = read.flag(names[1]);
  const secret = read.text(names[2]);
  const given = [path !== null, managed, secret !== null];
  const surplus = names.filter((_, index) => given[index]).slice(1);
  for (const name of surplus) read.fault(name, `is a second credential; keep one of ${names.join(', ')}`);
  if (secret !== null && !source.allowSecret) {
    read.fault(names[2], 'is a client secret; use a certificate, or set ALLOW_CLIENT_SECRET=true to allow it');
  }
  const certificate = path === null ? null : readCertificate(read, names[0], path, source);
  const credential: Credential | null =
    certificate ??
    (managed ? { kind: 'managedIdentity' } : secret ? { kind: 'secret', secret: new Secret(secret) } : null);
  return { given: given.includes(true), credential };
}

function readCertificate(read: Reader, name: string, path: string, source: CredentialSource): Credential | null {
  const pem = tryTo(() => source.readFile(path));
  if (pem === null) {
    read.fault(name, 'names a file that cannot be read; check the path and its permissions');
    return null;
  }
  const parsed = parseCertificate(pem, source.now);
  if (typeof parsed === 'string') {
    read.fault(name, parsed);
    return null;
  }
  return { kind: 'certificate', path, ...parsed };
}

/** A PEM text with the certificate (and perhaps its chain) and the private key, in any order; or what is wrong with it. */
function parseCertificate(pem: string, now: Date) {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  const certificates = blocks.map((block) => tryTo(() => new X509Certificate(block))).filter((each) => each !== null);
  if (certificates.length === 0) return 'holds no certificate; put certificate and private key in one PEM file';
  if (/^(-----BEGIN ENCRYPTED|Proc-Type:.*ENCRYPTED)/m.test(pem))
    return 'holds an encrypted private key; store it without a passphrase';
  const key = tryTo(() => createPrivateKey(pem));
  if (key === null) return 'holds no private key; put certificate and private key in one PEM file';
  // Entra takes client assertions signed by RSA keys only ("Microsoft identity platform application certificate credentials").
  if (key.asymmetricKeyType !== 'rsa') return 'holds a key that is not RSA; Entra needs an RSA key';
  const certificate = certificates.find((each) => each.checkPrivateKey(key));
  if (!certificate) return 'holds a private key that does not belong to the certificate; pair them';
  if (certificate.validToDate < now) return 'has expired; make a new certificate and upload it to the app';
  if (certificate.validFromDate > now) return 'is not valid yet; check its dates and this machine’s clock';
  return {
    certificate: certificate.toString(),
    key: new Secret(exportKey(key)),
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

const exportKey = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Null instead of an exception, where the exception's text could show a value. */
function tryTo<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
