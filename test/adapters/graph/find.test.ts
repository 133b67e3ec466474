import assert from 'node:assert/strict';
import { createDirectory } from '../../../bot/adapters/graph/directory.ts';
import type { Directory, Match } from '../../../bot/ports/directory.ts';
import { type Handler, type Stub, startStub, withBatch } from './stub.ts';
import { graphOf, group, idOf, silent, stillClock, user } from './world.ts';

const users = [
  user(1, 'Alex Wilber', { proxyAddresses: ['SMTP:u1@contoso.example', 'smtp:alexw@contoso.example'] }),
  user(2, 'Megan Bowen'),
  user(3, 'Patti Fernandez'),
  user(4, "Conor O'Brien"),
  user(5, 'Zoë Meijer'),
  user(6, 'Retired Robin', { accountEnabled: false }),
  user(7, 'Gast Lee', {
    userType: 'Guest',
    userPrincipalName: 'lee_x.example#EXT#@contoso.example',
    mail: 'lee@x.example',
  }),
];
const groups = [
  group(21, 'Marketing'),
  group(22, 'Marketing Europe'),
  group(23, 'Team Noord & Zuid'),
  group(24, 'Everyone', { groupTypes: [], mailEnabled: true }),
  group(25, 'Door Keys', { groupTypes: [], mailEnabled: false, securityEnabled: true, mail: null }),
  group(26, 'Mail Guards', { groupTypes: [], securityEnabled: true }),
  group(27, 'Falcon', { visibility: 'HiddenMembership' }),
  group(28, 'Falcon Friends', { hideFromAddressLists: false }),
  group(29, 'Unlisted', { hideFromAddressLists: true }),
];

const ids = (match: Match<{ id: string }>) =>
  match.found === 'one' ? [match.it.id] : match.found === 'many' ? match.candidates.map((it) => it.id) : [];

