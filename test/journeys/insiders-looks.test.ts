import assert from 'node:assert/strict';
import { alike, asks, pairs, stranger, withSecrets, withStrangers } from '../support/alike.ts';
import { generous, type Office, openOffice } from '../support/office.ts';

/** Time follows the calls that an answer rests on: those can be counted. Medians are in `insiders-time.long.ts`. */

describe('an answer rests on the same calls, and has the same words, whether or not there is something to hide', () => {
  let office: Office;
  let open: string;
  before(async () => {
    office = await openOffice({ ...generous, world: withStrangers(pairs('').length) });
    open = await withSecrets(office);
  });
  after(() => office.close());

  for (const [n, { title }] of pairs('#').entries())
    it(`“${title}”`, async () => {
      const pair = pairs(open)[n];
      assert.ok(pair);
      await office.say(stranger(n), 'hello');
      // In either order, and when either was asked before.
      for (const [first, second] of [
        ['secret', 'nothing'],
        ['nothing', 'secret'],
      ] as const) {
        const asked = {
          [first]: await asks(office, pair, first, stranger(n)),
          [second]: await asks(office, pair, second, stranger(n)),
        };
        assert.ok(asked.secret && asked.nothing);
        alike(pair, asked.secret, asked.nothing);
      }
    });
});
