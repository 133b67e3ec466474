import assert from 'node:assert/strict';
import type { Twin } from '../../bot/sandbox/twin.ts';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { type Answer, caller, token, trustedTwin } from './support.ts';

type Row = Record<string, unknown>;

const marketing = demoGroup('marketing');
const alex = demoPerson('alexw');
const eventual = { ConsistencyLevel: 'eventual' };

describe('sandbox: graph', () => {
  let twin: Twin;
  let call: ReturnType<typeof caller>;
  const get = (path: string, headers: Record<string, string> = {}) => call('GET', `/v1.0${path}`, undefined, headers);
  const rows = (answer: Answer) => (answer.body as { value: Row[] }).value;
  const names = (answer: Answer) => rows(answer).map((row) => row.displayName);
  const code = (answer: Answer) => (answer.body as { error: { code: string } }).error.code;
  const query = (options: Record<string, string>) =>
    Object.entries(options)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');

  beforeEach(async () => {
    twin = await trustedTwin();
    call = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
  });
  afterEach(() => twin.close());

  it('wants a token for Graph', async () => {
    const exchange = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.exchangeUrl));
    const answer = await exchange('GET', '/v1.0/users');
    assert.equal(answer.status, 401);
    assert.equal(code(answer), 'InvalidAuthenticationToken');
  });

  it('gives a user by id or principal name, with the default properties only', async () => {
    const byId = (await get(`/users/${alex}`)).body as Row;
    assert.deepEqual((await call('GET', '/beta/users/ALEXW@contoso.com')).body, byId);
    assert.equal(byId.displayName, 'Alex Wilber');
    for (const property of ['accountEnabled', 'userType', 'department']) assert.ok(!(property in byId), property);
  });

  it('gives exactly what $select names, and 400 for a property that does not exist', async () => {
    const { body } = await get(`/users/${alex}?$select=accountEnabled,userType,department`);
    assert.deepEqual(body, { accountEnabled: true, userType: 'Member', department: 'Marketing' });
    assert.equal((await get(`/users/${alex}?$select=nonsense`)).status, 400);
  });

  it('answers 404 for a user or group that is not there', async () => {
    for (const path of ['/users/nobody@contoso.com', `/groups/${alex}`, `/groups/${alex}/owners`]) {
      const answer = await get(path);
      assert.equal(answer.status, 404);
      assert.equal(code(answer), 'Request_ResourceNotFound');
    }
    twin.world.groups.delete(marketing);
    assert.equal((await get(`/groups/${marketing}`)).status, 404);
  });

  it('shows what was deleted, and since when, until it is restored or purged', async () => {
    const owners = rows(await get(`/groups/${marketing}/owners`));
    for (const [id, type, path] of [
      [marketing, 'group', '/groups'],
      [alex, 'user', '/users'],
    ] as const) {
      const item = `/directory/deletedItems/microsoft.graph.${type}/${id}`;
      assert.equal((await get(item)).status, 404);
      twin.bin.delete(id);
      assert.equal((await get(`${path}/${id}`)).status, 404);
      const { body } = await get(`${item}?$select=id,displayName,deletedDateTime`);
      const { deletedDateTime, '@odata.type': shown, ...rest } = body as Row;
      assert.equal(shown, `#microsoft.graph.${type}`);
      assert.equal(rest.id, id);
      assert.ok(Math.abs(Date.now() - Date.parse(String(deletedDateTime))) < 60_000);
      assert.equal((await get(`/directory/deleteditems/${id}`)).status, 200);
      const other = type === 'user' ? 'group' : 'user';
      assert.equal((await get(`/directory/deletedItems/microsoft.graph.${other}/${id}`)).status, 404);
      assert.deepEqual(
        rows(await get(`/directory/deletedItems/microsoft.graph.${type}`)).map((row) => row.id),
        [id],
      );
      twin.bin.restore(id);
      assert.equal((await get(`${path}/${id}`)).status, 200);
      assert.equal((await get(item)).status, 404);
      twin.bin.delete(id);
      twin.bin.purge(id);
      assert.equal((await get(item)).status, 404);
      assert.throws(() => twin.bin.restore(id), /cannot be restored/);
      if (type === 'group') assert.equal(owners.length, 2);
    }
  });

  it('restores nothing after thirty days, and no group that is not a Microsoft 365 group', async () => {
    let now = Date.now();
    const late = await trustedTwin({ now: () => now });
    const [vpn, ...ids] = [demoGroup('vpn-users'), marketing, alex];
    for (const id of [vpn, ...ids]) late.bin.delete(String(id));
    assert.throws(() => late.bin.restore(String(vpn)), /cannot be restored/);
    now += 30 * 86_400_000;
    for (const id of ids) assert.throws(() => late.bin.restore(id), /cannot be restored/);
    await late.close();
  });

  for (const [$filter, expected] of [
    ["displayName eq 'alex wilber'", ['Alex Wilber']],
    ["startswith(displayName,'lee')", ['Lee Gu', 'Lee Chen']],
    ["displayName eq 'Zoë van ''t Hof'", ["Zoë van 't Hof"]],
    ["mail eq 'lidia.holloway@contoso.com' or userPrincipalName eq 'leegu@contoso.com'", ['Lidia Holloway', 'Lee Gu']],
    ["startswith(surname,'G') and (givenName eq 'Lee' or givenName eq 'Miriam')", ['Lee Gu', 'Miriam Graham']],
    ["givenName in ('Patti','Zoë')", ['Patti Fernandez', "Zoë van 't Hof"]],
    ["proxyAddresses/any(p:p eq 'smtp:alexw@contoso.com')", ['Alex Wilber']],
    ["accountEnabled eq false and userType eq 'Member'", ['Debra Berger', 'Contoso Info']],
  ] as const)
    it(`filters users by ${$filter}`, async () => {
      assert.deepEqual(names(await get(`/users?${query({ $filter })}`)), expected);
    });

  for (const [$filter, expected] of [
    ["displayName eq 'Team Noord & Zuid'", ['Team Noord & Zuid']],
    ["groupTypes/any(c:c eq 'Unified') and startswith(displayName,'Marketing')", ['Marketing', 'Marketing Europe']],
    ["mail eq 'allcompany@contoso.com'", ['All Company']],
    ['mailEnabled eq true and securityEnabled eq true', ['Executives']],
  ] as const)
    it(`filters groups by ${$filter}`, async () => {
      assert.deepEqual(names(await get(`/groups?${query({ $filter })}`)), expected);
    });

  for (const $filter of [
    "displayName eq 'Zoë van 't Hof'",
    "contains(displayName,'alex')",
    "officeLocation eq 'x'",
    'displayName eq Alex',
    "endswith(mail,'contoso.com')",
    "displayName ne 'Alex'",
    `id in (${Array.from({ length: 16 }, (_, i) => `'${i}'`).join()})`,
    "(displayName eq 'a'",
    "displayName eq 'a' displayName",
  ])
    it(`answers 400 to what it does not filter by: ${$filter}`, async () => {
      assert.equal((await get(`/users?${query({ $filter })}`)).status, 400);
    });

  it('cuts a filter at an & that was not encoded, as any server does', async () => {
    assert.equal((await get("/groups?$filter=displayName eq 'Team Noord & Zuid'")).status, 400);
  });

  it('searches words by their beginnings, with the header only', async () => {
    const search = (text: string) => `/users?${query({ $search: text, $select: 'displayName' })}`;
    assert.equal((await get(search('"displayName:alex"'))).status, 400);
    assert.deepEqual(names(await get(search('"displayName:wil"'), eventual)), ['Alex Wilber', 'Nestor Wilke']);
    assert.deepEqual(names(await get(search('"displayName:hof zoe"'), eventual)), ["Zoë van 't Hof"]);
    assert.deepEqual(names(await get(search('"displayName:gu" OR "mail:leechen"'), eventual)), [
      'Lee Gu',
      'Lee Chen',
      'Pradeep Gupta',
      'Guus Fabrikam (guest)',
    ]);
    assert.deepEqual(names(await get(search('"displayName:ilber"'), eventual)), []);
    assert.equal((await get(search('displayName:alex'), eventual)).status, 400);
  });

  it('counts when asked to, with the header', async () => {
    const path = `/users?${query({ $count: 'true', $filter: "startswith(displayName,'Lee')" })}`;
    assert.equal(((await get(path, eventual)).body as Row)['@odata.count'], 2);
    assert.ok(!('@odata.count' in ((await get(path)).body as Row)));
  });

  it('pages with an absolute next link on the same host', async () => {
    await twin.close();
    twin = await trustedTwin({ pageSize: 3 });
    call = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
    const seen: unknown[] = [];
    let at: string | undefined = `${twin.endpoints.graphUrl}/v1.0/groups/${marketing}/members?$select=id&$top=999`;
    while (at !== undefined) {
      assert.equal(new URL(at).origin, twin.endpoints.graphUrl);
      const page = (await call('GET', at)).body as { value: Row[]; '@odata.nextLink'?: string };
      assert.ok(page.value.length <= 3);
      seen.push(...page.value.map(({ id }) => id));
      at = page['@odata.nextLink'];
    }
    assert.deepEqual(seen, [...(twin.world.groups.get(marketing)?.members ?? [])]);
  });

  it('tells the four kinds of groups apart', async () => {
    const kinds = async (alias: string) => {
      const row = (await get(`/groups/${demoGroup(alias)}`)).body as Row;
      return [row.groupTypes, row.mailEnabled, row.securityEnabled, row.visibility];
    };
    assert.deepEqual(await kinds('falcon'), [['Unified'], true, false, 'HiddenMembership']);
    assert.deepEqual(await kinds('allcompany'), [[], true, false, null]);
    assert.deepEqual(await kinds('vpn-users'), [[], false, true, null]);
    assert.deepEqual(await kinds('executives'), [[], true, true, null]);
  });

  it('shows hideFromAddressLists only of one group, and only when it is named', async () => {
    const crisis = demoGroup('crisis');
    const one = await get(`/groups/${crisis}?$select=id,hideFromAddressLists`);
    assert.deepEqual(one.body, { id: crisis, hideFromAddressLists: true });
    assert.ok(!('hideFromAddressLists' in ((await get(`/groups/${crisis}`)).body as Row)));
    const listed = rows(await get('/groups?$select=id,hideFromAddressLists'));
    assert.ok(listed.every((row) => !('hideFromAddressLists' in row)));
  });

  it('lists owners and members, typed, or cast to users', async () => {
    const owners = rows(await get(`/groups/${marketing}/owners?$select=displayName`));
    assert.deepEqual(owners, [
      { '@odata.type': '#microsoft.graph.user', displayName: 'Megan Bowen' },
      { '@odata.type': '#microsoft.graph.user', displayName: 'Patti Fernandez' },
    ]);
    twin.world.groups.get(marketing)?.members.add(demoGroup('vpn-users'));
    const cast = rows(await get(`/groups/${marketing}/members/microsoft.graph.user?$select=id`));
    assert.ok(cast.every(({ id }) => twin.world.people.has(String(id))));
    assert.deepEqual(rows(await get(`/groups/${demoGroup('facilities')}/owners`)), []);
  });

  it('finds one member, also through a nested group', async () => {
    const admins = demoGroup('behalf-admins');
    twin.world.groups.get(admins)?.members.add(demoGroup('vpn-users'));
    assert.equal((await get(`/groups/${admins}/members/${alex}`)).status, 404);
    assert.equal((await get(`/groups/${admins}/transitiveMembers/${alex}`)).status, 200);
    const path = `/groups/${admins}/transitiveMembers?${query({ $filter: `id eq '${alex}'`, $count: 'true' })}`;
    assert.deepEqual(names(await get(path, eventual)), ['Alex Wilber']);
    assert.equal((await get(path)).status, 400);
    const check = await call('POST', `/v1.0/users/${alex}/checkMemberGroups`, {
      groupIds: [admins, marketing, demoGroup('finance')],
    });
    assert.deepEqual((check.body as { value: string[] }).value, [admins, marketing]);
    const tooMany = { groupIds: Array.from({ length: 21 }, () => marketing) };
    assert.equal((await call('POST', `/v1.0/users/${alex}/checkMemberGroups`, tooMany)).status, 400);
  });

  it('lists the groups that a person is in, and those owned', async () => {
    const member = await get(`/users/${alex}/memberOf/microsoft.graph.group?$select=displayName`);
    assert.ok(names(member).includes('Training'));
    assert.deepEqual(names(await get(`/users/${alex}/ownedObjects?$select=displayName`)), ['Sales']);
  });

  it('gives objects by ids, of the types asked for', async () => {
    const body = { ids: [alex, marketing, '00000000-0000-0000-0000-000000000000'], types: ['user'] };
    const answer = await call('POST', '/v1.0/directoryObjects/getByIds', body);
    assert.deepEqual(names(answer), ['Alex Wilber']);
  });

  it('answers each item of a batch by itself, throttling too', async () => {
    const requests = ['/users/nobody', `/users/${alex}`, '/groups?$filter=x'].map((url, id) => ({
      ...{ id: String(id), method: 'GET', url },
    }));
    const statuses = async () => {
      const answer = await call('POST', '/v1.0/$batch', { requests });
      const { responses } = answer.body as { responses: { id: string; status: number; headers: Row }[] };
      return responses.map(({ id, status, headers }) => [id, status, headers['retry-after'] ?? null]);
    };
    assert.deepEqual(await statuses(), [
      ['0', 404, null],
      ['1', 200, null],
      ['2', 400, null],
    ]);
    twin.misbehave('graph', { kind: 'throttle', retryAfterSeconds: 3, times: 1 });
    const throttled = (await statuses()).filter(([, status]) => status === 429);
    assert.deepEqual(
      throttled.map(([, , after]) => after),
      ['3'],
    );
    const many = Array.from({ length: 21 }, (_, id) => ({ id: String(id), method: 'GET', url: '/users' }));
    assert.equal((await call('POST', '/v1.0/$batch', { requests: many })).status, 400);
  });

  it('goes on showing former owners while it lags', async () => {
    let now = Date.now();
    await twin.close();
    twin = await trustedTwin({ now: () => now });
    call = caller(twin.endpoints.graphUrl, await token(twin, twin.endpoints.graphUrl));
    twin.misbehave('graph', { kind: 'stale', ms: 5000 });
    twin.world.groups.get(marketing)?.owners.delete(demoPerson('meganb'));
    assert.equal(rows(await get(`/groups/${marketing}/owners`)).length, 2);
    now += 6000;
    assert.equal(rows(await get(`/groups/${marketing}/owners`)).length, 1);
  });
});
