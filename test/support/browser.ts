import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { readConfig } from '../../bot/config.ts';
import { type Demo, startDemo } from '../../bot/demo.ts';
import { manifestAppId } from '../../bot/manifest-id.ts';
import type { Log } from '../../bot/ports/log.ts';
import { openChromium } from './chromium.ts';

/** The sandbox as `npm start` runs it, in this process, and a real browser that looks at its page. */
export interface Stage {
  readonly demo: Demo;
  /** What the browser complained of, and what the bot logged as an error: at most fifty. */
  readonly faults: readonly string[];
  /** Opens the page in a window of its own: at a desk, or on a phone with fingers. */
  look(how: keyof typeof windows): Promise<Seat>;
  /** Ends browser and sandbox, whatever became of them. */
  close(): Promise<void>;
}

/** One window, and what people do in it. */
export interface Seat {
  readonly page: Page;
  readonly exchange: Locator;
  chat(name: string): Locator;
  /** The newest message in a person's chat that holds the text. */
  message(name: string, text: string): Locator;
  /** Types into a person's chat and sends it with Enter. */
  say(name: string, text: string): Promise<void>;
  /** Keeps a picture in the directory for temporary files, to be looked at after a failure. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

const windows = {
  desk: { viewport: { width: 1680, height: 1000 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
const patience = 10_000;
const mostFaults = 50;

export async function openStage(): Promise<Stage> {
  const faults: string[] = [];
  const note = (text: string) => void (faults.length < mostFaults && faults.push(text));
  const sandbox = await openSandbox(note);
  let browser: Browser | undefined;
  try {
    browser = await openChromium();
  } finally {
    if (!browser) await sandbox.close();
  }
  return {
    demo: sandbox.demo,
    faults,
    async look(how) {
      const options = { locale: 'en-GB', timezoneId: 'Europe/Amsterdam', reducedMotion: 'reduce' } as const;
      const context = await browser.newContext({ ...windows[how], ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      page.on('pageerror', (error) => note(String(error)));
      page.on('console', (line) => line.type() === 'error' && note(line.text()));
      await page.goto(sandbox.demo.url);
      return seat(page);
    },
    async close() {
      // The browser first: its page listens to the sandbox for as long as it lives.
      await browser.close().finally(() => sandbox.close());
    },
  };
}

function seat(page: Page): Seat {
  const chat = (name: string) => page.getByLabel(`${name}'s chat`, { exact: true });
  return {
    page,
    exchange: page.getByRole('region', { name: 'Exchange' }),
    chat,
    message: (name, text) => chat(name).locator('.message.theirs').filter({ hasText: text }).last(),
    async say(name, text) {
      const field = chat(name).getByRole('textbox', { name: /^Message from/ });
      await field.fill(text);
      await field.press('Enter');
    },
    picture: async (name) => void (await page.screenshot({ path: join(tmpdir(), `behalf-${name}.png`) })),
    close: () => page.context().close(),
  };
}

async function openSandbox(note: (text: string) => void) {
  const dir = mkdtempSync(join(tmpdir(), 'behalf-'));
  // Each language asks what the other was denied.
  const policy = join(dir, 'policy.yaml');
  writeFileSync(policy, 'restAfterDenial: null');
  const read = readConfig({ PORT: '0', METRICS_PORT: '0', DATA_DIR: join(dir, 'data'), POLICY_FILE: policy });
  assert.ok('config' in read && read.config.mode === 'sandbox');
  const quiet = () => {};
  const log: Log = { debug: quiet, info: quiet, warn: quiet, error: (event) => note(`the bot: ${event}`) };
  const demo = await startDemo(read.config, manifestAppId, log, () => note('the bot: its store is broken'));
  return {
    demo,
    async close() {
      await demo.stop(5_000);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** The serious and critical faults that axe-core finds on the page as it stands, a sentence each. */
export async function graveFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(axe, 'utf8'));
  const violations = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )) as readonly Violation[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
