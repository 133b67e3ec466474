import { randomUUID, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto as Crypto);

export interface Pem {
  readonly certificate: string;
  readonly key: string;
  /** Both, as an operator would store them. */
  readonly both: string;
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A self-signed certificate for 127.0.0.1 with its key; valid from yesterday until tomorrow unless told otherwise. */
export async function makePem(options: { kind?: 'rsa' | 'ec'; from?: Date; until?: Date } = {}): Promise<Pem> {
  const day = 86_400_000;
  const algorithm = options.kind === 'ec' ? ec : rsa;
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const made = await X509CertificateGenerator.createSelfSigned({
    // Its own name each: of two trusted certificates with one name, only one would be found.
    name: `CN=Behalf test ${randomUUID()}`,
    notBefore: options.from ?? new Date(Date.now() - day),
    notAfter: options.until ?? new Date(Date.now() + day),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true),
      new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  });
  const certificate = `${made.toString('pem')}\n`;
  const key = `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')}\n`;
  return { certificate, key, both: certificate + key };
}
