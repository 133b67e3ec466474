import { readFile, writeFile } from 'node:fs/promises';
import { openChromium } from './support/chromium.ts';

/** Draws the app's icons from their SVG, in the sizes that Teams wants: `node test/icons.ts`. */
const sizes = { color: 192, outline: 32 };

const browser = await openChromium();
try {
  for (const [name, size] of Object.entries(sizes)) {
    const file = (ending: string) => new URL(`../manifest/${name}.${ending}`, import.meta.url);
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${await readFile(file('svg'), 'utf8')}`);
    await writeFile(file('png'), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
