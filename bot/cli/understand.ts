import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Context, Understood } from '../language/intent.ts';
import { understand } from '../language/understand.ts';

/** What the bot understands of a sentence, as one JSON line. No network, no store. */

const usage =
  'usage: understand [--locale en|nl] [--now 2026-11-22T10:00:00Z] [--zone Europe/Amsterdam] "text"   (- reads one sentence a line)';

interface Asked {
  readonly text: string;
  readonly context: Context;
}

/** Arguments → what is asked; null when they are not right. */
function parse(argv: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { locale: { type: 'string' }, now: { type: 'string' }, zone: { type: 'string' } },
      allowPositionals: true,
    });
    const [text, ...more] = positionals;
    const language = (values.locale ?? 'en').toLowerCase().split('-')[0];
    const now = values.now === undefined ? new Date() : new Date(values.now);
    const zone = values.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (text === undefined || more.length || (language !== 'en' && language !== 'nl') || Number.isNaN(now.getTime()))
      return null;
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return { text, context: { locale: language, now, zone } };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

function line({ intent, right, people, groups, duration, until, reason, id }: Understood): string {
  return `${JSON.stringify({ intent, right, people, groups, duration, until, reason, id })}\n`;
}

async function main(): Promise<void> {
  const asked = parse(process.argv.slice(2));
  if (!asked) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  if (asked.text !== '-') {
    process.stdout.write(line(understand(asked.text, asked.context)));
    return;
  }
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    if (!process.stdout.write(line(understand(text, asked.context)))) await once(process.stdout, 'drain');
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
await main();