describe('finding people and groups in Graph', () => {
  let stub: Stub;
  const clock = stillClock();
  const directory = (cacheSeconds = 0): Directory =>
    createDirectory({ origin: stub.origin, token: async () => 'token', clock, log: silent, cacheSeconds });
  const serve = (handler: Handler) => {
    stub.calls.length = 0;
    stub.handle = withBatch(handler);
  };

  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => serve(graphOf({ users, groups })));
  after(() => stub.close());

  it('takes an exact name in any case', async () => {
    const match = await directory().findPeople('alex WILBER');
    assert.equal(match.found, 'one');
    assert.deepEqual(ids(match), [idOf(1)]);
  });

  it('prefers the exact group to one that only begins so', async () => {
    assert.deepEqual(ids(await directory().findGroups('marketing')), [idOf(21)]);
  });

  it('asks back when several begin so, sorted by name', async () => {
    const match = await directory().findGroups('Mark');
    assert.equal(match.found, 'many');
    assert.deepEqual(ids(match), [idOf(21), idOf(22)]);
  });

  it('finds a person by first name and by last name', async () => {
    assert.deepEqual(ids(await directory().findPeople('Alex')), [idOf(1)]);
    assert.deepEqual(ids(await directory().findPeople('bowen')), [idOf(2)]);
  });

  it('finds by object id in any case, and nobody by a foreign one', async () => {
    assert.deepEqual(ids(await directory().findPeople(idOf(1).toUpperCase())), [idOf(1)]);
    assert.deepEqual(await directory().findPeople(idOf(99)), { found: 'none', near: [] });
  });

  it('finds by user principal name, by mail and by a second address', async () => {
    assert.deepEqual(ids(await directory().findPeople('U1@contoso.example')), [idOf(1)]);
    assert.deepEqual(ids(await directory().findPeople('lee@x.example')), [idOf(7)]);
    assert.deepEqual(ids(await directory().findGroups('g21@contoso.example')), [idOf(21)]);
    const second = "proxyAddresses/any(p:p eq 'smtp:alexw@contoso.example')";
    serve((call) => (call.query.$filter === second ? { body: { value: [users[0]] } } : graphOf({ users })(call)));
    assert.deepEqual(ids(await directory().findPeople('alexw@contoso.example')), [idOf(1)]);
  });

  it('finds O’Brien whichever apostrophe is typed', async () => {
    assert.deepEqual(ids(await directory().findPeople('Conor O’Brien')), [idOf(4)]);
    assert.deepEqual(ids(await directory().findPeople("conor o'brien")), [idOf(4)]);
  });

  it('finds a name however its accents are composed', async () => {
    assert.deepEqual(ids(await directory().findPeople('Zoë Meijer'.normalize('NFD'))), [idOf(5)]);
  });

  it('finds a group with an ampersand in its name', async () => {
    assert.deepEqual(ids(await directory().findGroups('Team Noord & Zuid')), [idOf(23)]);
  });

  for (const [what, stored] of [
    ['a space before it', ' Legal'],
    ['a space behind it', 'Legal '],
    ['two spaces in it', 'Legal  Desk'],
    ['a hard space in it', 'Legal\u00a0Desk'],
    ['a thin space in it', 'Legal\u2009Desk'],
    ['accents put together otherwise', 'Légal Desk'.normalize('NFD')],
  ] as const)
    it(`takes the group whose name has ${what}, and not one with a longer name`, async () => {
      const all = [
        group(41, stored),
        group(42, 'Legal Europe'),
        group(43, 'Legal Desk Europe'),
        group(44, 'Légal Desks'),
      ];
      serve((call) => (call.query.$search ? { body: { value: all } } : graphOf({ groups: all })(call)));
      const match = await directory().findGroups(stored.normalize('NFC').trim().replace(/\s+/g, ' '));
      assert.equal(match.found, 'one');
      assert.deepEqual(ids(match), [idOf(41)]);
    });

  it('takes a single longer name only where the words are its beginning up to a word’s end, and nothing else fits', async () => {
    const all = [group(41, 'Legal Europe'), group(42, 'Ateliers'), group(43, 'Tax Desk'), group(44, 'Global Tax')];
    serve((call) => (call.query.$search ? { body: { value: all } } : graphOf({ groups: all })(call)));
    const found = async (words: string) => {
      const match = await directory().findGroups(words);
      return [match.found, ids(match)];
    };
    assert.deepEqual(await found('legal'), ['one', [idOf(41)]]);
    assert.deepEqual(await found('Leg'), ['many', [idOf(41)]]);
    assert.deepEqual(await found('Europe'), ['many', [idOf(41)]]);
    assert.deepEqual(await found('Europe Legal'), ['one', [idOf(41)]]);
    assert.deepEqual(await found('Tax'), ['many', [idOf(44), idOf(43)]]);
  });

  it('asks back for one word that is somebody’s whole name and somebody else’s first name', async () => {
    serve(graphOf({ users: [...users, user(8, 'Alex', { givenName: null, surname: null })] }));
    assert.deepEqual(ids(await directory().findPeople('Alex')), [idOf(8), idOf(1)]);
  });

  it('says in one go which of many names are whole names, as far as they exist for who asks', async () => {
    const all = [
      group(41, 'Sales, Marketing & Support'),
      group(42, 'Sales – North'),
      group(43, 'Falcon - Two', { visibility: 'HiddenMembership' }),
    ];
    serve(graphOf({ users, groups: [...groups, ...all] }));
    const names = ['Sales, Marketing & Support', 'sales - north', 'Falcon - Two', 'Marketing & Support', 'Market'];
    const found = await directory().groupsNamed(names, async () => (it) => !it.hidden);
    assert.deepEqual(
      [...found].map(([name, match]) => [name, match.found, ids(match)]),
      [
        ['Sales, Marketing & Support', 'one', [idOf(41)]],
        ['sales - north', 'one', [idOf(42)]],
      ],
    );
    assert.deepEqual([...(await directory().peopleNamed(['Alex Wilber', 'Alex'])).keys()], ['Alex Wilber']);
  });

  it('finds disabled people and guests, and says what they are', async () => {
    const disabled = await directory().findPeople('Retired Robin');
    const guest = await directory().findPeople('Gast Lee');
    assert.ok(disabled.found === 'one' && guest.found === 'one');
    assert.deepEqual([disabled.it.enabled, disabled.it.guest], [false, false]);
    assert.deepEqual([guest.it.enabled, guest.it.guest], [true, true]);
  });

  it('tells the kinds of groups apart', async () => {
    const kinds = await Promise.all(
      ['Marketing', 'Everyone', 'Door Keys', 'Mail Guards'].map(async (name) => {
        const match = await directory().findGroups(name);
        return match.found === 'one' || match.found === 'many' ? (match.found === 'one' ? match.it.kind : null) : null;
      }),
    );
    assert.deepEqual(kinds, ['microsoft365', 'distribution', 'security', 'mail-security']);
  });

  it('marks groups with hidden membership and groups hidden from address lists', async () => {
    const hidden = await Promise.all(
      ['Unlisted', 'Marketing Europe'].map(async (name) => {
        const match = await directory().findGroups(name);
        return match.found === 'one' && match.it.hidden;
      }),
    );
    assert.deepEqual(hidden, [true, false]);
    const falcon = await directory().findGroups(idOf(27));
    assert.ok(falcon.found === 'one' && falcon.it.hidden);
  });

  it('answers who may not see a hidden group as if it were not there', async () => {
    const blind = await directory().findGroups('Falcon', async () => (it) => !it.hidden);
    assert.deepEqual(ids(blind), [idOf(28)]);
    serve(graphOf({ users, groups: groups.filter((it) => it.displayName !== 'Falcon') }));
    assert.deepEqual(await directory().findGroups('Falcon', async () => (it) => !it.hidden), blind);
  });

  it('finds whoever may be known behind however many that may not', async () => {
    const hidden = Array.from({ length: 45 }, (_, n) =>
      group(100 + n, `Project A${n}`, { visibility: 'HiddenMembership' }),
    );
    const seen = [group(30, 'Project Mars'), group(31, 'Project Venus')];
    serve(graphOf({ users, groups: [...groups, ...hidden, ...seen] }));
    const open = async () => (it: { readonly hidden: boolean }) => !it.hidden;
    assert.deepEqual(ids(await directory().findGroups('Project', open)), [idOf(30), idOf(31)]);
    const near = await directory().findGroups('Projcet Mars', open);
    assert.ok(near.found === 'none' && near.near[0]?.id === idOf(30));
  });

  it('reads hiddenness where Graph only gives it for groups with a mailbox', async () => {
    serve((call) => {
      const refused = call.path === `/groups/${idOf(25)}` && call.query.$select?.includes('hideFromAddressLists');
      return refused ? { status: 400, body: { error: { code: 'BadRequest' } } } : graphOf({ groups })(call);
    });
    const match = await directory().findGroups('Door Keys');
    assert.ok(match.found === 'one' && match.it.kind === 'security' && !match.it.hidden);
  });

  it('asks back between two people of the same name', async () => {
    serve(graphOf({ users: [...users, user(8, 'Alex Wilber')] }));
    const match = await directory().findPeople('Alex Wilber');
    assert.equal(match.found, 'many');
    assert.deepEqual(ids(match), [idOf(1), idOf(8)]);
  });

  for (const [what, name] of [
    ['a Cyrillic first letter', 'Аlex Wilber'],
    ['a Cyrillic letter in the middle', 'Alеx Wilber'],
    ['a Cyrillic letter at the end of a word', 'Alex Wilbeг'],
    ['a digit one for an l', 'A1ex Wilber'],
    ['a capital I for an l', 'AIex WiIber'],
  ] as const) {
    it(`never takes a match by itself when another imitates it with ${what}`, async () => {
      serve(graphOf({ users: [...users, user(8, name, { givenName: null, surname: null })] }));
      assert.deepEqual(new Set(ids(await directory().findPeople('Alex Wilber'))), new Set([idOf(1), idOf(8)]));
      assert.deepEqual(new Set(ids(await directory().findPeople(name))), new Set([idOf(1), idOf(8)]));
    });
  }

  it('takes an address or an id for the one it belongs to, though others are called the same', async () => {
    serve(graphOf({ users: [...users, user(8, 'Alex Wilber'), user(9, 'Аlex Wilber')] }));
    assert.deepEqual(ids(await directory().findPeople('u1@contoso.example')), [idOf(1)]);
    assert.deepEqual(ids(await directory().findPeople(idOf(8))), [idOf(8)]);
  });

  it('searches where nobody is called so or begins so', async () => {
    serve((call) => {
      const asked = call.query.$search === '"displayName:europe"';
      const eventual = asked && call.headers.consistencylevel === 'eventual';
      return eventual ? { body: { value: [groups[1], groups[2]] } } : graphOf({ groups })(call);
    });
    assert.deepEqual(ids(await directory().findGroups('europe')), [idOf(22)]);
  });

  it('finds a name with its words turned round, as search does, and no other', async () => {
    serve((call) => (call.query.$search ? { body: { value: users } } : graphOf({ users })(call)));
    assert.deepEqual(ids(await directory().findPeople('Wilber, Alex')), [idOf(1)]);
    assert.deepEqual(ids(await directory().findPeople('!!!')), []);
  });

  it('suggests what a misspelt name may have meant, at most three', async () => {
    const match = await directory().findGroups('Marketting');
    assert.ok(match.found === 'none');
    assert.deepEqual(match.near.map((it) => it.id).slice(0, 1), [idOf(21)]);
    const many = Array.from({ length: 6 }, (_, n) => user(40 + n, `Alec Wilbe${n}`));
    serve(graphOf({ users: many }));
    const near = await directory().findPeople('Alec Wilbex');
    assert.ok(near.found === 'none' && near.near.length === 3);
  });

  it('suggests whose name was written with two letters swapped, and never takes one for the other', async () => {
    const crowd = Array.from({ length: 120 }, (_, n) => user(40 + n, `Maarten ${n}`));
    serve(graphOf({ users: [...crowd, ...users] }));
    for (const words of ['Mgean', 'eMgan', 'Meagn', 'Mgean Bowen']) {
      const match = await directory().findPeople(words);
      assert.ok(match.found === 'none', words);
      assert.deepEqual(
        match.near.map((it) => it.id),
        [idOf(2)],
        words,
      );
    }
  });

  it('gives at most ten candidates', async () => {
    serve(graphOf({ users: Array.from({ length: 30 }, (_, n) => user(40 + n, `Sam ${n}`)) }));
    const match = await directory().findPeople('Sam');
    assert.ok(match.found === 'many');
    assert.equal(match.candidates.length, 10);
  });

  it('calls an empty text, a blank one and an endless one nobody, without asking Graph', async () => {
    for (const words of ['', ' \t\u0000 ', '\u200b\u200f', 'x'.repeat(10_000)]) {
      assert.deepEqual(await directory().findPeople(words), { found: 'none', near: [] });
    }
    assert.equal(stub.calls.length, 0);
  });

  it('trusts no filter: a Graph that gives everybody back still finds only who was named', async () => {
    serve(({ path }) =>
      path === '/users' ? { body: { value: users } } : graphOf({ users })({ path, query: {} } as never),
    );
    assert.deepEqual(ids(await directory().findPeople('Megan Bowen')), [idOf(2)]);
    assert.deepEqual(ids(await directory().findPeople('Quentin Xavier')), []);
  });

  it('follows a page that came back empty but is not the last', async () => {
    const next = `${stub.origin}/v1.0/users?$skiptoken=2`;
    serve((call) => {
      if (call.query.$skiptoken) return { body: { value: [users[1]] } };
      const empty = { body: { value: [], '@odata.nextLink': next } };
      return call.path === '/users' ? empty : graphOf({ users })(call);
    });
    assert.deepEqual(ids(await directory().findPeople('Megan Bowen')), [idOf(2)]);
  });

  it('keeps who answers to a name for a while, but never what they are', async () => {
    const kept = directory(30);
    await kept.findGroups('Everyone');
    const first = stub.calls.length;
    serve(graphOf({ groups: [group(24, 'Everyone', { visibility: 'HiddenMembership' })] }));
    const again = await kept.findGroups('Everyone');
    assert.ok(again.found === 'one' && again.it.hidden);
    assert.ok(stub.calls.length < first, `${stub.calls.length} calls after ${first}`);
    serve(graphOf({ groups: [] }));
    clock.forward(31_000);
    assert.equal((await kept.findGroups('Everyone')).found, 'none');
  });

  it('asks for nobody who might be imitated while words are still typed', async () => {
    let inner = 0;
    const answer = graphOf({ groups: [group(21, 'Marketing'), group(22, 'Marketing Europe')] });
    const counted: Handler = (call) => {
      inner += 1;
      return answer(call);
    };
    serve(counted);
    assert.equal((await directory().findGroups('Mark')).found, 'many');
    const finished = inner;
    inner = 0;
    assert.equal((await directory().findGroups('Mark', undefined, 'typing')).found, 'many');
    assert.ok(inner < finished, `${inner} questions while typing, ${finished} for a sentence`);
  });
});
