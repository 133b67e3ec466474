import assert from 'node:assert/strict';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Answer, caller, token, trustedTwin } from './support.ts';

interface Values {
  readonly value: Record<string, unknown>[];
  readonly '@adminapi.warnings': string[];
  readonly '@odata.nextLink'?: string;
}

const marketing = demoGroup('marketing');
const alex = demoPerson('alexw');

describe('sandbox: exchange', () => {
  let twin: Twin;
  let call: ReturnType<typeof caller>;
  const path = () => `/adminapi/beta/${twin.world.tenant}/InvokeCommand`;
  const run = (CmdletName: string, Parameters: object = {}, headers = {}) =>
    call('POST', path(), { CmdletInput: { CmdletName, Parameters } }, headers);
  const values = (answer: Answer) => answer.body as Values;
  const detail = (answer: Answer) =>
    (answer.body as { error: { details: { message: string }[] } }).error.details[0]?.message.split('|') ?? [];
  const sendAs = (change: string, Identity: string, Trustee: string) =>
    run(`${change}-RecipientPermission`, { Identity, Trustee, AccessRights: ['SendAs'], Confirm: false });
  const delta = (change: object, Identity = marketing) =>
    run('Set-UnifiedGroup', {
      Identity,
      GrantSendOnBehalfTo: { '@odata.type': '#Exchange.GenericHashTable', ...change },
    });

  beforeEach(async () => {
    twin = await trustedTwin();
    call = caller(twin.endpoints.exchangeUrl, await token(twin, twin.endpoints.exchangeUrl));
  });
  afterEach(() => twin.close());

  it('wants a token for Exchange, and its own tenant', async () => {
    const graph = caller(twin.endpoints.exchangeUrl, await token(twin, twin.endpoints.graphUrl));
    assert.equal((await graph('POST', path(), {})).status, 401);
    const elsewhere = '/adminapi/beta/00000000-0000-0000-0000-000000000000/InvokeCommand';
    assert.equal((await call('POST', elsewhere, {})).status, 401);
  });

  it('answers v1.0 with 405 and an unknown cmdlet with 403 and NUL bytes', async () => {
    assert.equal((await call('POST', path().replace('beta', 'v1.0'), {})).status, 405);
    const unknown = await run('New-UnifiedGroup', { DisplayName: 'X' });
    assert.equal(unknown.status, 403);
    assert.match(String(unknown.body), /^\0+$/);
  });

  it('shows one group by its Entra id, address, alias or name', async () => {
    const { Name } = values(await run('Get-UnifiedGroup', { Identity: marketing })).value[0] ?? {};
    for (const Identity of [marketing.toUpperCase(), 'MARKETING@contoso.com', 'marketing', Name]) {
      const { value } = values(await run('Get-UnifiedGroup', { Identity }));
      assert.deepEqual(
        value.map((each) => each.ExternalDirectoryObjectId),
        [marketing],
      );
    }
  });

  it('shows one person by id, sign-in name, address, alias, name, GUID or distinguished name', async () => {
    const lidia = demoPerson('lidiah');
    const { Name, Guid, DistinguishedName } = values(await run('Get-Recipient', { Identity: lidia })).value[0] ?? {};
    const names = ['LIDIAH@contoso.com', 'lidia.holloway@contoso.com', 'lidiah', 'Lidia Holloway'];
    for (const Identity of [...names, lidia, Name, Guid, DistinguishedName]) {
      const { value } = values(await run('Get-Recipient', { Identity }));
      assert.deepEqual(
        value.map((each) => each.ExternalDirectoryObjectId),
        [lidia],
        String(Identity),
      );
    }
  });

  it('filters groups by a delegate’s distinguished name, and permissions by the trustee, whatever it is called', async () => {
    const lee = twin.world.people.get(demoPerson('leegu')) ?? assert.fail();
    twin.world.people.set(lee.id, { ...lee, displayName: 'alexw@contoso.com' });
    for (const right of ['sendAs', 'sendOnBehalf'] as const) twin.world.groups.get(marketing)?.[right].add(lee.id);
    for (const [who, count] of [
      [lee.id, 1],
      [alex, 0],
    ] as const) {
      const { DistinguishedName, Guid } = values(await run('Get-Recipient', { Identity: who })).value[0] ?? {};
      const Filter = `GrantSendOnBehalfTo -eq '${DistinguishedName}'`;
      assert.equal(values(await run('Get-UnifiedGroup', { Filter })).value.length, count);
      const listed = await run('Get-RecipientPermission', { Identity: marketing, Trustee: Guid });
      assert.equal(values(listed).value.length, count);
    }
  });

  it('changes the rights of who bears an id as a name, where a server does not know the id itself', async () => {
    const lee = twin.world.people.get(demoPerson('leegu')) ?? assert.fail();
    twin.world.people.set(lee.id, { ...lee, displayName: alex });
    twin.misbehave('exchange', { kind: 'unseen', id: alex });
    await sendAs('Add', marketing, alex);
    await delta({ add: [alex] });
    assert.deepEqual(
      twin.changes.map(({ right, person }) => [right, person]),
      [
        ['sendAs', lee.id],
        ['sendOnBehalf', lee.id],
      ],
    );
    twin.world.people.set(lee.id, lee);
    assert.equal(detail(await sendAs('Add', marketing, alex))[0], 'Ex94914C');
  });

  it('gives ALL objects for an identity that is missing, null or empty', async () => {
    for (const parameters of [{}, { Identity: null }, { Identity: '' }]) {
      assert.ok(values(await run('Get-UnifiedGroup', parameters)).value.length > 5);
      assert.ok(values(await run('Get-Recipient', parameters)).value.length > 15);
      assert.ok(values(await run('Get-RecipientPermission', parameters)).value.length > 15);
    }
  });

  it('says that an unknown identity, and a group of another kind, cannot be found', async () => {
    for (const Identity of ['3b9e0f3e-1111-4222-8333-444455556666', 'Nonesuch', demoGroup('allcompany')]) {
      const [id, exception] = detail(await run('Get-UnifiedGroup', { Identity }));
      assert.equal(id, 'Ex6F9304');
      assert.match(exception ?? '', /ManagementObjectNotFoundException$/);
    }
  });

  it('calls a name that several carry ambiguous', async () => {
    const lee = twin.world.people.get(demoPerson('leegu'));
    assert.ok(lee);
    twin.world.people.set(lee.id, { ...lee, displayName: 'Lee Chen' });
    assert.match(detail(await run('Get-Recipient', { Identity: 'lee chen' }))[2] ?? '', /matches multiple entries/);
  });

  it('calls an id ambiguous that somebody else bears as a name or alias', async () => {
    const lee = twin.world.people.get(demoPerson('leegu')) ?? assert.fail();
    twin.world.people.set(lee.id, { ...lee, displayName: alex.toUpperCase() });
    const finance = twin.world.groups.get(demoGroup('finance')) ?? assert.fail();
    twin.world.groups.set(finance.id, { ...finance, mail: `${marketing}@contoso.com` });
    for (const [cmdlet, Identity] of [
      ['Get-Recipient', alex],
      ['Get-UnifiedGroup', marketing],
      ['Get-RecipientPermission', marketing],
    ] as const)
      assert.match(detail(await run(cmdlet, { Identity }))[2] ?? '', /matches multiple entries/, cmdlet);
    const Filter = `ExternalDirectoryObjectId -eq '${marketing}'`;
    const { value } = values(await run('Get-UnifiedGroup', { Filter }));
    assert.deepEqual(
      value.map((each) => each.DisplayName),
      ['Marketing'],
    );
  });

  it('tells mailboxes, guests, shared mailboxes and kinds of groups apart', async () => {
    const kind = async (Identity: string) =>
      values(await run('Get-Recipient', { Identity })).value[0]?.RecipientTypeDetails;
    assert.equal(await kind(alex), 'UserMailbox');
    assert.equal(await kind(demoPerson('guest')), 'GuestMailUser');
    assert.equal(await kind(demoPerson('info')), 'SharedMailbox');
    assert.equal(await kind(marketing), 'GroupMailbox');
    assert.equal(await kind(demoGroup('executives')), 'MailUniversalSecurityGroup');
    assert.equal((await run('Get-Recipient', { Identity: demoGroup('vpn-users') })).status, 404);
  });

  it('adds Send As once, warns the second time, and records one change', async () => {
    const first = await sendAs('Add', marketing, alex);
    assert.deepEqual(values(first)['@adminapi.warnings'], []);
    const second = await sendAs('Add', 'marketing@contoso.com', 'alexw@contoso.com');
    assert.match(values(second)['@adminapi.warnings'][0] ?? '', /already present/);
    assert.deepEqual(
      twin.changes.map(({ at: _, ...change }) => change),
      [{ change: 'add', right: 'sendAs', group: marketing, person: alex }],
    );
    assert.ok(twin.world.groups.get(marketing)?.sendAs.has(alex));
  });

  it('removes Send As with no body, then warns that the entry is not present', async () => {
    await sendAs('Add', marketing, alex);
    assert.equal((await sendAs('Remove', marketing, alex)).status, 204);
    assert.match(values(await sendAs('Remove', marketing, alex))['@adminapi.warnings'][0] ?? '', /ACE isn't present/);
    assert.equal(twin.changes.length, 2);
  });

  it('fails a change that would prompt, one without an identity, and one with an unknown parameter', async () => {
    const parameters = { Identity: marketing, Trustee: alex, AccessRights: ['SendAs'] };
    assert.match(detail(await run('Add-RecipientPermission', parameters))[2] ?? '', /prompts the user/);
    const nobody = { ...parameters, Identity: '', Confirm: false };
    assert.match(detail(await run('Add-RecipientPermission', nobody))[2] ?? '', /'Identity'/);
    const odd = { ...parameters, Confirm: false, Force: true };
    assert.match(detail(await run('Add-RecipientPermission', odd))[2] ?? '', /parameter name 'Force'/);
    assert.deepEqual(twin.changes, []);
  });

  it('grants neither right to a guest or to somebody unknown', async () => {
    const guest = demoPerson('guest');
    assert.equal((await sendAs('Add', marketing, guest)).status, 400);
    assert.match(detail(await delta({ add: [guest] }))[2] ?? '', /You can only grant SendOnBehalfTo to mailboxes/);
    assert.equal(detail(await sendAs('Add', marketing, 'nobody@contoso.com'))[0], 'Ex94914C');
    assert.equal(detail(await delta({ add: ['nobody@contoso.com'] }))[0], 'Ex94914C');
    assert.deepEqual(twin.changes, []);
  });

  it('reads a group outside the app’s write scope, and refuses every change of it', async () => {
    await sendAs('Add', marketing, alex);
    twin.setScope(marketing, false);
    for (const answer of [
      await sendAs('Add', marketing, demoPerson('leegu')),
      await sendAs('Remove', marketing, alex),
      await delta({ add: [alex] }),
      await delta({ remove: [demoPerson('lidiah')] }),
    ])
      assert.match(detail(answer)[2] ?? '', /isn't within your current write scopes/);
    assert.equal(values(await run('Get-RecipientPermission', { Identity: marketing })).value.length, 2);
    assert.equal(twin.changes.length, 1);
    twin.setScope(marketing, true);
    assert.equal((await sendAs('Remove', marketing, alex)).status, 204);
  });

  it('keeps the entry of a deleted account as a SID, refuses its removal, and shows its name again when it returns', async () => {
    const trustees = async () =>
      values(await run('Get-RecipientPermission', { Identity: marketing })).value.map(({ Trustee }) => String(Trustee));
    await sendAs('Add', marketing, alex);
    const before = await trustees();
    twin.bin.delete(alex);
    assert.match((await trustees()).at(-1) ?? '', /^S-1-5-21-/);
    assert.equal(detail(await sendAs('Remove', marketing, alex))[0], 'Ex94914C');
    twin.bin.restore(alex);
    assert.deepEqual(await trustees(), before);
  });

  it('does not find a deleted group, and finds it with its delegates when it is restored', async () => {
    await sendAs('Add', marketing, alex);
    twin.bin.delete(marketing);
    for (const cmdlet of ['Get-UnifiedGroup', 'Get-RecipientPermission'])
      assert.equal(detail(await run(cmdlet, { Identity: marketing }))[0], 'Ex6F9304');
    twin.bin.restore(marketing);
    assert.ok(twin.world.groups.get(marketing)?.sendAs.has(alex));
    assert.equal((await run('Get-UnifiedGroup', { Identity: marketing })).status, 200);
  });

  it('lists Send As with SELF and with trustees named in more than one way', async () => {
    const group = twin.world.groups.get(marketing);
    for (const person of twin.world.people.values()) if (person.mailbox) group?.sendAs.add(person.id);
    group?.sendAs.add('9d1b9c2e-0000-4000-8000-000000000000');
    const entries = values(await run('Get-RecipientPermission', { Identity: marketing })).value;
    const shown = entries.map((each) => String(each.Trustee));
    assert.ok(shown.includes('NT AUTHORITY\\SELF'));
    assert.ok(shown.some((each) => each.startsWith('S-1-5-21-')));
    const people = [...twin.world.people.values()];
    assert.ok(people.some((person) => shown.includes(person.displayName)));
    assert.ok(people.some((person) => shown.includes(person.userPrincipalName)));
    assert.deepEqual(entries.at(-1)?.AccessRights, ['SendAs']);
  });

  it("finds a person's entries on all groups by Trustee, or by a filter on delegates", async () => {
    const isaiah = demoPerson('isaiahl');
    const entries = values(await run('Get-RecipientPermission', { Trustee: isaiah })).value;
    const sales = values(await run('Get-UnifiedGroup', { Identity: demoGroup('sales') })).value[0];
    assert.deepEqual(
      entries.map((each) => each.Identity),
      [sales?.Identity],
    );
    const shown = values(await run('Get-UnifiedGroup', { Identity: marketing })).value[0]?.GrantSendOnBehalfTo;
    const Filter = `GrantSendOnBehalfTo -eq '${(shown as string[])[0]}'`;
    const found = values(await run('Get-UnifiedGroup', { Filter })).value;
    assert.deepEqual(
      found.map((each) => each.DisplayName),
      ['Marketing'],
    );
    assert.equal((await run('Get-UnifiedGroup', { Filter: "DisplayName -like 'M*'" })).status, 400);
  });

  it('adds and removes Send on Behalf as deltas, and leaves the others alone', async () => {
    const others = [...(twin.world.groups.get(marketing)?.sendOnBehalf ?? [])];
    await delta({ add: [alex] });
    assert.deepEqual([...(twin.world.groups.get(marketing)?.sendOnBehalf ?? [])], [...others, alex]);
    await delta({ remove: 'alexw@contoso.com' });
    assert.deepEqual([...(twin.world.groups.get(marketing)?.sendOnBehalf ?? [])], others);
    assert.deepEqual(
      twin.changes.map(({ change, person }) => [change, person]),
      [
        ['add', alex],
        ['remove', alex],
      ],
    );
  });

  it('warns when a delta changes nothing', async () => {
    const answer = await delta({ remove: [alex] });
    assert.match(values(answer)['@adminapi.warnings'][0] ?? '', /no settings of 'Marketing' have been modified/);
    assert.deepEqual(twin.changes, []);
  });

  it('overwrites everybody with a plain array: the grants of others are lost', async () => {
    await run('Set-UnifiedGroup', { Identity: marketing, GrantSendOnBehalfTo: [alex] });
    assert.deepEqual([...(twin.world.groups.get(marketing)?.sendOnBehalf ?? [])], [alex]);
    assert.deepEqual(
      twin.changes.map(({ change, person }) => [change, person]),
      [
        ['remove', demoPerson('lidiah')],
        ['add', alex],
      ],
    );
  });

  it('refuses a hashtable without its type, and changes nothing when one delegate of two is wrong', async () => {
    const bare = await run('Set-UnifiedGroup', { Identity: marketing, GrantSendOnBehalfTo: { add: [alex] } });
    assert.equal(bare.status, 400);
    await delta({ add: [alex, 'nobody'] });
    assert.deepEqual(twin.changes, []);
  });

  it('shows delegates with addresses only when asked to, as text or as objects', async () => {
    const groups = async (parameters: object) => values(await run('Get-UnifiedGroup', parameters)).value;
    assert.ok((await groups({})).every((each) => !('GrantSendOnBehalfToWithDisplayNames' in each)));
    for (const group of twin.world.groups.values()) group.sendOnBehalf.add(alex);
    const named = (await groups({ IncludeGrantSendOnBehalfToWithDisplayNames: true })).flatMap(
      (each) => each.GrantSendOnBehalfToWithDisplayNames,
    );
    assert.ok(named.includes('alexw@contoso.com'));
    assert.ok(named.some((each) => (each as { DisplayName?: string }).DisplayName === 'Alex Wilber'));
  });

  it('pages by the asked size; the same body posted to the next link continues', async () => {
    const seen: unknown[] = [];
    let at: string | undefined = path();
    while (at !== undefined) {
      const body = { CmdletInput: { CmdletName: 'Get-UnifiedGroup', Parameters: {} } };
      const page = values(await call('POST', at, body, { Prefer: 'odata.maxpagesize=4' }));
      assert.ok(page.value.length <= 4);
      seen.push(...page.value.map((each) => each.ExternalDirectoryObjectId));
      at = page['@odata.nextLink'];
    }
    const all = [...twin.world.groups.values()].filter(({ kind }) => kind === 'microsoft365');
    assert.deepEqual(
      seen,
      all.map(({ id }) => id),
    );
  });

  describe('a batch', () => {
    const one = (id: string, CmdletName: string, Parameters: object, more: object = {}) => ({
      ...{ id, method: 'POST', url: `${twin.endpoints.exchangeUrl}${path()}`, ...more },
      body: { CmdletInput: { CmdletName, Parameters } },
    });
    const post = (requests: object[], prefer = 'odata.continue-on-error') =>
      call('POST', `/adminapi/beta/${twin.world.tenant}/$batch`, { requests }, { Prefer: prefer });
    const responses = (answer: Answer) =>
      (answer.body as { responses: { id: string; status: number; headers: Record<string, string>; body: unknown }[] })
        .responses;
    const statuses = (answer: Answer) => responses(answer).map(({ id, status }) => [id, status]);
    const mixed = () => [
      one('a', 'Get-UnifiedGroup', { Identity: marketing }),
      one('b', 'Get-UnifiedGroup', { Identity: 'Nonesuch' }),
      one('c', 'Get-Mailbox', {}),
      one('d', 'Get-UnifiedGroup', { Identity: marketing }, { url: 'InvokeCommand' }),
      one('e', 'Get-UnifiedGroup', { Identity: marketing }, { url: 'https://elsewhere.example/InvokeCommand' }),
    ];

    it('holds at most ten calls, each answered by itself', async () => {
      assert.deepEqual(statuses(await post(mixed())), [
        ['a', 200],
        ['b', 404],
        ['c', 403],
        ['d', 200],
        ['e', 404],
      ]);
      const many = (count: number) => Array.from({ length: count }, (_, n) => one(`${n}`, 'Get-UnifiedGroup', {}));
      assert.equal((await post(many(11))).status, 400);
      assert.equal(responses(await post(many(10))).length, 10);
      assert.equal((await post([...many(2), ...many(1)])).status, 400, 'an id twice');
      assert.equal((await post([{ nonsense: true }])).status, 400);
    });

    it('ends with the first call that fails, unless it is told to go on', async () => {
      assert.deepEqual(statuses(await post(mixed(), 'odata.maxpagesize=10')), [
        ['a', 200],
        ['b', 404],
      ]);
    });

    it('gives pages as single calls do', async () => {
      const headers = { prefer: 'odata.maxpagesize=1' };
      const [first = assert.fail()] = responses(await post([one('a', 'Get-UnifiedGroup', {}, { headers })]));
      const { value, '@odata.nextLink': next = '' } = first.body as Values;
      assert.equal(value.length, 1);
      const second = values(await call('POST', next, { CmdletInput: { CmdletName: 'Get-UnifiedGroup' } }, headers));
      assert.notDeepEqual(second.value[0], value[0]);
    });

    it('stands in the record with each of its calls, and without a status where the answer was lost', async () => {
      twin.misbehave('exchange', { kind: 'lose-reply', times: 1 });
      await assert.rejects(post(mixed()));
      const ofBatch = () => twin.calls.filter(({ service }) => service === 'exchange').map(({ status }) => status);
      assert.deepEqual(ofBatch(), [0, 0, 0, 0, 0, 0]);
      await post(mixed());
      assert.deepEqual(ofBatch().slice(6), [200, 200, 404, 403, 200, 404]);
    });
  });

  it('runs as many calls in a time as it says, in batches or not, and tells when to come back', async () => {
    let now = Date.now();
    const limited = await trustedTwin({ exchangeLimit: { calls: 12, seconds: 10 }, now: () => now });
    const { exchangeUrl } = limited.endpoints;
    let ask = caller(exchangeUrl, await token(limited, exchangeUrl));
    const api = `/adminapi/beta/${limited.world.tenant}`;
    const body = { CmdletInput: { CmdletName: 'Get-UnifiedGroup', Parameters: { Identity: marketing } } };
    const requests = Array.from({ length: 10 }, (_, n) => ({
      ...{ id: `${n}`, method: 'POST', url: 'InvokeCommand', body },
    }));
    const batch = async () => {
      const answer = await ask('POST', `${api}/$batch`, { requests }, { Prefer: 'odata.continue-on-error' });
      const { responses } = answer.body as { responses: { status: number; headers: Record<string, string> }[] };
      return responses;
    };
    assert.ok((await batch()).every(({ status }) => status === 200));
    now += 2_500;
    const [first, second, third] = await batch();
    assert.deepEqual([first?.status, second?.status, third?.status], [200, 200, 429]);
    assert.equal(third?.headers['retry-after'], '8');
    const single = await ask('POST', `${api}/InvokeCommand`, body);
    assert.deepEqual([single.status, single.headers.get('retry-after')], [429, '8']);
    now += 7_600;
    assert.equal((await batch()).filter(({ status }) => status === 200).length, 10);
    assert.equal((await ask('POST', `${api}/InvokeCommand`, body)).status, 429);
    now -= 86_400_000; // what it counted by a clock that was turned back is over
    ask = caller(exchangeUrl, await token(limited, exchangeUrl));
    assert.ok((await batch()).every(({ status }) => status === 200));
    await limited.close();
  });

  it('makes one change of many equal ones that run side by side', async () => {
    await Promise.all(Array.from({ length: 12 }, () => sendAs('Add', marketing, alex)));
    assert.equal(twin.changes.length, 1);
  });
});
