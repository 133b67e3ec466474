import assert from 'node:assert/strict';
import fc from 'fast-check';
import { demoGroup, demoPerson } from '../../bot/sandbox/world.ts';
import { anyText } from '../support/any-text.ts';
import { generous, type Office, openOffice, toPressed } from '../support/office.ts';
import { freshDatabase } from '../support/postgres.ts';

/** No text of a person, a card or a service makes anything fail, then or later. */

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  describe(`any text, on ${engine}`, () => {
    let office: Office;
    before(async function () {
      this.timeout(60_000);
      office = await openOffice({
        ...generous,
        env: { ...generous.env, ...(engine === 'SQLite' ? {} : { DATABASE_URL: await freshDatabase() }) },
      });
      await office.twin.teams.personalChat(demoPerson('alexw'));
    });
    after(() => office.close());

    const faults = () =>
      office.logged.filter(({ event }) => /turn-failed|not-taken|card-not|work-failed|broken/.test(event));
    const alex = demoPerson('alexw');

    /** Asks by the form with this reason, and takes it back. */
    async function ask(reason: string): Promise<{ readonly card: string; readonly told: string }> {
      const chat = await office.twin.teams.personalChat(alex);
      const before = (await office.chat('alexw')).length;
      const data = { people: alex, group: demoGroup('marketing'), right: 'sendAs', term: 'none', reason };
      const asked = await office.twin.teams.press(alex, chat, '1', { verb: 'submit', data });
      const card = toPressed(asked.body).text;
      const id = /^[A-Z0-9]{4,8}$/m.exec(card)?.[0] ?? '';
      const told = (await office.chat('alexw')).slice(before).map(({ text }) => text);
      const back = await office.twin.teams.press(alex, chat, '1', {
        verb: 'cancel',
        data: { request: id, revision: 1, reason },
      });
      assert.match(toPressed(back.body).text, /^cancelled$/m, JSON.stringify({ reason, card }));
      return { card, told: told.join('\n') };
    }

    it('takes a reason of 499 characters and an emoji whole', async () => {
      const reason = `${'a'.repeat(499)}😀`;
      const { card, told } = await ask(reason);
      assert.ok(card.includes(reason));
      assert.doesNotMatch(told, /too long/);
    });
    it('cuts a longer one behind a whole sign, and says so', async () => {
      const { card, told } = await ask(`${'a'.repeat(499)}🇳🇱 and so on`);
      assert.ok(card.includes('a'.repeat(499)));
      assert.ok(!card.includes('\u{1f1f3}') && !card.includes('\ufffd'));
      assert.match(told, /The reason was too long: I have kept its first 500 characters/);
    });
    it('cuts the reason of a sentence, and says so', async () => {
      await office.say('alexw', `let me send as Marketing because ${'waarom 😀'.repeat(90)}`, { locale: 'nl-NL' });
      await office.sees('alexw', /De reden was te lang: ik heb de eerste 500 tekens bewaard/);
      const card = await office.sees('alexw', (seen) => seen.actions.some(({ verb }) => verb === 'cancel'));
      await office.press('alexw', card, 'cancel');
    });

    it('makes nothing fail as a reason', async () => {
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => void (await ask(text))),
        { numRuns: 25 },
      );
      assert.deepEqual(faults(), []);
    }).timeout(60_000);

    it('makes nothing fail as a message', async () => {
      let rooms = 0;
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          // Teams lets a bot say seven things a second in one chat.
          const conversation = await office.twin.teams.gather([alex], 'groupChat');
          rooms++;
          const message = `${text} let me send as ${text}`;
          const status = await office.twin.teams.say(alex, message, { conversation, activityId: `any-${rooms}` });
          assert.ok(status === 200 || status === 503, `status ${status}`);
        }),
        { numRuns: 15 },
      );
      assert.deepEqual(faults(), []);
    }).timeout(60_000);

    it('makes nothing fail as a name in the directory', async () => {
      const group = office.twin.world.groups.get(demoGroup('marketing'));
      const person = office.twin.world.people.get(alex);
      assert.ok(group && person);
      const names = [group.displayName, person.displayName] as const;
      await fc.assert(
        fc.asyncProperty(anyText, async (text) => {
          Object.assign(group, { displayName: `Marketing ${text}` });
          Object.assign(person, { displayName: `Alex ${text}`, jobTitle: text });
          await ask('a name');
        }),
        { numRuns: 10 },
      );
      Object.assign(group, { displayName: names[0] });
      Object.assign(person, { displayName: names[1] });
      assert.deepEqual(faults(), []);
    }).timeout(60_000);
  });
}
