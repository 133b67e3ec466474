import { decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import type { AppCertificate } from '../pki.ts';

/** What is wrong with a client assertion, as an Entra error number and sentence; null when it is good. */
export type AssertionFault = { readonly code: number; readonly message: string } | null;

/**
 * Checks a client assertion against the app's certificate (Microsoft identity platform, "Application authentication
 * certificate credentials"): signature RS256 or PS256, `x5t` or `x5t#S256`, audience, issuer = subject = client id,
 * validity. `now` in milliseconds.
 */
export async function checkAssertion(
  assertion: string,
  of: { certificate: AppCertificate; clientId: string; audiences: readonly string[]; now: number },
): Promise<AssertionFault> {
  try {
    const header = decodeProtectedHeader(assertion);
    const named = header['x5t#S256'] === of.certificate.x5tS256 || header.x5t === of.certificate.x5t;
    if (!named) return { code: 700027, message: 'The certificate with the identifier used to sign is not registered.' };
    const { payload } = await verify(assertion, header.alg, of);
    if (payload.sub !== of.clientId)
      return { code: 700021, message: 'Client assertion application identifier does not match.' };
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unreadable';
    return { code: 700027, message: `Client assertion failed validation: ${message}.` };
  }
}

async function verify(
  assertion: string,
  alg: string | undefined,
  of: { certificate: AppCertificate; clientId: string; audiences: readonly string[]; now: number },
): Promise<{ payload: JWTPayload }> {
  // WebCrypto binds a key to one padding scheme: for PS256 the same key is imported again.
  const key =
    alg === 'PS256'
      ? await crypto.subtle.importKey(
          'jwk',
          { ...(await crypto.subtle.exportKey('jwk', of.certificate.publicKey)), alg: 'PS256' },
          { name: 'RSA-PSS', hash: 'SHA-256' },
          false,
          ['verify'],
        )
      : of.certificate.publicKey;
  return jwtVerify(assertion, key, {
    algorithms: ['RS256', 'PS256'],
    audience: [...of.audiences],
    issuer: of.clientId,
    requiredClaims: ['exp', 'sub'],
    currentDate: new Date(of.now),
    clockTolerance: 300,
  });
}
