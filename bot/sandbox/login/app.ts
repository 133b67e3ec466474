import { Hono } from 'hono';
import { loginError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import { checkAssertion } from './assertion.ts';
import { channelMetadata } from './channel.ts';
import { issue, type Resource } from './tokens.ts';

export interface LoginOptions {
  readonly clientId: string;
  readonly secret: string;
  /** This service's own origin, once it listens. */
  readonly origin: () => string;
  /** By scope without `/.default`. */
  readonly resource: (name: string) => Resource | null;
  readonly lifetimeSeconds: number;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Entra's sign-in service for one app and one tenant: discovery, keys and client-credentials tokens. */
export function loginApp(office: Office, keys: Pki, options: LoginOptions): Hono {
  const app = new Hono();
  const base = (tenant: string) => `${options.origin()}/${tenant}`;
  const served = (tenant: string) => [office.world.tenant, 'common', 'organizations'].includes(tenant.toLowerCase());

  app.get('/:tenant/.well-known/openid-configuration', (c) => discovery(c.req.param('tenant'), ''));
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => discovery(c.req.param('tenant'), '/v2.0'));
  app.get('/:tenant/discovery/v2.0/keys', (c) =>
    c.json({ keys: [{ ...keys.login.jwk, use: 'sig', alg: 'RS256', kid: keys.login.kid, x5t: keys.login.kid }] }),
  );
  app.get('/:tenant/discovery/instance', (c) =>
    c.json({
      tenant_discovery_endpoint: `${base(office.world.tenant)}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [
        {
          preferred_network: new URL(options.origin()).host,
          preferred_cache: new URL(options.origin()).host,
          aliases: [new URL(options.origin()).host],
        },
      ],
    }),
  );
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const tenant = c.req.param('tenant').toLowerCase();
    if (tenant !== office.world.tenant) return unknownTenant(tenant);
    const form = new URLSearchParams(await c.req.text());
    return token(form, [`${base(tenant)}/oauth2/v2.0/token`, `${base(tenant)}/v2.0`, `${base(tenant)}/oauth2/token`]);
  });
  app.route(
    '/botframework',
    channelMetadata(keys, () => `${options.origin()}/botframework`),
  );
  return app;

  function discovery(tenant: string, version: string): Response {
    if (!served(tenant)) return unknownTenant(tenant);
    const root = base(tenant);
    return Response.json({
      issuer: `${base(office.world.tenant)}${version}`,
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
  }

  async function token(form: URLSearchParams, audiences: readonly string[]): Promise<Response> {
    if (form.get('grant_type') !== 'client_credentials')
      return loginError(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    const clientId = form.get('client_id') ?? '';
    if (clientId.toLowerCase() !== options.clientId.toLowerCase())
      return loginError(400, 'unauthorized_client', 700016, `Application with identifier '${clientId}' was not found.`);
    const fault = await credentialFault(form, audiences);
    if (fault !== null) return loginError(401, 'invalid_client', fault.code, fault.message);
    const scope = form.get('scope') ?? '';
    const name = scope.split(' ').find((each) => each.endsWith('/.default'));
    if (name === undefined)
      return loginError(400, 'invalid_scope', 1002012, `The provided value for scope ${scope} is not valid.`);
    const resource = options.resource(name.slice(0, -'/.default'.length));
    if (resource === null)
      return loginError(400, 'invalid_resource', 500011, `The resource principal named ${scope} was not found.`);
    const access = await issue(office, keys.login, {
      issuer: `${base(office.world.tenant)}/v2.0`,
      clientId: options.clientId,
      resource,
      lifetime: options.lifetimeSeconds,
    });
    const expires = options.lifetimeSeconds;
    return Response.json({ token_type: 'Bearer', expires_in: expires, ext_expires_in: expires, access_token: access });
  }

  async function credentialFault(form: URLSearchParams, audiences: readonly string[]) {
    const assertion = form.get('client_assertion');
    if (assertion !== null) {
      if (form.get('client_assertion_type') !== assertionType)
        return { code: 50027, message: 'The client assertion type is not supported.' };
      const certificate = keys.app;
      return checkAssertion(assertion, { certificate, clientId: options.clientId, audiences, now: office.now() });
    }
    if (form.get('client_secret') === options.secret) return null;
    return { code: 7000215, message: 'Invalid client secret provided.' };
  }
}

function unknownTenant(tenant: string): Response {
  return loginError(400, 'invalid_tenant', 90002, `Tenant '${tenant}' not found.`);
}
