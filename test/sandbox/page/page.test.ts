import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import { type Page, servePage } from '../../../bot/sandbox/page/serve.ts';
import { demoGroup, demoPerson } from '../../../bot/sandbox/world.ts';
import { hasChromium, openChromium } from '../../support/chromium.ts';
import { approvalCard, decidedCard, formCard } from '../../support/fake-cards.ts';
import { type FakeTwin, fakeTwin } from '../../support/fake-twin.ts';
import { skip } from '../../support/skip.ts';

const people = ['alexw', 'meganb', 'pattif', 'nestorw'].map(demoPerson);
const [alex = '', megan = '', patti = ''] = people;
const adaptive = 'application/vnd.microsoft.card.adaptive';
const axe = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

describe('The sandbox page in a browser', function () {
  this.timeout(30_000);
  let browser: Browser;
  let twin: FakeTwin;
  let page: Page;
  let tab: Tab;
  let faults: string[];

  before(async function () {
    if (!hasChromium) skip(this, 'no Chromium on this machine (CHROMIUM names another place)');
    browser = await openChromium();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    twin = fakeTwin();
    page = await servePage(twin, { port: 0, people });
    await look();
  });
  afterEach(async () => {
    await tab
      ?.context()
      .close()
      .finally(() => page.close());
    assert.deepEqual(faults, [], 'the browser has nothing to complain about');
  });

  const look = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    faults = [];
    if (tab) await tab.context().close();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    tab = await context.newPage();
    tab.setDefaultTimeout(8000);
    // A page that complains without end must not fill the memory.
    const note = (text: string) => faults.length < 50 && faults.push(text);
    tab.on('pageerror', (error) => note(String(error)));
    tab.on('console', (line) => line.type() === 'error' && note(line.text()));
    // Nothing here opens a second window; one that a test opens by mistake is not left running.
    context.on('page', (opened) => void opened.close());
    await tab.goto(page.url);
    await tab.locator('.column').first().waitFor();
  };
  const chat = (name: string) => tab.getByRole('region', { name: `${name}'s chat` });
  const office = () => tab.getByRole('region', { name: 'Exchange' });

  it('shows four chats side by side and what Exchange says', async () => {
    for (const name of ['Alex Wilber', 'Megan Bowen', 'Patti Fernandez', 'Nestor Wilke']) await chat(name).waitFor();
    const training = office().getByRole('row', { name: /Training/ });
    assert.match((await training.textContent()) ?? '', /Megan Bowen/);
  });

  it('sends what is typed, and shows the answer without reloading', async () => {
    const field = chat('Alex Wilber').getByRole('textbox', { name: /^Message from Alex Wilber/ });
    await field.fill('who can send as <b>Marketing</b>?');
    await field.press('Enter');
    await chat('Alex Wilber').getByText('who can send as <b>Marketing</b>?').waitFor();
    twin.post(alex, 'Nobody. <img src=x onerror=alert(1)>');
    await chat('Alex Wilber').getByText('Nobody. <img src=x onerror=alert(1)>').waitFor();
    assert.equal(twin.done.said[0]?.person, alex);
    assert.equal(await field.inputValue(), '');
  });

  it('sends an example at a click', async () => {
    await chat('Alex Wilber')
      .getByRole('button', { name: /because the campaign starts Monday/ })
      .click();
    await chat('Alex Wilber').locator('.bubble').waitFor();
    assert.equal(
      twin.done.said[0]?.text,
      'let Alex Wilber send on behalf of Marketing because the campaign starts Monday',
    );
  });

  it('presses a button with the inputs of its card, and shows the card that comes back to that person only', async () => {
    const id = twin.post(megan, approvalCard());
    twin.post(patti, approvalCard());
    twin.answer = { statusCode: 200, type: adaptive, value: decidedCard('Megan Bowen') };
    await chat('Megan Bowen').getByLabel('Reason (optional)').fill('go ahead');
    await chat('Megan Bowen').getByRole('button', { name: 'Approve' }).click();
    await chat('Megan Bowen').getByText('Approved by Megan Bowen').waitFor();
    await chat('Patti Fernandez').getByRole('button', { name: 'Approve' }).waitFor();
    const [pressed] = twin.done.pressed;
    assert.deepEqual([pressed?.verb, pressed?.data], ['approve', { request: 'K7QF', revision: 1, reason: 'go ahead' }]);
    twin.update(megan, id, decidedCard('Patti Fernandez'));
    await chat('Megan Bowen').getByText('Approved by Patti Fernandez').waitFor();
  });

  for (const [type, value, statusCode] of [
    ['application/vnd.microsoft.error', { code: 'Decided', message: 'Patti was faster.' }, 400],
    ['application/vnd.microsoft.activity.message', 'Patti was faster.', 200],
  ] as const) {
    it(`says beside the card what came back instead of a card (${statusCode})`, async () => {
      twin.post(megan, approvalCard());
      twin.answer = { statusCode, type, value };
      await chat('Megan Bowen').getByRole('button', { name: 'Approve' }).click();
      await chat('Megan Bowen').getByRole('status').getByText('Patti was faster.').waitFor();
      await chat('Megan Bowen').getByRole('button', { name: 'Approve' }).waitFor();
    });
  }

  it('uses the fallback on an older phone client', async () => {
    twin.post(megan, approvalCard());
    await chat('Megan Bowen').getByRole('button', { name: 'Older phone client' }).click();
    await chat('Megan Bowen').getByLabel('Reason (optional)').fill('no');
    await chat('Megan Bowen').getByRole('button', { name: 'Deny' }).click();
    await until(() => twin.done.submitted.length === 1);
    assert.deepEqual(twin.done.submitted[0], {
      person: megan,
      value: { verb: 'deny', request: 'K7QF', revision: 1, reason: 'no' },
    });
    assert.deepEqual(twin.done.pressed, []);
  });

  it('keeps a draft and a half-filled form while everything else changes', async () => {
    twin.post(alex, formCard());
    const draft = chat('Alex Wilber').getByRole('textbox', { name: /^Message from/ });
    await draft.fill('half a sent');
    await chat('Alex Wilber').getByLabel('Send on behalf').check();
    await chat('Alex Wilber').getByLabel('Group *').fill('Mark');
    const id = twin.post(alex, 'Something else.');
    twin.update(alex, id, 'Something else, changed.');
    twin.post(megan, approvalCard());
    twin.grant('marketing', megan);
    await chat('Alex Wilber').getByText('Something else, changed.').waitFor();
    await chat('Megan Bowen').getByRole('button', { name: 'Approve' }).waitFor();
    assert.equal(await draft.inputValue(), 'half a sent');
    assert.equal(await chat('Alex Wilber').getByLabel('Send on behalf').isChecked(), true);
    assert.equal(await chat('Alex Wilber').getByLabel('Group *').inputValue(), 'Mark');
  });

  it('fills in a form by keyboard alone, after saying what is missing', async () => {
    twin.post(alex, formCard());
    twin.answer = { statusCode: 200, type: adaptive, value: decidedCard('nobody') };
    const form = chat('Alex Wilber');
    await form.getByRole('button', { name: 'Ask' }).focus();
    await tab.keyboard.press('Enter');
    for (const missing of ['Choose a right.', 'Choose at least one person.', 'Choose a group.'])
      await form.getByText(missing).waitFor();
    await form.getByRole('radio', { name: 'Send as' }).focus();
    await tab.keyboard.press('Space');
    await tab.keyboard.press('Tab');
    await tab.keyboard.type('zoe');
    await form
      .locator('.choices')
      .getByRole('option', { name: /Zoë van 't Hof/ })
      .waitFor();
    await tab.keyboard.press('Enter');
    await form.getByRole('button', { name: "Remove Zoë van 't Hof" }).waitFor();
    await tab.keyboard.type('meg');
    await form
      .locator('.choices')
      .getByRole('option', { name: /Megan Bowen/ })
      .waitFor();
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('ArrowDown');
    await form.locator('.choices').getByRole('option', { name: 'Marketing Europe' }).waitFor();
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    assert.equal(await form.getByLabel('Group *').inputValue(), 'Marketing Europe');
    await form.getByRole('button', { name: 'Ask' }).focus();
    await tab.keyboard.press('Enter');
    await form.getByText('Approved by nobody').waitFor();
    const data = twin.done.pressed[0]?.data;
    const expected = {
      right: 'sendAs',
      people: `${demoPerson('zoeh')},${megan}`,
      group: demoGroup('marketing-europe'),
    };
    assert.deepEqual({ right: data?.right, people: data?.people, group: data?.group }, expected);
    assert.equal(
      await tab.evaluate(() => document.activeElement?.classList.contains('message')),
      true,
      'focus stays here',
    );
  });

  it('does not take a typed group for a chosen one', async () => {
    twin.post(alex, formCard());
    await chat('Alex Wilber').getByLabel('Group *').fill('Marketing');
    await chat('Alex Wilber').getByRole('button', { name: 'Ask' }).click();
    await chat('Alex Wilber').getByText('Choose a group.').waitFor();
    assert.deepEqual(twin.done.pressed, []);
  });

  it('goes from panel to panel with F6 and sends with Enter', async () => {
    await tab.keyboard.press('F6');
    await tab.keyboard.press('F6');
    await tab.keyboard.type('help');
    await tab.keyboard.press('Enter');
    await chat('Megan Bowen').locator('.bubble').waitFor();
    assert.equal(twin.done.said[0]?.person, megan);
  });

  it('marks in words what changed in Exchange, and says it aloud', async () => {
    twin.grant('marketing', alex);
    const row = office().getByRole('row', { name: /^Marketing (?!Europe)/ });
    await row.getByText('new', { exact: true }).waitFor();
    assert.match((await row.textContent()) ?? '', /Alex Wilber/);
    await tab.getByRole('status').getByText('Alex Wilber may now send on behalf of Marketing').waitFor();
    await office().getByText('Set-UnifiedGroup').waitFor();
  });

  it('makes Exchange misbehave, shows it at the top, and brings it back', async () => {
    await office().getByRole('group', { name: 'Exchange' }).getByLabel('Is down').check();
    await tab.getByText('Exchange is down (503).').waitFor();
    assert.deepEqual(twin.done.faults.get('exchange'), { kind: 'down', status: 503 });
    await tab.getByRole('button', { name: 'Back to normal' }).click();
    await office()
      .getByRole('group', { name: 'Exchange' })
      .getByRole('radio', { name: 'Works', checked: true })
      .waitFor();
    assert.equal(twin.done.faults.get('exchange'), null);
  });

  it('looks through another person’s eyes, in their language', async () => {
    await chat('Alex Wilber').getByLabel('Whose chat this is').selectOption('Daan de Jong');
    await chat('Daan de Jong')
      .getByRole('button', { name: /^laat Daan de Jong namens/ })
      .waitFor();
    await chat('Daan de Jong').getByLabel('Language of Daan de Jong').selectOption('English');
    await chat('Daan de Jong')
      .getByRole('button', { name: /^let Daan de Jong/ })
      .waitFor();
  });

  it('keeps what is typed elsewhere when one column gets another person, and swaps who is there already', async () => {
    await chat('Megan Bowen').getByRole('textbox').fill('half a sent');
    await chat('Alex Wilber').getByLabel('Whose chat this is').selectOption('Megan Bowen');
    const heads = tab.locator('.column .who');
    await until(async () => (await heads.first().inputValue()) === megan);
    assert.deepEqual(await heads.evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value)), [
      megan,
      alex,
      ...people.slice(2),
    ]);
    assert.equal(await chat('Megan Bowen').getByRole('textbox').inputValue(), 'half a sent');
  });

  it('opens a link in a new tab that cannot reach back', async () => {
    // What is opened is only noted: this machine may have no way out.
    await tab.evaluate(() => {
      window.open = (...how) => {
        document.title = how.join(' ');
        return null;
      };
    });
    twin.post(alex, decidedCard('Megan Bowen'));
    await chat('Alex Wilber').getByRole('link', { name: 'How to use it' }).click();
    assert.equal(await tab.title(), 'https://support.microsoft.com/ _blank noopener,noreferrer');
  });

  it('asks for cards afresh that wish it, once each time the bot has changed them', async () => {
    const wish = {
      ...approvalCard(),
      refresh: { action: { type: 'Action.Execute', verb: 'refresh' }, userIds: ['29:x'] },
    };
    const id = twin.post(megan, wish);
    await until(() => twin.done.opened.length === 1);
    twin.post(megan, 'Something else.');
    await chat('Megan Bowen').getByText('Something else.').waitFor();
    twin.update(megan, id, { ...wish, speak: 'changed' });
    await until(() => twin.done.opened.length === 2);
    assert.deepEqual(twin.done.opened, [megan, megan]);
  });

  it('shows one panel at a time on a phone, with a sign where something is new', async () => {
    await look({ viewport: { width: 390, height: 844 } });
    await tab.getByRole('tab', { name: 'Alex', selected: true }).waitFor();
    assert.equal(await tab.locator('.panel:visible').count(), 1);
    twin.post(megan, approvalCard());
    await tab
      .getByRole('tab', { name: 'Megan , new' })
      .or(tab.getByRole('tab', { name: 'Megan, new' }))
      .waitFor();
    await tab.getByRole('tab', { name: 'Alex' }).focus();
    await tab.keyboard.press('ArrowRight');
    await tab.getByRole('button', { name: 'Approve' }).waitFor();
    await tab.keyboard.press('End');
    await tab.getByText('What Exchange now says').waitFor();
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(wide, 390, 'nothing sticks out');
  });

  for (const theme of ['light', 'dark', 'contrast']) {
    it(`has no serious accessibility fault, wide or narrow: ${theme}`, async () => {
      for (const person of people) twin.post(person, person === alex ? formCard() : approvalCard());
      twin.post(megan, decidedCard('Megan Bowen'));
      twin.post(alex, 'A text.');
      twin.grant('marketing', alex);
      await look({ reducedMotion: 'reduce', bypassCSP: true });
      await tab.getByLabel('Theme').selectOption({ value: theme });
      await tab.getByLabel('Who *').fill('me');
      await tab.locator('.choices').getByRole('option', { name: /Megan/ }).waitFor();
      assert.deepEqual(await serious(tab), []);
      await tab.setViewportSize({ width: 390, height: 844 });
      for (const name of ['Megan', 'Exchange']) {
        await tab.getByRole('tab', { name }).click();
        assert.deepEqual(await serious(tab), []);
      }
    });
  }

  it('follows the system’s dark theme, and a forced palette', async () => {
    await look({ colorScheme: 'dark' });
    assert.equal(await tab.locator('html').getAttribute('data-theme'), 'dark');
    await look({ forcedColors: 'active' });
    assert.equal(await tab.locator('html').getAttribute('data-theme'), 'contrast');
  });

  it('cannot be driven by another website', async () => {
    const body = JSON.stringify({ person: alex, text: 'help', timeZone: 'UTC' });
    const evil = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end('<p>evil'));
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    await tab.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
    const tried = await tab.evaluate(
      async ({ url, body }) => {
        const own = { 'Content-Type': 'application/json', 'X-Sandbox-Page': '1' };
        const post = (headers: Record<string, string>, mode: RequestMode) =>
          fetch(`${url}api/say`, { method: 'POST', body, headers, mode }).then(
            () => 'sent',
            () => 'stopped',
          );
        const read = fetch(`${url}api/state`).then(
          () => 'read',
          () => 'stopped',
        );
        return [await post(own, 'cors'), await post({ 'Content-Type': 'text/plain' }, 'no-cors'), await read];
      },
      { url: page.url, body },
    );
    faults = [];
    evil.close();
    assert.deepEqual([tried[0], tried[2], twin.done.said], ['stopped', 'stopped', []]);
  });
});

async function serious(tab: Tab): Promise<string[]> {
  await tab.evaluate(await readFile(axe, 'utf8'));
  return tab.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      impact: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 200, 'it never came');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
