import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Is there a browser on this machine? */
export const hasChromium = existsSync(path);

/**
 * A headless browser with a fresh profile that speaks to this machine only: no other name or address is found, so that
 * a link that a page opens ends at once. A page that runs wild meets the end of its memory before the machine does. It
 * is up within 15 s or fails. The caller closes it, in an `after`.
 */
export function openChromium(): Promise<Browser> {
  const quiet = [
    'disable-quic',
    'no-first-run',
    'disable-background-networking',
    'disable-component-update',
    'disable-sync',
    'host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    'js-flags=--max-old-space-size=1024',
  ];
  const args = ['no-sandbox', 'disable-gpu', ...quiet].map((flag) => `--${flag}`);
  return chromium.launch({ executablePath: path, headless: true, args, timeout: 15_000 });
}
