import { SignJWT } from 'jose';
import type { Office } from '../office.ts';
import type { SigningKey } from '../pki.ts';

/** A resource that tokens are issued for: its audience and the app roles that the app registration was given. */
export interface Resource {
  readonly audience: string;
  readonly roles: readonly string[];
}

/** Issues an app-only access token (Microsoft identity platform, "Access token claims reference"). */
export function issue(
  office: Office,
  key: SigningKey,
  of: { issuer: string; clientId: string; resource: Resource; lifetime: number },
): Promise<string> {
  const now = Math.floor(office.now() / 1000);
  const claims = {
    appid: of.clientId,
    azp: of.clientId,
    appidacr: '2',
    idtyp: 'app',
    tid: office.world.tenant,
    ver: '1.0',
    uti: crypto.randomUUID(),
    ...(of.resource.roles.length === 0 ? {} : { roles: of.resource.roles }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, x5t: key.kid })
    .setIssuer(of.issuer)
    .setAudience(of.resource.audience)
    .setSubject(of.clientId)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + of.lifetime)
    .sign(key.privateKey);
}
