import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { understand } from '../bot/language/understand.ts';
import manifest from '../manifest/manifest.json' with { type: 'json' };
import dutch from '../manifest/nl.json' with { type: 'json' };

const folder = resolve(import.meta.dirname, '..', 'manifest');
const command = resolve(import.meta.dirname, '..', 'bot', 'cli', 'package.ts');
const botId = '11111111-1111-4111-8111-111111111111';

describe('the Teams app package', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'behalf-package-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Runs the command in an empty directory, so that no `.env` of ours is read. */
  const run = (env: Record<string, string> = {}, args: readonly string[] = []) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      const options = { cwd: root, env: { PATH: process.env.PATH, ...env } };
      execFile(process.execPath, [command, ...args], options, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  it('is made without configuration, with a placeholder that it warns of', async () => {
    const { code, out, err } = await run();
    assert.deepEqual([code, out.trim()], [0, join('dist', 'behalf.zip')]);
    assert.match(err, /^BOT_ID is not set: the package holds a placeholder/);
    const zip = readFileSync(join(root, 'dist', 'behalf.zip'));
    assert.equal(zip.readUInt32LE(0), 0x04034b50);
    for (const name of ['manifest.json', 'color.png', 'outline.png', 'nl.json']) assert.ok(zip.includes(name), name);
  });

  it('is the same for the same sources, and another for another bot', async () => {
    const env = { BOT_ID: botId, PUBLIC_URL: 'https://behalf.contoso.com' };
    const zip = join(root, 'dist', 'behalf.zip');
    assert.deepEqual(await run(env), { code: 0, out: 'dist/behalf.zip\n', err: '' });
    const first = readFileSync(zip);
    await run({ ...env, TZ: 'Asia/Tokyo' });
    assert.ok(readFileSync(zip).equals(first));
    await run();
    assert.ok(!readFileSync(zip).equals(first));
  });

  it('is not made where BOT_ID is no GUID or PUBLIC_URL no https URL; the value is not repeated', async () => {
    const { code, err } = await run({ BOT_ID: 'my-bot', PUBLIC_URL: 'http://behalf' });
    assert.equal(code, 1);
    assert.match(err, /BOT_ID[\s\S]*PUBLIC_URL/);
    assert.doesNotMatch(err, /my-bot|http:/);
    assert.deepEqual(await readdir(root), []);
  });

  const broken: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
    [
      'a name of more than 30 letters',
      'manifest.json',
      (text) => text.replace('"Behalf"', `"${'B'.repeat(31)}"`),
      /30/,
    ],
    ['a scope that does not exist', 'manifest.json', (text) => text.replace('"personal", "team"', '"pub"'), /scopes/],
    ['a translation of what does not exist', 'nl.json', (text) => text.replace('bots[0]', 'bots[7]'), /nl\.json/],
    [
      'an icon of another size',
      'outline.png',
      () => String(readFileSync(join(folder, 'color.png'), 'latin1')),
      /32 × 32/,
    ],
  ];
  for (const [what, file, change, fault] of broken) {
    it(`is not made from ${what}`, async () => {
      const from = join(root, 'from');
      await cp(folder, from, { recursive: true });
      const before = readFileSync(join(from, file), 'latin1');
      writeFileSync(join(from, file), change(before), 'latin1');
      assert.notEqual(readFileSync(join(from, file), 'latin1'), before);
      const { code, err, out } = await run({}, ['--from', from]);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, fault);
    });
  }
});

describe('the manifest', () => {
  const [bot] = manifest.bots;
  assert.ok(bot);
  const key = (list: number, at: number, part: string) => `bots[0].commandLists[${list}].commands[${at}].${part}`;
  const translated = dutch as Readonly<Record<string, string>>;

  it('offers the bot in chats of one, in group chats and in teams', () => {
    assert.deepEqual([...bot.scopes].sort(), ['groupChat', 'personal', 'team']);
    assert.equal(bot.supportsFiles, false);
  });

  it('says everything in Dutch too', () => {
    const texts = ['name.short', 'name.full', 'description.short', 'description.full'];
    const commands = bot.commandLists.flatMap(({ commands }, list) =>
      commands.flatMap((_, at) => [key(list, at, 'title'), key(list, at, 'description')]),
    );
    assert.deepEqual(Object.keys(translated).sort(), ['$schema', ...texts, ...commands].sort());
  });

  it('offers only what Behalf understands, and means the same in both languages', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    const meant = (text: string) => understand(text, { now, zone: 'Europe/Amsterdam', locale: 'en' }).intent;
    for (const [list, { commands }] of bot.commandLists.entries())
      for (const [at, { title }] of commands.entries()) {
        assert.notEqual(meant(title), 'unknown', title);
        assert.equal(meant(translated[key(list, at, 'title')] ?? ''), meant(title), title);
      }
  });
});
