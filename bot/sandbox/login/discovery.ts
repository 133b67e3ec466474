import { Hono } from 'hono';
import { loginError } from '../faults.ts';
import type { Pki } from '../pki.ts';

/** OpenID and instance discovery and the signing keys, of one tenant (also as `common` and `organizations`). */
export function discovery(tenant: string, keys: Pki, origin: () => string): Hono {
  const app = new Hono();
  const document = (asked: string, version: string): Response => {
    if (![tenant, 'common', 'organizations'].includes(asked.toLowerCase())) return unknownTenant(asked);
    const root = `${origin()}/${asked}`;
    return Response.json({
      issuer: `${origin()}/${tenant}${version}`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      token_endpoint: `${root}/oauth2/v2.0/token`,
      jwks_uri: `${root}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      tenant_region_scope: 'EU',
      cloud_instance_name: 'microsoftonline.com',
    });
  };
  app.get('/:tenant/.well-known/openid-configuration', (c) => document(c.req.param('tenant'), ''));
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => document(c.req.param('tenant'), '/v2.0'));
  app.get('/:tenant/discovery/v2.0/keys', (c) =>
    c.json({ keys: [{ ...keys.login.jwk, use: 'sig', alg: 'RS256', kid: keys.login.kid, x5t: keys.login.kid }] }),
  );
  app.get('/:tenant/discovery/instance', (c) => {
    const { host } = new URL(origin());
    return c.json({
      tenant_discovery_endpoint: `${origin()}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    });
  });
  return app;
}

export function unknownTenant(tenant: string): Response {
  return loginError(400, 'invalid_tenant', 90002, `Tenant '${tenant}' not found.`);
}
