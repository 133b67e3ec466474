import { hash } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { parseGuid } from '../../domain/ids.ts';
import type { Incoming } from './activity.ts';
import { isTrustedServiceUrl } from './hosts.ts';
import { createKeys, type KeysOptions, KeysUnavailable, type SigningKey } from './keys.ts';

/** The HTTP status of a refusal (its body stays empty) and a code for the log, which holds nothing that was sent. */
export interface Refusal {
  readonly refused: 400 | 401 | 403 | 413 | 415 | 503;
  readonly why: string;
  /** The claim of the token that failed. */
  readonly claim?: Claim;
  /** Where that is a time: by how many seconds it is ahead of our clock; negative: behind it. */
  readonly skewSeconds?: number;
}

const claimNames = ['aud', 'exp', 'iat', 'iss', 'nbf', 'serviceurl'] as const;
export type Claim = (typeof claimNames)[number];

/** What a checked token says. */
export interface Claims {
  readonly serviceUrl: string;
  readonly exp: number;
  readonly nbf: number;
  /** 0 where the token does not say it. */
  readonly iat: number;
}

/** Checks of who sends, before any SDK sees a byte. */
export interface Authenticator {
  /**
   * The `Authorization` header → the claims, or 401 (no token of the channel for us), 403 (the channel's, but not from
   * Teams or from a foreign host), 503 (the channel's keys could never be read). Needs no body.
   */
  checkToken(authorization: string | undefined): Promise<Claims | Refusal>;
  /** The activity that came with that token → null, or 403 when it is not from our tenant, for our bot, by a known person. */
  checkActivity(claims: Claims, activity: Incoming): Refusal | null;
  /** Are the channel's keys at hand? */
  ready(): Promise<boolean>;
}

export interface AuthenticatorOptions extends KeysOptions {
  /** Client id of the bot: the token's audience. */
  readonly appId: string;
  /** `https://api.botframework.com`, or the cloud's. */
  readonly issuer: string;
  /** Exact `host[:port]` of the connector. */
  readonly hosts: readonly string[];
  readonly tenant: string;
}

const channel = 'msteams';
/** Clocks may differ by so many seconds. */
const tolerance = 60;
const bearer = /^bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

const refuse = (refused: Refusal['refused'], why: string): Refusal => ({ refused, why });

type Verified = { readonly kid: string; readonly key: SigningKey; readonly claims: Claims };

/**
 * Source of the rules: "Authenticate requests with the Bot Connector API" (Azure AI Bot Service), steps 4 to 7, with
 * one minute of clock skew instead of five and an exact list of hosts.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const keys = createKeys(options);
  const now = () => options.now?.() ?? new Date();
  /**
   * Teams uses one token for many activities. A signature that held need not be computed again while its key is still
   * in the set; the times are looked at every time. Only good tokens get in, by their hash: nothing to fill or steal.
   */
  const verified = new LRUCache<string, Verified>({ max: 1000 });

  const verify = async (token: string): Promise<Verified | Refusal> => {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== 'RS256' || typeof kid !== 'string') return refuse(401, 'token-algorithm');
    const key = await keys.find(kid);
    if (!key) return refuse(401, 'token-key');
    const { payload } = await jwtVerify(token, key.key, {
      algorithms: ['RS256'],
      issuer: options.issuer,
      audience: options.appId,
      clockTolerance: tolerance,
      requiredClaims: ['exp', 'nbf'],
      currentDate: now(),
    });
    const claims = readClaims(payload, options.appId);
    return 'refused' in claims ? claims : { kid, key, claims };
  };

  const checkToken = async (authorization: string | undefined): Promise<Claims | Refusal> => {
    const token = authorization?.match(bearer)?.[1];
    if (!token) return refuse(401, 'token-missing');
    const digest = hash('sha256', token);
    const seen = verified.get(digest);
    const held = seen && (await keys.find(seen.kid)) === seen.key ? seen : await verify(token);
    if ('refused' in held) return held;
    const untimely = checkTime(held.claims, now());
    if (untimely) return untimely;
    if (!held.key.endorsements.includes(channel)) return refuse(403, 'token-endorsement');
    if (!isTrustedServiceUrl(held.claims.serviceUrl, options.hosts)) return refuse(403, 'token-host');
    verified.set(digest, held);
    return held.claims;
  };

  return {
    checkToken: (authorization) => checkToken(authorization).catch((error: unknown) => whyNot(error, now())),
    checkActivity: (claims, activity) => checkActivity(options, claims, activity),
    ready: keys.ready,
  };
}

/** Whatever goes wrong on the way is a refusal; only missing keys are our own fault, and said to be. */
function whyNot(error: unknown, now: Date): Refusal {
  if (error instanceof KeysUnavailable) return refuse(503, 'keys-unavailable');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  const refusal = refuse(401, `token-${code}`);
  // Claims are looked at only after the signature: these are the channel's own.
  if (!(error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)) return refusal;
  return ofClaim(refusal, error.claim, { is: error.payload[error.claim], now });
}

/** The refusal with the name of the claim, and how far off it is where it is a time. */
function ofClaim(refusal: Refusal, name: unknown, time?: { readonly is: unknown; readonly now: Date }): Refusal {
  const claim = claimNames.find((one) => one === name);
  if (claim === undefined) return refusal;
  if (typeof time?.is !== 'number' || !['exp', 'iat', 'nbf'].includes(claim)) return { ...refusal, claim };
  return { ...refusal, claim, skewSeconds: Math.round(time.is - time.now.getTime() / 1000) };
}

const claimsSchema = z.object({
  aud: z.string(),
  exp: z.number(),
  nbf: z.number(),
  iat: z.number().default(0),
  serviceurl: z.string(),
});

/** `jose` also takes a list of audiences: ours must be the only one. */
function readClaims(payload: unknown, appId: string): Claims | Refusal {
  const { data, error } = claimsSchema.safeParse(payload);
  const wrong = refuse(401, 'token-claims');
  if (data === undefined) return ofClaim(wrong, error.issues[0]?.path[0]);
  if (data.aud !== appId) return ofClaim(wrong, 'aud');
  const { serviceurl, exp, nbf, iat } = data;
  return { serviceUrl: serviceurl, exp, nbf, iat };
}

function checkTime({ exp, nbf, iat }: Claims, now: Date): Refusal | null {
  const seconds = Math.floor(now.getTime() / 1000);
  const refuseFor = (claim: Claim, is: number) => ofClaim(refuse(401, 'token-time'), claim, { is, now });
  if (exp <= seconds - tolerance) return refuseFor('exp', exp);
  if (nbf > seconds + tolerance) return refuseFor('nbf', nbf);
  return iat > seconds + tolerance ? refuseFor('iat', iat) : null;
}

function checkActivity(options: AuthenticatorOptions, claims: Claims, activity: Incoming): Refusal | null {
  const { from, recipient, conversation, channelData } = activity;
  const tenants = [channelData?.tenant?.id, conversation.tenantId].filter((id) => id !== undefined);
  if (activity.channelId !== channel) return refuse(403, 'activity-channel');
  if (activity.serviceUrl !== claims.serviceUrl) return refuse(403, 'activity-service-url');
  if (tenants.length === 0 || tenants.some((id) => !isSame(id, options.tenant))) return refuse(403, 'activity-tenant');
  if (!isSame(recipient.id, `28:${options.appId}`)) return refuse(403, 'activity-recipient');
  const spoken = activity.type === 'message' || activity.type === 'invoke';
  if (spoken && !parseGuid(from.aadObjectId)) return refuse(403, 'activity-person');
  return null;
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
