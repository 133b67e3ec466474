import { Hono } from 'hono';
import type { Pki } from '../pki.ts';

/** Who issues the tokens that Teams brings to a bot. */
export const channelIssuer = 'https://api.botframework.com';

/**
 * The Bot Framework's OpenID metadata and key set (Bot Framework documentation, "Authentication with the Bot
 * Connector API"): each key lists the channels that it is endorsed for.
 */
export function channelMetadata(keys: Pki, base: () => string): Hono {
  const app = new Hono();
  app.get('/v1/.well-known/openidconfiguration', (c) =>
    c.json({
      issuer: channelIssuer,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${base()}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }),
  );
  app.get('/v1/.well-known/keys', (c) =>
    c.json({
      keys: [
        { use: 'sig', kid: keys.channel.kid, x5t: keys.channel.kid, ...keys.channel.jwk, endorsements: ['msteams'] },
        {
          use: 'sig',
          kid: keys.otherChannel.kid,
          x5t: keys.otherChannel.kid,
          ...keys.otherChannel.jwk,
          endorsements: ['webchat', 'directline'],
        },
      ],
    }),
  );
  return app;
}
