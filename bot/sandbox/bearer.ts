import { type JWTPayload, jwtVerify } from 'jose';
import type { Office } from './office.ts';
import type { SigningKey } from './pki.ts';

/** Reads a bearer token that the twin's login service issued: its claims, or null when it is missing or not good here. */
export async function bearer(
  office: Office,
  key: SigningKey,
  authorization: string | undefined,
  audiences: readonly string[],
): Promise<JWTPayload | null> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  try {
    const publicKey = await publicKeyOf(key);
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: ['RS256'],
      audience: [...audiences],
      requiredClaims: ['exp', 'tid'],
      currentDate: new Date(office.now()),
    });
    return payload.tid === office.world.tenant ? payload : null;
  } catch {
    // Whatever is wrong with it, the caller answers 401.
    return null;
  }
}

const imported = new WeakMap<SigningKey, Promise<CryptoKey>>();

function publicKeyOf(key: SigningKey): Promise<CryptoKey> {
  const known = imported.get(key);
  if (known !== undefined) return known;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const fresh = crypto.subtle.importKey('jwk', key.jwk, algorithm, true, ['verify']);
  imported.set(key, fresh);
  return fresh;
}
