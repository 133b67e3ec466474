import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { createInvoke } from '../../bot/adapters/exchange/invoke.ts';
import { createPermissions } from '../../bot/adapters/exchange/permissions.ts';
import { createDirectory } from '../../bot/adapters/graph/directory.ts';
import { createInstaller } from '../../bot/adapters/graph/installer.ts';
import { createTokens } from '../../bot/adapters/identity/tokens.ts';
import { createLog } from '../../bot/adapters/log/log.ts';
import { createKeys, KeysUnavailable } from '../../bot/adapters/teams/keys.ts';
import { createMessenger } from '../../bot/adapters/teams/messenger.ts';
import type { GroupId, UserId } from '../../bot/domain/ids.ts';
import { Fault } from '../../bot/ports/faults.ts';
import type { Log } from '../../bot/ports/log.ts';
import type { Tried } from '../support/ledger.ts';
import { canary, type Hostile, type Said, saying, startHostile } from './hostile.ts';

const clock = { now: () => new Date() };
const id = '11111111-aaaa-4aaa-8aaa-111111111111' as UserId;
const group = '33333333-aaaa-4aaa-8aaa-333333333333' as GroupId;
const person = {
  ...{ id, name: 'Alex Wilber', upn: 'alexw@company.test', mail: 'alexw@company.test', title: null, department: null },
  ...{ enabled: true, guest: false, locale: null },
};
const quiet = { count() {}, time() {} };
const timeoutMs = 1500;

interface Caller {
  readonly origin: string;
  /** `case-<n>`, by which the server knows what to say. */
  readonly name: string;
  readonly log: Log;
}

/** May this come out of a port? A fault by its codes; of what is never to throw, nothing. */
type Allowed = (error: unknown) => boolean;
const never: Allowed = () => false;
/** Whoever says when to come back may not put us out of work for ever. */
const isSoon = (at: Date | null) => at === null || at.getTime() <= Date.now() + 24 * 3600_000;
const soon = (answer: object) =>
  Object.values(answer).every((it) => !(it instanceof Date) || isSoon(it)) ? undefined : 'it waits for years';
const faults =
  (prefix: string): Allowed =>
  (error) =>
    error instanceof Fault && error.code.startsWith(prefix) && isSoon(error.retryAt);

interface Use {
  readonly name: string;
  readonly allowed: Allowed;
  /** Gives a complaint about what came back. */
  run(caller: Caller): Promise<string | undefined>;
}

const bearer =
  ({ name }: Caller) =>
  async () =>
    `${name}-${canary}`;
const graph = (caller: Caller) => ({ origin: caller.origin, token: bearer(caller), clock, log: caller.log, timeoutMs });
const directory = (caller: Caller) => createDirectory({ ...graph(caller), cacheSeconds: 30 });
const permissions = (caller: Caller) => {
  const { origin, log } = caller;
  const limits = { readTimeoutMs: timeoutMs, writeTimeoutMs: timeoutMs };
  const invoke = createInvoke({ origin, tenant: id, token: bearer(caller), hosts: [], clock, log, ...limits });
  return createPermissions({ invoke, clock });
};

/** Only what was asked for may be believed: an answer about somebody else is none. */
const onlyAsked = (found: ReadonlyMap<string, { readonly id: string }>, asked: readonly string[]) =>
  [...found].every(([key, it]) => asked.includes(key) && it.id === key) ? undefined : 'an id that was not asked for';

const read = (name: string, run: (caller: Caller) => Promise<unknown>): Use => ({
  name,
  allowed: faults('directory-'),
  run: async (caller) => void (await run(caller)),
});
const held = (name: string, run: (caller: Caller) => Promise<unknown>): Use => ({
  name,
  allowed: faults('exchange-'),
  run: async (caller) => void (await run(caller)),
});
const changes = (['add', 'remove'] as const).flatMap((action) =>
  (['sendAs', 'sendOnBehalf'] as const).map(
    (right): Use => ({
      name: `${action} ${right}`,
      allowed: never,
      run: async (caller) => soon(await permissions(caller)[action](group, person, right)),
    }),
  ),
);

