import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startAlone } from './support/alone.ts';
import { openChromium } from './support/chromium.ts';

/** Plays the story of the README in the sandbox, in a real browser, and keeps test/pictures: `npm run pictures`. */
const patience = 60_000;
const file = (name: string) => fileURLToPath(new URL(`./pictures/${name}.png`, import.meta.url));
const chat = (page: Page, name: string) => page.getByRole('region', { name: `${name}'s chat` });

async function say(page: Page, name: string, text: string): Promise<void> {
  const field = chat(page, name).getByRole('textbox', { name: /^Message from/ });
  await field.fill(text);
  await field.press('Enter');
}

async function story(page: Page): Promise<void> {
  await say(page, 'Alex Wilber', 'let Alex Wilber send on behalf of Marketing because the campaign starts Monday');
  await chat(page, 'Patti Fernandez').getByRole('button', { name: 'Approve' }).first().waitFor();
  const megan = chat(page, 'Megan Bowen');
  await megan.getByRole('button', { name: 'Approve' }).first().waitFor();
  await page.screenshot({ path: file('asked') });
  await megan.getByRole('button', { name: 'Approve' }).first().click();
  await chat(page, 'Alex Wilber')
    .getByText(/read back to be sure/)
    .last()
    .waitFor();
  await chat(page, 'Patti Fernandez')
    .getByText(/approved by Megan Bowen/i)
    .first()
    .waitFor();
  await say(page, 'Nestor Wilke', 'audit Marketing');
  await chat(page, 'Nestor Wilke')
    .getByText(/right|applied/i)
    .last()
    .waitFor();
  await page.screenshot({ path: file('applied') });
}

const directory = mkdtempSync(join(tmpdir(), 'behalf-pictures-'));
const bot = startAlone(directory);
const browser = await openChromium();
try {
  const context = await browser.newContext({
    viewport: { width: 1680, height: 1000 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(await bot.says(/Open (http\S+)/));
  await story(page);
} finally {
  await browser.close();
  await bot.kill();
  rmSync(directory, { recursive: true });
}
