import { type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Office } from './office.ts';
import type { SigningKey } from './pki.ts';

/**
 * Reads a bearer token that the twin's login service issued: its claims, or null when it is missing or not good here.
 * A signature that was good once is not computed again; its times are looked at each time.
 */
export async function bearer(
  office: Office,
  key: SigningKey,
  authorization: string | undefined,
  audiences: readonly string[],
): Promise<JWTPayload | null> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const now = office.now();
  const seen = verified(key);
  const known = `${audiences} ${token}`;
  const payload = seen.get(known) ?? (await verify(token, key, audiences, now));
  if (payload === null) return null;
  seen.set(known, payload);
  return isNow(payload, now) && payload.tid === office.world.tenant ? payload : null;
}

async function verify(token: string, key: SigningKey, audiences: readonly string[], now: number) {
  try {
    const { payload } = await jwtVerify(token, await publicKeyOf(key), {
      algorithms: ['RS256'],
      audience: [...audiences],
      requiredClaims: ['exp', 'tid'],
      currentDate: new Date(now),
    });
    return payload;
  } catch {
    // Whatever is wrong with it, the caller answers 401.
    return null;
  }
}

const isNow = ({ exp = 0, nbf = 0 }: JWTPayload, ms: number) => exp * 1000 > ms && nbf * 1000 <= ms;

const seenBy = new WeakMap<SigningKey, LRUCache<string, JWTPayload>>();

function verified(key: SigningKey): LRUCache<string, JWTPayload> {
  const known = seenBy.get(key) ?? new LRUCache<string, JWTPayload>({ max: 100 });
  seenBy.set(key, known);
  return known;
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
