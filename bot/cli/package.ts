/** `npm run package`: manifest, icons and languages → `dist/behalf.zip`, ready to upload to Teams. No network. */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { readEnvFile } from '../config/env-file.ts';
import { createReader } from '../config/reader.ts';

/** The same in every package, so that the same sources give the same bytes. */
const written = new Date(2026, 0, 1);
const sources = resolve(import.meta.dirname, '..', '..', 'manifest');

const manifestForm = z.looseObject({
  icons: z.looseObject({ color: z.string(), outline: z.string() }),
  localizationInfo: z.looseObject({ additionalLanguages: z.array(z.looseObject({ file: z.string() })) }),
  bots: z.array(z.looseObject({ botId: z.string() })),
});
type Manifest = z.output<typeof manifestForm>;

/** What an operator's environment adds to the manifest; null: not set. */
interface Own {
  readonly botId: string | null;
  readonly publicUrl: string | null;
}

/** The manifest with this tenant's bot, and the host that it is reached at. */
function fill(manifest: Manifest, { botId, publicUrl }: Own): Manifest {
  const bots = manifest.bots.map((bot) => ({ ...bot, botId: botId ?? bot.botId }));
  return { ...manifest, bots, validDomains: publicUrl === null ? [] : [new URL(publicUrl).host] };
}

const schemaForm = z.looseObject({ patternProperties: z.record(z.string(), z.unknown()).optional() });

/** The published schema that a document names: `@microsoft/app-manifest` brings all of them along. */
async function schemaOf(document: object): Promise<object> {
  const { $schema } = z.object({ $schema: z.string() }).parse(document);
  const { patternProperties = {}, ...schema } = schemaForm.parse(await AppManifestUtils.fetchSchema($schema));
  // Some patterns for keys are no regular expressions by the rules of today; none of them is about bots.
  return { ...schema, patternProperties: Object.fromEntries(Object.entries(patternProperties).filter(isPattern)) };
}

function isPattern([pattern]: readonly [string, unknown]): boolean {
  try {
    return new RegExp(pattern, 'u') !== null;
  } catch {
    return false;
  }
}

/** Every way in which a JSON document breaks the schema that it names ("App manifest reference", Microsoft). */
async function faultsOf(name: string, document: object): Promise<string[]> {
  // The types of the validator know one manifest version each; what it takes is any of them.
  const faults = await AppManifestUtils.validateAgainstSchema(document as never, (await schemaOf(document)) as never);
  return faults.map((fault) => `${name}: ${fault.trim()}`);
}

const pngStart = Buffer.from('89504e470d0a1a0a', 'hex');

/** Teams wants a colour icon of 192 × 192 and an outline of 32 × 32, both PNG ("Design your app icon", Microsoft). */
function faultsOfIcon(name: string, png: Buffer, size: number): string[] {
  const right = png.subarray(0, 8).equals(pngStart) && png.readUInt32BE(16) === size && png.readUInt32BE(20) === size;
  return right ? [] : [`${name}: is no PNG of ${size} × ${size}`];
}

/** Everything that goes into the package, by name, and what is wrong with it. */
async function gather(folder: string, own: Own) {
  const read = (name: string) => readFile(join(folder, name));
  const manifest = fill(manifestForm.parse(JSON.parse(String(await read('manifest.json')))), own);
  const { color, outline } = manifest.icons;
  const languages = manifest.localizationInfo.additionalLanguages.map(({ file }) => file);
  const files = new Map([['manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]]);
  for (const name of [color, outline, ...languages]) files.set(name, await read(name));
  const text = (name: string) => JSON.parse(String(files.get(name))) as object;
  const faults = await Promise.all(['manifest.json', ...languages].map((name) => faultsOf(name, text(name))));
  const icons = [
    faultsOfIcon(color, files.get(color) as Buffer, 192),
    faultsOfIcon(outline, files.get(outline) as Buffer, 32),
  ];
  return { files, faults: [...faults, ...icons].flat() };
}

async function write(path: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of files) zip.addBuffer(content, name, { mtime: written, forceDosTimestamp: true });
  zip.end();
  await mkdir(join(path, '..'), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(path));
}

const complain = (text: string) => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const unread = readEnvFile(process.env);
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  const reader = createReader(process.env);
  const own = { botId: reader.guid('BOT_ID'), publicUrl: reader.url('PUBLIC_URL') };
  const { files, faults } = await gather(values.from ?? sources, own);
  const all = [...[...unread, ...reader.faults].map(({ name, problem }) => `${name} ${problem}`), ...faults];
  if (all.length > 0) {
    complain(`No package was made:\n${all.join('\n')}`);
    return 1;
  }
  const path = resolve(values.to ?? 'dist/behalf.zip');
  await write(path, files);
  if (own.botId === null) complain('BOT_ID is not set: the package holds a placeholder and reaches no bot.');
  process.stdout.write(`${relative('', path)}\n`);
  return 0;
}

process.exitCode = await main();
