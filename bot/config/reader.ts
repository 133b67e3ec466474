import { parseGuid } from '../domain/ids.ts';

/** One thing that is wrong with the configuration: the variable's name and what to do; never its value. */
export interface ConfigFault {
  readonly name: string;
  readonly problem: string;
}

/** Reads variables one by one and collects what is wrong with them, so that all of it can be told at once. */
export interface Reader {
  readonly faults: readonly ConfigFault[];
  fault(name: string, problem: string): void;
  /** The value without spaces around it; null when unset or empty. */
  text(name: string): string | null;
  /** `true` or `false`; false when unset. */
  flag(name: string): boolean;
  guid(name: string): string | null;
  port(name: string, otherwise: number): number;
  /** `https://host[:port]` and nothing more, in its normal form. */
  origin(name: string): string | null;
  /** A whole https URL, without user, fragment or (unless allowed) query; no slash at its end. */
  url(name: string): string | null;
  /** A comma list of `host[:port]`, lower case. */
  hosts(name: string): readonly string[] | null;
  oneOf<Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value;
}

export function createReader(env: NodeJS.ProcessEnv): Reader {
  const faults: ConfigFault[] = [];
  const fault = (name: string, problem: string) => void faults.push({ name, problem });
  const text = (name: string) => env[name]?.trim() || null;
  /** A set variable through a parser; null from it is a fault. */
  const parsed = <T>(name: string, parse: (text: string) => T | null, problem: string): T | null => {
    const set = text(name);
    if (set === null) return null;
    const value = parse(set);
    if (value === null) fault(name, problem);
    return value;
  };
  return {
    faults,
    fault,
    text,
    flag: (name) => parsed(name, parseFlag, 'is neither true nor false; set one of the two, or leave it out') ?? false,
    guid: (name) => parsed(name, parseGuid, 'is no GUID; copy the id from the Entra admin center'),
    port: (name, otherwise) =>
      parsed(name, parsePort, 'is no port number; set a whole number from 0 to 65535') ?? otherwise,
    origin: (name) =>
      parsed(name, parseOrigin, 'is no bare https origin; set https://host or https://host:port without a path'),
    url: (name) => parsed(name, parseUrl, 'is no https URL; set https://host/path without user, query or fragment'),
    hosts: (name) => parsed(name, parseHosts, 'is no comma list of host or host:port; leave out https:// and paths'),
    oneOf: <Value extends string>(name: string, values: readonly Value[], otherwise: Value) => {
      const find = (set: string) => values.find((value) => value === set) ?? null;
      return parsed(name, find, `is unknown; set one of ${values.join(', ')}`) ?? otherwise;
    },
  };
}

function parseFlag(text: string): boolean | null {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

function parsePort(text: string): number | null {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 65_535 ? number : null;
}

/** Stricter than WHATWG, which mends backslashes, white space and a user before the host. */
function parseHttps(text: string): URL | null {
  const plain = /^https:\/\/[^\s\\@?#]+$/i.test(text);
  const url = plain ? URL.parse(text) : null;
  return url?.protocol === 'https:' ? url : null;
}

function parseOrigin(text: string): string | null {
  const url = parseHttps(text);
  return url?.pathname === '/' ? url.origin : null;
}

function parseUrl(text: string): string | null {
  return parseHttps(text)?.href.replace(/\/$/, '') ?? null;
}

function parseHosts(text: string): readonly string[] | null {
  const hosts = text.split(',').map((each) => parseHost(each.trim()));
  return hosts.every((host) => host !== null) ? hosts : null;
}

function parseHost(text: string): string | null {
  if (!/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(text)) return null;
  return URL.parse(`https://${text}`)?.host || null;
}
