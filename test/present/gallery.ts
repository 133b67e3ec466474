import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '../../bot/present/languages.ts';
import { allCards, pageOf, rendererPath } from '../support/cards.ts';
import { openChromium } from '../support/chromium.ts';
import type { Theme } from '../support/host-configs.ts';

/**
 * Draws every card in every state with Microsoft's renderer, as contact sheets: `node test/present/gallery.ts [folder]`.
 * Three themes, two languages, the width of a desktop's chat and of a phone.
 */
const themes: readonly Theme[] = ['light', 'dark', 'contrast'];
const locales: readonly Locale[] = ['en', 'nl'];
const widths = { desktop: 480, phone: 320 };

const folder = process.argv[2] ?? join(tmpdir(), 'behalf-gallery');
mkdirSync(folder, { recursive: true });
const browser = await openChromium();
try {
  for (const theme of themes) {
    for (const locale of locales) {
      for (const [name, width] of Object.entries(widths)) {
        const page = await browser.newPage({ viewport: { width: 4 * (width + 20) + 12, height: 900 } });
        await page.setContent(pageOf(allCards(locale), theme, locale, width));
        await page.addScriptTag({ path: rendererPath });
        await page.evaluate('draw()');
        const path = join(folder, `${theme}-${locale}-${name}.png`);
        await page.screenshot({ path, fullPage: true });
        await page.close();
        console.log(path);
      }
    }
  }
} finally {
  await browser.close();
}
