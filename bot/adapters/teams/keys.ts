import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import { readText } from '../https/text.ts';

/** A public key of the channel and the channels that it may speak for. */
export interface SigningKey {
  readonly key: CryptoKey;
  readonly endorsements: readonly string[];
}

export interface SigningKeys {
  /** The key of that id, or null. Throws `KeysUnavailable` when no keys could ever be read, or too long ago. */
  find(kid: string): Promise<SigningKey | null>;
  /** Are there keys? Tries to read them when there are none. For `/readyz`. */
  ready(): Promise<boolean>;
}

export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export interface KeysOptions {
  /** The whole URL of the OpenID metadata document, https. */
  readonly metadataUrl: string;
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
  /** Told about every failed reading. */
  readonly onFault?: (error: unknown) => void;
}

const seconds = 1000;
const hours = 3600 * seconds;
/** Read again, behind the scenes, when this old; Microsoft asks for at least once in 24 hours. */
const refreshAfter = 12 * hours;
/** With the metadata out of reach, keys are trusted for this long at most. */
const trustedFor = 48 * hours;
/** An unknown key id may cause one reading in this time, so that forged ids cannot make us hammer the issuer. */
const pauseWithKeys = 60 * seconds;
const pauseWithoutKeys = 5 * seconds;
const timeout = 5 * seconds;
/** Bytes of a document. The channel's key set has some ten thousand. */
const largest = 1024 * 1024;

const httpsUrl = z.url({ protocol: /^https$/ });
const metadataSchema = z.object({ jwks_uri: httpsUrl });
/** One odd key must not cost us the others: each is parsed by itself. */
const jwksSchema = z.object({ keys: z.array(z.unknown()).max(1000) });
const jwkSchema = z.object({
  kid: z.string().min(1),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).default([]),
});

type Loaded = { readonly keys: ReadonlyMap<string, SigningKey>; readonly at: number };

/**
 * The channel's signing keys, from the key set that the OpenID metadata document names, kept and refreshed.
 * Source: "Authenticate requests with the Bot Connector API" (Azure AI Bot Service).
 */
export function createKeys(options: KeysOptions): SigningKeys {
  const now = () => (options.now?.() ?? new Date()).getTime();
  let loaded: Loaded | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  const usable = () => (loaded && now() - loaded.at < trustedFor ? loaded : null);
  const readNow = async () => {
    try {
      loaded = { keys: await readKeys(options.metadataUrl, options.fetch ?? fetch), at: now() };
    } catch (error) {
      options.onFault?.(error); // the keys that we have stay
    } finally {
      reading = null;
    }
  };
  /** One reading at a time, and not more often than once in `pause` milliseconds. */
  const read = async (pause: number): Promise<void> => {
    if (!reading && now() - triedAt >= pause) {
      triedAt = now();
      reading = readNow();
    }
    await reading;
  };

  const ready = async () => {
    if (!usable()) await read(pauseWithoutKeys);
    return usable() !== null;
  };

  return {
    ready,
    async find(kid) {
      if (!(await ready())) throw new KeysUnavailable('the signing keys of the channel could not be read');
      if (loaded && now() - loaded.at >= refreshAfter) void read(pauseWithKeys);
      if (!loaded?.keys.has(kid)) await read(pauseWithKeys);
      return loaded?.keys.get(kid) ?? null;
    },
  };
}

async function readKeys(metadataUrl: string, get: typeof fetch): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri } = metadataSchema.parse(await getJson(httpsUrl.parse(metadataUrl), get));
  const { keys } = jwksSchema.parse(await getJson(jwks_uri, get));
  const jwks = keys.flatMap((raw) => jwkSchema.safeParse(raw).data ?? []);
  const entries = await Promise.all(
    jwks.map(async ({ endorsements, kid, kty, n, e }) => {
      const key = await importJWK({ kty, n, e }, 'RS256');
      if (key instanceof Uint8Array) throw new TypeError('a signing key is not an RSA key');
      return [kid, { key, endorsements }] as const;
    }),
  );
  if (entries.length === 0) throw new Error('the key set holds no RSA key');
  return new Map(entries);
}

async function getJson(url: string, get: typeof fetch): Promise<unknown> {
  const response = await get(url, { redirect: 'error', signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`the key document was answered with ${response.status}`);
  return JSON.parse(await readText(response, largest));
}
