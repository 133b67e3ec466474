import assert from 'node:assert/strict';
import { type Args, say } from '../../bot/present/texts.ts';
import { graveFaults, openStage, type Seat, type Stage } from '../support/browser.ts';
import { hasChromium } from '../support/chromium.ts';
import { skip } from '../support/skip.ts';

const alex = 'Alex Wilber';
const megan = 'Megan Bowen';
const patti = 'Patti Fernandez';

/** Every kind of card that a person can get, got by talking, and looked at by axe-core on the sandbox's page. */
describe('every kind of card on the page', function () {
  this.timeout(60_000);
  let stage: Stage;
  let desk: Seat;

  before(async function () {
    if (!hasChromium) skip(this, 'no Chromium on this machine (CHROMIUM names another place)');
    stage = await openStage();
    desk = await stage.look('desk');
  });
  after(() => stage?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await desk.picture('failed');
  });

  /** `fourth`: somebody who has not met Behalf yet. */
  for (const { locale, fourth } of [
    { locale: 'en', fourth: 'Nestor Wilke' },
    { locale: 'nl', fourth: 'Daan de Jong' },
  ] as const) {
    const text = say(locale);
    const sees = (name: string, key: string, args?: Args) =>
      desk.chat(name).getByText(text(key, args), { exact: true }).last().waitFor();
    const press = (name: string, key: string, args?: Args) =>
      desk
        .chat(name)
        .getByRole('button', { name: text(key, args), exact: true })
        .last()
        .click();
    const asks = async (name: string, sentence: string, key: string, args?: Args) => {
      await desk.say(name, sentence);
      await sees(name, key, args);
    };

    it(`can be got by talking: ${locale}`, async () => {
      await seated();
      await newcomer();
      await decisions();
      await questions();
      await lookingUp();
      await several();
      await desk.picture(`cards-${locale}`);
    });

    for (const theme of ['light', 'dark', 'contrast']) {
      it(`have no serious accessibility fault: ${theme}, ${locale}`, async () => {
        await desk.page.getByLabel('Theme').selectOption({ value: theme });
        assert.deepEqual(await graveFaults(desk.page), []);
      });
    }

    it(`have none on a phone, and nothing sticks out: ${locale}`, async () => {
      const phone = await stage.look('phone');
      await phone.page.getByLabel('Theme').selectOption({ value: locale === 'nl' ? 'light' : 'contrast' });
      for (const name of [alex, patti]) {
        await phone.page.getByRole('tab', { name: new RegExp(`^${name.split(' ')[0]}`) }).tap();
        await phone.chat(name).locator('.message.theirs').last().waitFor();
        assert.deepEqual(await graveFaults(phone.page), [], name);
        assert.equal(await phone.page.evaluate('document.documentElement.scrollWidth'), 390, name);
      }
      await phone.picture(`cards-phone-${locale}`);
      await phone.close();
    });

    async function seated(): Promise<void> {
      await desk.page.locator('.column').nth(3).getByLabel('Whose chat this is').selectOption(fourth);
      for (const name of [alex, megan, patti, fourth])
        await desk.chat(name).getByLabel(`Language of ${name}`).selectOption(locale);
      // The bot speaks the language in which it last heard of somebody.
      for (const name of [megan, patti]) await asks(name, 'help', 'help-owner');
    }

    async function newcomer(): Promise<void> {
      await asks(fourth, 'help', 'help-state');
      await sees(fourth, 'welcome-state');
      await asks(fourth, 'new request', 'form-state');
      await press(fourth, 'press-submit');
      await sees(fourth, 'form-lead-errors');
      await asks(fourth, 'new request', 'form-lead');
      await asks(fourth, 'thanks', 'notice-thanks');
    }

    async function decisions(): Promise<void> {
      const { twin } = stage.demo;
      await asks(
        alex,
        'let Alex Wilber send on behalf of Marketing because the campaign starts Monday',
        'state-waiting',
      );
      await press(megan, 'press-approve');
      await sees(alex, 'state-applied');
      await desk.say(patti, 'stop Alex from sending on behalf of Marketing because the campaign is over');
      await sees(alex, 'state-ended');

      await desk.say(alex, 'let Johanna Lorenz send as Marketing');
      await press(patti, 'press-deny');
      await desk.chat(patti).getByLabel(text('reason-deny')).last().fill('she moves to Sales');
      await press(patti, 'confirm-deny');
      await sees(alex, 'state-denied');

      await desk.say(alex, 'let Lee Gu send as Marketing');
      await desk
        .chat(megan)
        .getByRole('button', { name: text('press-approve'), exact: true })
        .last()
        .waitFor();
      twin.misbehave('exchange', { kind: 'forbidden' });
      await press(megan, 'press-approve');
      await sees(alex, 'state-failed');
      twin.misbehave('exchange', null);

      await desk.say(alex, 'let Lidia Holloway send as Marketing');
      await press(alex, 'press-cancel');
      await sees(alex, 'state-cancelled');
    }

    async function questions(): Promise<void> {
      await asks(alex, 'let me mail from Marketing', 'which-right-state');
      await asks(alex, 'let Lee send as Marketing', 'which-person-state');
      await asks(alex, 'my requests', 'mine-state');
      await desk.say(alex, 'let me send as Marketing');
      await sees(alex, 'state-waiting');
    }

    async function lookingUp(): Promise<void> {
      await asks(patti, 'who can send as Training?', 'who-state');
      await asks(megan, 'what can I send as?', 'what-state', { you: 'yes', right: 'sendAs' });
      await asks(megan, 'audit Marketing', 'audit-state');
      await asks(patti, 'give Alex Wilber the same as Megan Bowen', 'same-state');
    }

    async function several(): Promise<void> {
      await desk.say(megan, 'let Lee Gu and Johanna Lorenz send on behalf of Marketing');
      await sees(patti, 'press-approve-all', { count: 2 });
    }

    /** Leaves nothing open, so that all can be asked again. */
    it(`can be cleared away: ${locale}`, async () => {
      await press(patti, 'press-deny-all', { count: 2 });
      await press(patti, 'confirm-deny-all', { count: 2 });
      await press(alex, 'press-cancel');
    });
  }

  it('made nothing and nobody complain but of what was forbidden', () => {
    assert.deepEqual([...new Set(stage.faults)], ['the bot: exchange-forbidden']);
  });
});
