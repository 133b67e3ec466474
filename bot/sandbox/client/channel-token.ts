import { SignJWT } from 'jose';
import { channelIssuer } from '../login/channel.ts';
import type { Pki } from '../pki.ts';

/**
 * A token as Teams brings it to a bot ("Authentication with the Bot Connector API"). Claims and header fields given
 * replace the usual ones; undefined leaves one out. The `kid` of the other channel's key signs with that key.
 */
export function channelToken(
  keys: Pki,
  of: { botId: string; serviceUrl: string; now: number },
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(of.now / 1000);
  const usual = { iss: channelIssuer, aud: of.botId, serviceurl: of.serviceUrl, iat: now, nbf: now, exp: now + 3600 };
  const key = header.kid === keys.otherChannel.kid ? keys.otherChannel : keys.channel;
  const given = Object.fromEntries(Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined));
  return new SignJWT(given)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, x5t: key.kid, ...header })
    .sign(key.privateKey);
}
