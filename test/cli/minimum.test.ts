import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import project from '../../package.json' with { type: 'json' };
import { entry } from '../support/command.ts';

const root = resolve(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const constant = (name: string, file: string) =>
  new RegExp(`${name} = '([\\d.]+)'`).exec(read(file))?.[1] ?? assert.fail(`${file} has no ${name}`);
const node = constant('MINIMUM_NODE', 'bot/config/minimum.cjs');
const sqlite = constant('MINIMUM_SQLITE', 'bot/config/minimum.cjs');

describe('an older Node', function () {
  this.timeout(30_000);
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'behalf-old-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  /** The same Node, which says that it is another. */
  const runAs = (versions: Record<string, string | undefined>, ...words: string[]) =>
    new Promise<{ code: unknown; out: string; err: string }>((done) => {
      const own = JSON.stringify(Object.entries(versions).map(([name, value]) => [name, value ?? null]));
      const feigned = `Object.defineProperty(process, 'versions', {
        value: { ...process.versions, ...Object.fromEntries(${own}) },
      })`;
      const preload = `data:text/javascript,${encodeURIComponent(feigned)}`;
      const env = { PATH: process.env.PATH, TENANT_ID: 'no guid' };
      execFile(process.execPath, ['--import', preload, ...words], { cwd, env }, (error, out, err) =>
        done({ code: error?.code ?? 0, out, err }),
      );
    });

  const old: readonly (readonly [string, string | undefined])[] = [
    ['20.20.2', undefined],
    ['22.22.0', '3.51.2'],
    ['24.5.0', '3.50.3'],
    ['24.14.1', '3.51.2'],
    ['25.8.0', '3.51.2'],
  ];
  for (const [version, its] of old) {
    it(`${version} hears in one sentence which one is needed, before the configuration is read`, async () => {
      const { code, out, err } = await runAs({ node: version, sqlite: its }, entry);
      assert.deepEqual([code, out], [78, '']);
      assert.match(
        err,
        /^Behalf needs Node 24\.15 or newer .*; this is Node [\d.]+ with(out)? SQLite[\d. ]*\. Install .*\.\n$/,
      );
      assert.deepEqual(readdirSync(cwd), []);
    });
  }

  it('is not what this one is taken for, nor the smallest that will do', async () => {
    for (const versions of [{}, { node: `${node}.0`, sqlite }, { node: '26.0.0', sqlite: '4.0.0' }]) {
      const { code, err } = await runAs(versions, entry);
      assert.equal(code, 78);
      assert.match(err, /^TENANT_ID: /m, 'the configuration was read');
    }
  });

  it('is told by every command for operators', () => {
    for (const name of ['understand', 'package', 'audit:export'] as const)
      assert.match(project.scripts[name], /^node --require \.\/bot\/config\/minimum\.cjs /);
    assert.match(read('bot/boot.js'), /^(?:\/\/.*\n)*import '\.\/config\/minimum\.cjs';$/m);
    // Flags that an old Node does not know would end it before it could say anything.
    assert.doesNotMatch(project.scripts.start, /--(?!expose-gc|max-semi-space-size)/);
  });

  it('is the same everywhere: engines, README, the store, and the one that the tests run on', () => {
    assert.match(project.engines.node, new RegExp(`^\\^${node}\\.0 `));
    const named = [...read('README.md').matchAll(/Node (\d+\.\d+)/g)].map(([, version]) => version);
    assert.ok(named.length > 0);
    assert.deepEqual(new Set(named), new Set([node]));
    assert.ok(read('bot/adapters/sqlite/open.ts').includes(`${sqlite} or newer is needed`));
    const [major, minor] = project.devDependencies.node.split('.').map(Number);
    assert.ok(major === 24 && (minor ?? 0) >= 15);
    assert.match(read('.ci/run'), /the Node 24 that everything then runs on/);
    assert.ok(existsSync(join(root, 'package-lock.json')));
    assert.ok(read('package-lock.json').includes(`"node": "${project.engines.node}"`));
  });
});