const uses: readonly Use[] = [
  read('findPeople', (caller) => directory(caller).findPeople('Alex Wilber')),
  read('findPeople by address', (caller) => directory(caller).findPeople('alexw@company.test')),
  read('findGroups', (caller) => directory(caller).findGroups('Marketing')),
  read('owners', (caller) => directory(caller).owners(group)),
  read('members', (caller) => directory(caller).members(group)),
  read('isMember', (caller) => directory(caller).isMember(group, id)),
  read('groupsOf', (caller) => directory(caller).groupsOf(id)),
  {
    name: 'people',
    allowed: faults('directory-'),
    run: async (caller) => onlyAsked(await directory(caller).people([id, group as string as UserId]), [id, group]),
  },
  {
    name: 'groups',
    allowed: faults('directory-'),
    run: async (caller) => onlyAsked(await directory(caller).groups([group]), [group]),
  },
  held('delegates', (caller) => permissions(caller).delegates(group)),
  held('held', (caller) => permissions(caller).held(group, person)),
  held('hasMailbox', (caller) => permissions(caller).hasMailbox(person)),
  held('listedFor', (caller) => permissions(caller).listedFor(person)),
  ...changes,
  {
    name: 'install',
    allowed: never,
    run: async (caller) => {
      const installer = createInstaller({ ...graph(caller), teamsAppId: null, manifestAppId: 'behalf' });
      return soon(await installer.install(id));
    },
  },
  {
    name: 'send',
    allowed: never,
    async run(caller) {
      const host = new URL(caller.origin).host;
      const options = { appId: id, hosts: [host], token: bearer(caller), log: caller.log, metrics: quiet };
      const address = { serviceUrl: `${caller.origin}/teams/`, conversation: 'a:1' };
      return soon(await createMessenger(options).send(address, { text: 'hi', card: null, summary: 'hi' }));
    },
  },
  {
    name: 'token',
    allowed: faults('token-'),
    async run({ origin, name, log }) {
      const credential = { kind: 'secret', secret: { reveal: () => canary } } as const;
      const tokens = createTokens({ login: origin, tenant: name, clientId: id, credential, clock, log, timeoutMs });
      const token = await tokens('https://resource.test/.default');
      return typeof token === 'string' && token !== '' ? undefined : `a token that is none: ${typeof token}`;
    },
  },
  {
    name: 'keys',
    allowed: (error) => error instanceof KeysUnavailable,
    async run({ origin, name, log }) {
      const onFault = (error: unknown) => log.warn('channel-keys-not-read', { error });
      await createKeys({ metadataUrl: `${origin}/${name}/metadata`, onFault }).find('current');
    },
  },
];

const abreast = 12;
const patience = 20_000;

/** Every use of every port, against `count` servers of a seed that answer as they like. */
export async function tryReplies(seed: number, count: number): Promise<Tried> {
  const hostile = await startHostile();
  const { server, elsewhere } = hostile;
  const answers = fc.array(saying(server.origin, elsewhere.origin), { minLength: 1, maxLength: 4 });
  const cases = fc.sample(fc.tuple(fc.constantFrom(...uses), answers), { seed, numRuns: count });
  const found: string[] = [];
  const left = cases.entries();
  const work = async () => {
    for (const [at, [use, said]] of left) {
      const fault = await tryOne(hostile, `case-${at}`, use, said);
      if (fault) found.push(`${use.name}: ${fault}; answered ${shown(said)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: abreast }, work));
    if (hostile.strayed() > 0) found.push(`${hostile.strayed()} calls went elsewhere`);
    return { cases: count, faults: found.slice(0, 10) };
  } finally {
    await hostile.close();
  }
}

const megabyte = 1024 * 1024;
/** 16 MB are read at most; the rest lies between us and the server. */
const mostTaken = 40 * megabyte;
/** One for each way of calling. */
const callers = ['owners', 'delegates', 'send', 'token', 'keys'];

/** Each way of calling, against a server that never ends what it says. */
export async function tryEndless(): Promise<readonly string[]> {
  const hostile = await startHostile();
  try {
    const found: string[] = [];
    for (const [at, use] of uses.filter(({ name }) => callers.includes(name)).entries()) {
      const name = `case-${at}`;
      const said = {
        status: 200,
        headers: {},
        body: Buffer.from('[1,1'.padEnd(65_536, ',1')),
        cutAt: null,
        endless: true,
      };
      const fault = await tryOne(hostile, name, use, [said]);
      if (fault) found.push(`${use.name}: ${fault}`);
      const taken = hostile.taken.get(name) ?? 0;
      if (taken === 0 || taken > mostTaken) found.push(`${use.name} has taken ${Math.round(taken / megabyte)} MB`);
    }
    return found;
  } finally {
    await hostile.close();
  }
}

async function tryOne({ server, cases }: Hostile, name: string, use: Use, said: readonly Said[]) {
  cases.set(name, said);
  let written = '';
  const log = createLog('debug', {
    write: (line: string) => {
      written += line;
    },
  });
  const late = new AbortController();
  const run = use
    .run({ origin: server.origin, name, log })
    .catch((error: unknown) =>
      use.allowed(error) ? undefined : `throws ${error instanceof Error ? (error.stack ?? error.name) : String(error)}`,
    );
  const tooLate = wait(patience, 'no end', { signal: late.signal }).catch(() => undefined);
  const fault = await Promise.race([run, tooLate]);
  late.abort();
  return fault ?? (written.includes(canary) ? `the log tells a secret: ${written}` : undefined);
}

const shown = (said: readonly Said[]) =>
  said
    .map(
      ({ status, headers, body, cutAt }) =>
        `${status} ${JSON.stringify(headers)} ${JSON.stringify(body.toString('latin1').slice(0, 400))}${cutAt === null ? '' : ' cut'}`,
    )
    .join(' | ');
