import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Is there a browser on this machine? */
export const hasChromium = existsSync(path);

/** A headless browser with a fresh profile that speaks to nobody. The caller closes it. */
export function openChromium(): Promise<Browser> {
  const quiet = [
    'disable-quic',
    'no-first-run',
    'disable-background-networking',
    'disable-component-update',
    'disable-sync',
  ];
  const args = ['no-sandbox', 'disable-gpu', ...quiet].map((flag) => `--${flag}`);
  return chromium.launch({ executablePath: path, headless: true, args });
}
