import assert from 'node:assert/strict';
import { demoPerson } from '../../bot/sandbox/world.ts';
import { eventually, type Office, openOffice } from '../support/office.ts';

const other = '00000000-0000-4000-8000-00000000000d';

/** What an operator sees from outside of what goes wrong between Microsoft and the bot. */
describe('what an operator sees', () => {
  let office: Office | null = null;
  afterEach(async () => {
    await office?.close();
    office = null;
  });

  const readiness = async (it: Office) => {
    const response = await fetch(`http://127.0.0.1:${it.bot.port}/readyz`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const tokens = (it: Office, wanted: Record<string, string>) =>
    eventually(
      async () => {
        const { status, body } = await readiness(it);
        const same = JSON.stringify(body.tokens) === JSON.stringify(wanted);
        return same && { status, body };
      },
      () => `never ${JSON.stringify(wanted)}`,
    );
  const ok = { bot: 'ok', graph: 'ok', exchange: 'ok' };

  it('is in the log at once when the clock is ten minutes slow: the claim and by how much', async () => {
    office = await openOffice({ now: () => Date.now() + 600_000 });
    const { twin, logged } = office;
    const before = twin.calls.filter(({ service }) => service === 'connector').length;
    assert.equal(await twin.teams.say(demoPerson('alexw'), 'help'), 401);
    const refused = logged.filter(({ event }) => event === 'teams.refused').map(({ fields }) => fields);
    const [first] = refused as { claim?: string; skewSeconds?: number }[];
    assert.ok(first?.claim === 'nbf' || first?.claim === 'iat', JSON.stringify(refused));
    assert.ok(Math.abs((first.skewSeconds ?? 0) - 600) <= 310, JSON.stringify(refused));
    assert.equal(twin.calls.filter(({ service }) => service === 'connector').length, before);
  });

  it('is ready and says in words that every identity has its token', async () => {
    office = await openOffice();
    assert.deepEqual(await tokens(office, ok), {
      status: 200,
      body: { ready: true, store: 'ok', keys: 'ok', tokens: ok },
    });
  });

  it('reads which identity is refused a token, and that the bot is ready all the same', async () => {
    const env = { EXCHANGE_CLIENT_ID: other, EXCHANGE_SECRET: 'wrong', ALLOW_CLIENT_SECRET: 'true' };
    office = await openOffice({ env });
    const { status } = await tokens(office, { bot: 'ok', graph: 'refused', exchange: 'refused' });
    assert.equal(status, 200);
  });

  it('reads that the login service does not answer, and that it does again', async () => {
    office = await openOffice();
    await tokens(office, ok);
    office.twin.misbehave('login', { kind: 'down' });
    await office.stopBot();
    await office.startBot();
    const none = { bot: 'unavailable', graph: 'unavailable', exchange: 'unavailable' };
    assert.equal((await tokens(office, none)).status, 503, 'the keys of Teams come from there as well');
  });
});
