import { ConfidentialClientApplication, ManagedIdentityApplication, type NodeAuthOptions } from '@azure/msal-node';
import { z } from 'zod';
import type { Network } from './network.ts';

/** A secret that is only shown when it is needed. */
interface Hidden {
  reveal(): string;
}

/** How the app proves itself: the configuration's credential fits. */
export type Credential =
  | { readonly kind: 'certificate'; readonly key: Hidden; readonly thumbprintSha256: string }
  | { readonly kind: 'managedIdentity' }
  | { readonly kind: 'secret'; readonly secret: Hidden };

export interface App {
  /** Origin of the login service. */
  readonly login: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly credential: Credential;
}

export interface Acquired {
  readonly token: string;
  /** Milliseconds from now. */
  readonly lifetime: number;
}

/** MSAL's types promise this, but it checks no more than that something is there: a date may be none. */
const given = z.object({ accessToken: z.string().min(1), expiresOn: z.date() });

/**
 * Asks for a token, always over the network. A new MSAL client each time, so that MSAL's memory (its cache, and the
 * minute for which it refuses to try again after a failure) does not stand beside ours.
 * @param scope `https://resource/.default`
 * @throws what MSAL throws
 */
export async function acquire(app: App, scope: string, network: Network): Promise<Acquired> {
  const result =
    app.credential.kind === 'managedIdentity'
      ? await managedIdentity(app.clientId, network).acquireToken({
          resource: scope.replace(/\/\.default$/, ''),
          forceRefresh: true,
        })
      : await confidentialClient(app, app.credential, network).acquireTokenByClientCredential({
          scopes: [scope],
          skipCache: true,
        });
  const { data } = given.safeParse(result);
  if (!data) throw new Error('The login service gave no token');
  return { token: data.accessToken, lifetime: data.expiresOn.getTime() - Date.now() };
}

function managedIdentity(clientId: string, network: Network) {
  return new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: clientId },
    system: { networkClient: network },
  });
}

function confidentialClient(app: App, credential: Exclude<Credential, { kind: 'managedIdentity' }>, network: Network) {
  const authority = `${app.login}/${app.tenant}`;
  const proof: Partial<NodeAuthOptions> =
    credential.kind === 'secret'
      ? { clientSecret: credential.secret.reveal() }
      : {
          clientCertificate: { privateKey: credential.key.reveal(), thumbprintSha256: credential.thumbprintSha256 },
        };
  return new ConfidentialClientApplication({
    auth: {
      clientId: app.clientId,
      authority,
      // The addresses are known: no discovery round trips, also not for a private login host.
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify({
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      }),
      ...proof,
    },
    system: { networkClient: network },
  });
}
