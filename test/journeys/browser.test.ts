import assert from 'node:assert/strict';
import { openStage, type Seat, type Stage } from '../support/browser.ts';
import { hasChromium } from '../support/chromium.ts';
import { skip } from '../support/skip.ts';

const alex = 'Alex Wilber';
const megan = 'Megan Bowen';
const patti = 'Patti Fernandez';
const nestor = 'Nestor Wilke';

/** The story of the README in the sandbox of `npm start`, in a real browser, without ever loading the page again. */
describe('the whole story in a browser', function () {
  this.timeout(45_000);
  let stage: Stage;
  let desk: Seat;

  before(async function () {
    if (!hasChromium) skip(this, 'no Chromium on this machine (CHROMIUM names another place)');
    stage = await openStage();
    desk = await stage.look('desk');
    await desk.page.evaluate('window.neverLoadedAgain = true');
  });
  after(() => stage?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await desk.picture('failed');
  });

  const row = (group: RegExp) => desk.exchange.getByRole('row', { name: group });
  const approve = (name: string) => desk.chat(name).getByRole('button', { name: 'Approve', exact: true });

  /** Goes backwards from the person's text field, as people do who use no mouse. */
  async function pressByKeyboard(name: string, button: string): Promise<void> {
    const { keyboard } = desk.page;
    await desk
      .chat(name)
      .getByRole('textbox', { name: /^Message from/ })
      .focus();
    for (let steps = 0; steps < 20; steps += 1) {
      await keyboard.press('Shift+Tab');
      if ((await desk.page.evaluate('document.activeElement.textContent')) === button) return keyboard.press('Enter');
    }
    assert.fail(`no ${button} can be reached by keyboard in ${name}'s chat`);
  }

  it('goes from what Alex types to the right in Exchange, with the keyboard alone', async () => {
    await desk.say(alex, 'let Alex Wilber send on behalf of Marketing because the campaign starts Monday');
    const asked = desk.message(alex, 'waiting');
    await asked.getByText('Alex Wilber on behalf of Marketing').waitFor();
    await asked
      .getByText(/the campaign starts Monday/)
      .first()
      .waitFor();
    await Promise.all([approve(megan).waitFor(), approve(patti).waitFor()]);
    assert.equal(await approve(alex).count(), 0, 'who asks cannot approve');
    await desk.picture('asked');

    await pressByKeyboard(megan, 'Approve');
    await approve(megan).waitFor({ state: 'detached' });
    await approve(patti).waitFor({ state: 'detached' });
    await desk.chat(patti).getByText('approved by Megan Bowen').first().waitFor();
    await row(/^Marketing (?!Europe)/)
      .getByText('new', { exact: true })
      .waitFor();
    assert.match((await row(/^Marketing (?!Europe)/).textContent()) ?? '', /Lidia Holloway[\s\S]*Alex Wilber/);

    const told = desk.message(alex, 'To use it');
    await told
      .getByText(/Outlook may take up to an hour/)
      .first()
      .waitFor();
    await told.getByText('applied', { exact: true }).waitFor();
    await told
      .getByText(/read back/i)
      .first()
      .waitFor();
    await told.getByRole('link', { name: 'How to use it' }).waitFor();
    await desk.picture('applied');
  });

  it('does the same for Send as', async () => {
    await desk.say(alex, 'let me send as Training for two weeks');
    await desk.message(alex, 'waiting').getByText('Training', { exact: true }).waitFor();
    await approve(patti).click();
    await row(/^Training/)
      .getByText('new', { exact: true })
      .waitFor();
    assert.match((await row(/^Training/).textContent()) ?? '', /Megan Bowen[\s\S]*Alex Wilber/);
    const told = desk.message(alex, 'Send as · Training');
    await told.getByText('applied', { exact: true }).waitFor();
    await told.getByRole('link', { name: 'How to use it' }).waitFor();
  });

  it('shows it all to the admin', async () => {
    await desk.say(nestor, 'audit Marketing');
    const audit = desk.message(nestor, 'Audit');
    for (const part of ['request made', 'request approved', 'right applied'])
      await audit.getByText(part).first().waitFor();
    const text = (await audit.textContent()) ?? '';
    for (const part of [alex, megan, 'Send on behalf', 'the campaign starts Monday'])
      assert.ok(text.includes(part), part);
    await desk.picture('audited');
  });

  it('keeps each group’s switch in its own column, and every panel inside the page, however wide the window is', async () => {
    const size = desk.page.viewportSize() ?? { width: 1680, height: 1000 };
    for (const width of [920, 1280, 1680, 1920]) {
      await desk.page.setViewportSize({ ...size, width });
      assert.deepEqual(await desk.page.evaluate(sticksOut), [], `${width} wide`);
    }
    await desk.page.setViewportSize(size);
  });

  it('shows that Exchange throttles, and that the approved request waits for it', async () => {
    await desk.say(alex, 'let Lee Gu send on behalf of Marketing');
    await approve(megan).waitFor();
    await desk.exchange.getByRole('group', { name: 'Exchange' }).getByLabel('Throttles').check();
    await desk.page.getByText('Exchange is throttling (429, Retry-After 15 s).').waitFor();
    await approve(megan).click();
    const waits = desk.message(alex, 'Lee Gu');
    await waits.getByText('approved', { exact: true }).waitFor();
    await waits.getByText(/Exchange is busy/).waitFor();
    await desk.exchange.getByText('429', { exact: true }).first().waitFor();
    await desk.picture('throttled');
    await desk.page.getByRole('button', { name: 'Back to normal' }).click();
  });

  it('is used on a phone in the meantime: one chat at a time, approved with a finger', async () => {
    const phone = await stage.look('phone');
    const { page } = phone;
    await page.getByRole('tab', { name: 'Alex', selected: true }).waitFor();
    await phone.say(alex, 'let Johanna Lorenz send as Marketing');
    await phone.message(alex, 'Johanna Lorenz').getByText('waiting', { exact: true }).waitFor();
    await page.getByRole('tab', { name: /^Megan.*new$/ }).tap();
    await phone.picture('phone');
    const button = phone.chat(megan).getByRole('button', { name: 'Approve', exact: true });
    const { y = 0, height = 0 } = (await button.boundingBox()) ?? {};
    assert.ok(y + height < 740, `nobody has to scroll to the buttons: ${y}`);
    await phone.chat(megan).getByRole('button', { name: 'Deny…', exact: true }).tap();
    const reason = phone.chat(megan).getByRole('textbox', { name: /Reason/ });
    assert.ok(await reason.evaluate((field) => field === field.ownerDocument.activeElement), 'one can write at once');
    await phone.picture('phone-deny');
    const confirm = phone.chat(megan).getByRole('button', { name: 'Deny', exact: true });
    for (const seen of [reason, confirm]) {
      const { y: top = 0, height: tall = 0 } = (await seen.boundingBox()) ?? {};
      const composer = await phone
        .chat(megan)
        .getByRole('textbox', { name: /^Message from/ })
        .boundingBox();
      assert.ok(top > 0 && top + tall <= (composer?.y ?? 0), `in view: ${top}`);
    }
    await button.tap();
    await phone.message(megan, 'Johanna Lorenz').getByText('approved', { exact: true }).waitFor();
    await phone.picture('phone-approved');
    assert.equal(await page.locator('.panel:visible').count(), 1);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, 'nothing sticks out');
    await phone.close();
  });

  it('applies what has waited, once Exchange is back', async () => {
    for (const name of ['Lee Gu', 'Johanna Lorenz']) {
      await row(/^Marketing (?!Europe)/)
        .getByText(name)
        .waitFor({ timeout: 30_000 });
      await desk.message(alex, name).getByText('applied', { exact: true }).waitFor();
    }
  });

  it('has done all that without loading the page again, and nothing complained', async () => {
    assert.equal(await desk.page.evaluate('window.neverLoadedAgain'), true);
    assert.deepEqual(stage.faults, []);
  });
});

/** Switches that reach into the next column, and panels that hold more than their width. */
const sticksOut = `[
  ...[...document.querySelectorAll('.rights .fate')].filter((switched) =>
    switched.getBoundingClientRect().right > switched.closest('th').getBoundingClientRect().right),
  ...[...document.querySelectorAll('.switches, .rights .scroll, .rights')].filter((panel) =>
    panel.scrollWidth > panel.clientWidth + 1),
].map((one) => one.className + ' ' + one.getAttribute('aria-label'))`;
