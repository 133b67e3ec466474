import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { demoPerson } from '../../../bot/sandbox/world.ts';
import { openDoor, personalMessage, startIssuer } from './channel.ts';
import { activityOf, type Draft, deliver, draftOf, type Fault, kinds, wantedOf } from './draft.ts';
import { type Guarded, openGuarded } from './guarded.ts';

/** What must be let in, or nobody could work with the bot; and what that may do. */
describe('an authentic delivery', () => {
  let world: Guarded;
  before(async () => {
    world = await openGuarded();
  });
  after(() => world.close());

  const now = () => Math.floor(Date.now() / 1000);
  const harmless: readonly [string, (draft: Draft, world: Guarded) => void][] = [
    ['nothing wrong', () => {}],
    ['an end 50 seconds ago', ({ claims }) => void Object.assign(claims, { exp: now() - 50 })],
    ['a beginning in 50 seconds', ({ claims }) => void Object.assign(claims, { nbf: now() + 50 })],
    ['an issue in 50 seconds', ({ claims }) => void Object.assign(claims, { iat: now() + 50 })],
    [
      'more claims than usual',
      ({ claims }) => void Object.assign(claims, { appid: 'x', azp: 'y', tid: 'z', ver: '9' }),
    ],
    ['no type in its header', ({ header }) => void Object.assign(header, { typ: undefined, x5t: undefined })],
    [
      'its scheme in small letters',
      (draft) => void Object.assign(draft, { authorization: (it: string) => [`bearer ${it}`] }),
    ],
    [
      'the tenant in its channel data only',
      ({ activity }) =>
        void Object.assign(activity, { conversation: { ...Object(activity.conversation), tenantId: undefined } }),
    ],
    ['the tenant in its conversation only', ({ activity }) => void Object.assign(activity, { channelData: undefined })],
    [
      'the ids in capitals',
      ({ activity }, { tenant, botId }) =>
        void Object.assign(activity, {
          channelData: { tenant: { id: tenant.toUpperCase() } },
          recipient: { id: `28:${botId.toUpperCase()}` },
        }),
    ],
    ['a plain content type', (draft) => void Object.assign(draft, { contentType: ['application/json'] })],
    [
      'a content type in capitals and quotes',
      (draft) => void Object.assign(draft, { contentType: ['Application/JSON;charset="UTF-8"'] }),
    ],
    ['a body in chunks', (draft) => void Object.assign(draft, { chunked: true })],
    ['a body that says it is not compressed', ({ headers }) => void headers.push(['content-encoding', 'identity'])],
    [
      'fields that nobody knows, 32 levels deep',
      ({ activity }) => void Object.assign(activity, { deep: JSON.parse('['.repeat(31) + ']'.repeat(31)) }),
    ],
  ];
  for (const [name, put] of harmless) {
    it(`lets in a message with ${name}`, async () => {
      const before = world.office.twin.calls.length;
      const answered = await deliver(world, 'message', [{ name, status: 200, put } satisfies Fault]);
      assert.deepEqual(answered, { status: 200, body: '' });
      assert.ok(world.office.twin.calls.length > before, 'the bot has answered in the chat');
    });
  }

  /** All but what was read elsewhere, and what is only to be looked at again later. */
  const effects = () => {
    const { calls: _reads, 'table work': _later, ...rest } = world.state();
    return rest;
  };

  it('lets in every kind of activity', async () => {
    for (const kind of kinds) assert.equal((await deliver(world, kind)).status, 200, kind);
  });

  it('lets what Teams says of itself, without a person, change nothing', async () => {
    for (const kind of ['installed', 'added'] as const) {
      const before = world.state();
      const nobody: Fault = {
        name: '',
        status: 200,
        put: ({ activity }) => void Object.assign(activity, { from: { id: '29:system' } }),
      };
      assert.deepEqual(await deliver(world, kind, [nobody]), { status: 200, body: '' });
      await world.quiet();
      assert.deepEqual(world.state(), before, kind);
    }
  });

  it('lets what Teams says of itself, with a person, change chat references, be noted as answered, and nothing else', async () => {
    const moved: Fault = {
      name: '',
      status: 200,
      put: ({ activity }) => void Object.assign(activity, { locale: 'nl-NL' }),
    };
    const before = world.state();
    await deliver(world, 'installed', [moved]);
    await world.quiet();
    const { 'table contacts': contacts, 'table deliveries': _, ...rest } = world.state();
    const { 'table contacts': earlier, 'table deliveries': __, ...others } = before;
    assert.deepEqual(rest, others);
    assert.notDeepEqual(contacts, earlier);
  });

  it('asks nobody for a person of our tenant who does not exist in it, and gives nothing', async () => {
    const before = world.state();
    const ghost: Fault = {
      name: '',
      status: 200,
      put: ({ activity }) =>
        void Object.assign(activity, { from: { id: '29:ghost', aadObjectId: 'e0000000-0000-4000-8000-000000000000' } }),
    };
    assert.equal((await deliver(world, 'message', [ghost])).status, 200);
    await world.quiet();
    const after = world.state();
    for (const part of ['table requests', 'table audit', 'table work', 'changes'])
      assert.deepEqual(after[part], before[part]);
  });

  for (const kind of kinds) {
    it(`gives the same answer to the same ${kind} delivered again, and does it once`, async () => {
      const activity = activityOf(world, kind);
      const again: Fault = { name: '', status: 200, put: (draft) => void Object.assign(draft, { activity }) };
      const first = await deliver(world, kind, [again]);
      await world.quiet();
      const before = effects();
      assert.deepEqual(await deliver(world, kind, [again]), first);
      const draft = draftOf(world, kind);
      again.put(draft, world);
      const wanted = wantedOf(draft);
      assert.deepEqual(await Promise.all([1, 2, 3].map(() => world.post(wanted))), [first, first, first]);
      await world.quiet();
      assert.deepEqual(effects(), before);
    });
  }

  it('gives the same answer to a decision delivered again, and decides and applies once', async () => {
    await deliver(world, 'message');
    await world.quiet();
    const [request] = world.state()['table requests'] as { id: string; revision: number }[];
    const megan = demoPerson('meganb');
    const activity = {
      ...activityOf(world, 'execute'),
      from: { id: `29:${megan}`, name: 'Megan Bowen', aadObjectId: megan },
      conversation: { id: await world.office.twin.teams.personalChat(megan), tenantId: world.tenant },
      value: { action: { verb: 'approve', data: { request: request?.id, revision: request?.revision } } },
    };
    const same: Fault = { name: '', status: 200, put: (draft) => void Object.assign(draft, { activity }) };
    const answers = await Promise.all([1, 2, 3].map(() => deliver(world, 'execute', [same])));
    assert.match(answers[0]?.body ?? '', /approved/);
    assert.deepEqual(new Set(answers.map(({ body }) => body)).size, 1);
    await world.quiet();
    const late = await deliver(world, 'execute', [same]);
    assert.equal(late.status, 200);
    await world.quiet();
    const events = (world.state()['table audit'] as { event: string }[]).map(({ event }) => event);
    assert.deepEqual(events, ['request.made', 'request.approved', 'right.applying', 'right.applied']);
    assert.equal(world.office.twin.changes.length, 1);
  });
});

describe('authentication and the clock', () => {
  const times: readonly [string, Record<string, number>, number][] = [
    ['an end 59 seconds ago', { exp: -59 }, 200],
    ['an end 60 seconds ago', { exp: -60 }, 401],
    ['an end 61 seconds ago', { exp: -61 }, 401],
    ['a beginning in 60 seconds', { nbf: 60 }, 200],
    ['a beginning in 61 seconds', { nbf: 61 }, 401],
    ['an issue in 60 seconds', { iat: 60 }, 200],
    ['an issue in 61 seconds', { iat: 61 }, 401],
  ];
  it('allow a difference of 60 seconds, to the second', async () => {
    const channel = await startIssuer();
    const at = Math.floor(Date.now() / 1000);
    const door = await openDoor(channel, { authenticatorOptions: { now: () => new Date(at * 1000 + 500) } });
    for (const [name, offsets, status] of times) {
      const claims = Object.fromEntries(Object.entries(offsets).map(([claim, offset]) => [claim, at + offset]));
      const headers = { authorization: `Bearer ${await channel.token(claims)}` };
      assert.equal((await door.post(JSON.stringify(personalMessage), headers)).status, status, name);
    }
    await door.close(0);
  });
});
