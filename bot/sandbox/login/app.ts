import { Hono } from 'hono';
import { loginError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import { type AssertionFault, checkAssertion } from './assertion.ts';
import { channelMetadata } from './channel.ts';
import { discovery, unknownTenant } from './discovery.ts';
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

/** Entra's sign-in service for one app and one tenant, with the Bot Framework's metadata beside it. */
export function loginApp(office: Office, keys: Pki, options: LoginOptions): Hono {
  const { tenant } = office.world;
  const app = new Hono();
  app.route('/', discovery(tenant, keys, options.origin));
  app.route(
    '/botframework',
    channelMetadata(keys, () => `${options.origin()}/botframework`),
  );
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const asked = c.req.param('tenant').toLowerCase();
    if (asked !== tenant) return unknownTenant(asked);
    const form = new URLSearchParams(await c.req.text());
    return refused(form) ?? (await credential(form)) ?? grant(form);
  });
  return app;

  function refused(form: URLSearchParams): Response | null {
    if (form.get('grant_type') !== 'client_credentials')
      return loginError(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    const clientId = form.get('client_id') ?? '';
    if (clientId.toLowerCase() === options.clientId) return null;
    return loginError(400, 'unauthorized_client', 700016, `Application with identifier '${clientId}' was not found.`);
  }

  async function credential(form: URLSearchParams): Promise<Response | null> {
    const fault = await credentialFault(form);
    return fault === null ? null : loginError(401, 'invalid_client', fault.code, fault.message);
  }

  async function credentialFault(form: URLSearchParams): Promise<AssertionFault> {
    const assertion = form.get('client_assertion');
    if (assertion === null) {
      if (form.get('client_secret') === options.secret) return null;
      return { code: 7000215, message: 'Invalid client secret provided.' };
    }
    if (form.get('client_assertion_type') !== assertionType)
      return { code: 50027, message: 'The client assertion type is not supported.' };
    const root = `${options.origin()}/${tenant}`;
    const audiences = [`${root}/oauth2/v2.0/token`, `${root}/v2.0`, root, `${root}/oauth2/token`];
    return checkAssertion(assertion, {
      certificate: keys.app,
      clientId: options.clientId,
      audiences,
      now: office.now(),
    });
  }

  async function grant(form: URLSearchParams): Promise<Response> {
    const scope = form.get('scope') ?? '';
    const name = scope.split(' ').find((each) => each.endsWith('/.default'));
    if (name === undefined)
      return loginError(400, 'invalid_scope', 1002012, `The provided value for scope ${scope} is not valid.`);
    const resource = options.resource(name.slice(0, -'/.default'.length));
    if (resource === null)
      return loginError(400, 'invalid_resource', 500011, `The resource principal named ${scope} was not found.`);
    const { clientId, lifetimeSeconds: expires_in } = options;
    const issuer = `${options.origin()}/${tenant}/v2.0`;
    const access_token = await issue(office, keys.login, { issuer, clientId, resource, lifetime: expires_in });
    return Response.json({ token_type: 'Bearer', expires_in, ext_expires_in: expires_in, access_token });
  }
}
