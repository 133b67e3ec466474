import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { Answer, Turn } from '../../../bot/app/turn.ts';
import { executed, hearing, type Issuer, invoke, keepLog, openDoor, personalMessage, startIssuer } from './channel.ts';

const errorType = 'application/vnd.microsoft.error';

describe('answers to Teams', () => {
  let channel: Issuer;
  before(async () => {
    channel = await startIssuer();
  });

  const ask = async (activity: unknown, answer: (turn: Turn) => Answer | Promise<Answer>) => {
    const log = keepLog();
    const { conversation, heard } = hearing(answer);
    const door = await openDoor(channel, { conversation, log });
    const response = await door.post(JSON.stringify(activity), { authorization: `Bearer ${await channel.token()}` });
    const text = await response.text();
    await door.close(0);
    return { status: response.status, body: text === '' ? null : JSON.parse(text), heard, log };
  };
  const card = { type: 'AdaptiveCard', version: '1.5', body: [] };

  it('give a pressed button its new card', async () => {
    const { status, body } = await ask(executed, () => ({ kind: 'card', message: { text: null, card, summary: 's' } }));
    assert.equal(status, 200);
    assert.deepEqual(body, { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card });
  });
  it('give a pressed button a sentence', async () => {
    const { body } = await ask(executed, () => ({ kind: 'sentence', text: 'Megan decided.' }));
    assert.deepEqual(body, {
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Megan decided.',
    });
  });
  it('are never empty for an invoke', async () => {
    const { status, body } = await ask(executed, () => ({ kind: 'none' }));
    assert.deepEqual([status, body.statusCode], [200, 200]);
  });
  it('give a search at most fifteen choices', async () => {
    const choices = Array.from({ length: 20 }, (_, n) => ({ title: `t${n}`, value: `v${n}` }));
    const search = invoke('application/search', {
      queryText: 'mar',
      queryOptions: { skip: 0, top: 15 },
      dataset: 'groups',
    });
    const { status, body } = await ask(search, () => ({ kind: 'choices', choices }));
    assert.equal(status, 200);
    assert.equal(body.type, 'application/vnd.microsoft.search.searchResponse');
    assert.deepEqual(body.value.results, choices.slice(0, 15));
  });
  it('are an error in the protocol and HTTP 200 for an unknown or malformed invoke', async () => {
    const invokes = [
      invoke('task/fetch', {}),
      invoke('adaptiveCard/action', {}),
      invoke('adaptiveCard/action', null),
      invoke('adaptiveCard/action', { action: { type: 'Action.Execute', data: {} } }),
      invoke('adaptiveCard/action', { action: { verb: 'approve', data: 'K7QF' } }),
      invoke('application/search', { queryText: 7 }),
    ];
    for (const activity of invokes) {
      const { status, body, heard } = await ask(activity, () => ({ kind: 'none' }));
      assert.equal(status, 200);
      assert.deepEqual(body, {
        statusCode: 400,
        type: errorType,
        value: { code: 'BadRequest', message: 'That went wrong.' },
      });
      assert.equal(heard.turns.length, 0);
    }
  });
  it("say sorry in the person's language when we fail, and nothing of the fault", async () => {
    const failing = () => {
      throw new Error('canary-secret at db.internal');
    };
    const { status, body, log } = await ask({ ...executed, locale: 'nl-NL' }, failing);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      statusCode: 500,
      type: errorType,
      value: { code: 'InternalError', message: 'Dat ging mis.' },
    });
    const failed = log.lines.find(({ event }) => event === 'teams.turn-failed');
    assert.ok(failed?.fields.correlation && failed.fields.error instanceof Error);
  });
  it('leave a message to Teams, to send it again, when nobody was answered', async () => {
    const { status, body, log } = await ask(personalMessage, () => {
      throw new Error('canary-secret');
    });
    assert.deepEqual([status, body], [503, null]);
    assert.ok(log.lines.some(({ event, level }) => event === 'teams.turn-failed' && level === 'error'));
  });
});
