import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createRefusals } from '../../../bot/adapters/teams/refusals.ts';
import { keepLog, openDoor, personalMessage, startIssuer } from './channel.ts';

const refused = ({ lines }: ReturnType<typeof keepLog>) =>
  lines.filter(({ event }) => event === 'teams.refused').map(({ fields }) => fields);

describe('refusals in the log', () => {
  it('name the claim that failed and by how much, and nothing that was sent', async () => {
    const at = Math.floor(Date.now() / 1000);
    const log = keepLog();
    const channel = await startIssuer();
    const door = await openDoor(channel, { log, authenticatorOptions: { now: () => new Date(at * 1000) } });
    const send = async (token: string) =>
      (await door.post(JSON.stringify(personalMessage), { authorization: `Bearer ${token}` })).status;
    const invalid = 'token-ERR_JWT_CLAIM_VALIDATION_FAILED';
    const cases: readonly (readonly [object, object])[] = [
      [{ nbf: at + 600 }, { code: invalid, claim: 'nbf', skewSeconds: 600 }],
      [{ exp: at - 600 }, { code: 'token-ERR_JWT_EXPIRED', claim: 'exp', skewSeconds: -600 }],
      [{ iat: at + 600 }, { code: 'token-time', claim: 'iat', skewSeconds: 600 }],
      [{ aud: 'canary' }, { code: invalid, claim: 'aud' }],
      [{ iss: 'canary' }, { code: invalid, claim: 'iss' }],
      [{ exp: undefined }, { code: invalid, claim: 'exp' }],
      [{ serviceurl: 7 }, { code: 'token-claims', claim: 'serviceurl' }],
    ];
    for (const [claims] of cases) assert.equal(await send(await channel.token({ ...claims })), 401);
    assert.equal(await send('canary.canary.canary'), 401);
    await door.close(0);
    const expected = cases.map(([, told]) => ({ status: 401, count: 1, ...told }));
    assert.deepEqual(refused(log), [...expected, { status: 401, count: 1, code: 'token-unreadable' }]);
    assert.ok(!JSON.stringify(log.lines).includes('canary'));
  });

  it('come at once for a token that was good before, whose time is up', async () => {
    let now = Date.now();
    const log = keepLog();
    const channel = await startIssuer();
    const door = await openDoor(channel, { log, authenticatorOptions: { now: () => new Date(now) } });
    const headers = { authorization: `Bearer ${await channel.token({ exp: Math.floor(now / 1000) + 60 })}` };
    assert.equal((await door.post(JSON.stringify(personalMessage), headers)).status, 200);
    now += 300_000;
    assert.equal((await door.post(JSON.stringify(personalMessage), headers)).status, 401);
    await door.close(0);
    const [only] = refused(log);
    assert.deepEqual([only?.code, only?.claim], ['token-time', 'exp']);
    assert.ok(Math.abs((only?.skewSeconds ?? 0) + 240) <= 1);
  });

  describe('by the minute', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => {
      clock = sinon.useFakeTimers();
    });
    afterEach(() => clock.restore());

    it('come once a minute and reason, with how many there were, also the last ones', () => {
      const log = keepLog();
      const note = createRefusals(log);
      const late = { refused: 401, why: 'token-time', claim: 'nbf', skewSeconds: 600 } as const;
      for (let n = 0; n < 1000; n++) note(late);
      note({ refused: 415, why: 'body-type' });
      note({ ...late, claim: 'exp' });
      assert.deepEqual(
        refused(log).map(({ code, claim, count }) => [code, claim, count]),
        [
          ['token-time', 'nbf', 1],
          ['body-type', undefined, 1],
          ['token-time', 'exp', 1],
        ],
      );
      clock.tick(60_000);
      assert.deepEqual(refused(log).at(-1), {
        status: 401,
        code: 'token-time',
        claim: 'nbf',
        skewSeconds: 600,
        count: 999,
      });
      note(late);
      note(late);
      assert.equal(refused(log).length, 4);
      clock.tick(60_000);
      assert.deepEqual(refused(log).at(-1)?.count, 2);
      clock.tick(120_000);
      assert.equal(refused(log).length, 5, 'nothing, when there was none');
      note(late);
      assert.deepEqual(refused(log).at(-1)?.count, 1, 'at once, after a minute of quiet');
    });

    it('keep no process alive', () => {
      createRefusals(keepLog())({ refused: 400, why: 'activity-shape' });
      assert.equal(clock.countTimers(), 1);
      clock.restore();
      const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
      createRefusals(keepLog())({ refused: 400, why: 'activity-shape' });
      assert.equal(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length, timers);
    });
  });
});
