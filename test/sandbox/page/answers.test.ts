import assert from 'node:assert/strict';
import { readAnswer, readResults } from '../../../bot/sandbox/page/answers.ts';

const card = 'application/vnd.microsoft.card.adaptive';
const message = 'application/vnd.microsoft.activity.message';
const error = 'application/vnd.microsoft.error';

describe('The sandbox page reads what a bot answers to a button', () => {
  it('knows a card, a message and an error', () => {
    const read = (body: unknown) => readAnswer({ status: 200, body });
    assert.deepEqual(read({ statusCode: 200, type: card, value: { type: 'AdaptiveCard' } }), { result: 'card' });
    assert.deepEqual(read({ statusCode: 200, type: message, value: 'Done.' }), { result: 'message', text: 'Done.' });
    assert.deepEqual(read({ statusCode: 400, type: error, value: { code: 'x', message: 'Decided already.' } }), {
      result: 'error',
      text: 'Decided already.',
    });
  });

  const wrong: Record<string, { status: number; body: unknown }> = {
    'no body': { status: 200, body: null },
    'a card without a card': { status: 200, body: { statusCode: 200, type: card, value: 'hello' } },
    'HTTP 400, which Teams does not forgive': { status: 400, body: { statusCode: 200, type: message, value: 'x' } },
    'a page of HTML': { status: 500, body: '<html>' },
  };
  for (const [what, answer] of Object.entries(wrong)) {
    it(`shows Teams' own kind of error for ${what}`, () => {
      const read = readAnswer(answer);
      assert.equal(read.result, 'error');
      assert.match('text' in read ? read.text : '', /^Something went wrong/);
    });
  }

  it('reads the results of a search, and null where there is no proper answer', () => {
    const body = {
      type: 'application/vnd.microsoft.search.searchResponse',
      value: { results: [{ title: 'A', value: '1' }] },
    };
    assert.deepEqual(readResults({ status: 200, body }), [{ title: 'A', value: '1', detail: null }]);
    assert.equal(readResults({ status: 200, body: {} }), null);
    assert.equal(readResults({ status: 500, body }), null);
  });
});
