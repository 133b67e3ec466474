import assert from 'node:assert/strict';
import { isGood, licensed } from './licences.ts';
import { locked, own, shipped } from './lock.ts';
import { bom } from './sbom.ts';

const names = (all: readonly { readonly path: string }[]) => all.map(({ path }) => path);

describe('what is installed', () => {
  it('is pinned to exactly one version, by us', () => {
    const { dependencies, devDependencies, overrides } = own();
    const pins = [...Object.entries(dependencies), ...Object.entries(devDependencies)];
    const forced = Object.entries(overrides).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : Object.entries(value),
    );
    assert.ok(pins.length > 40);
    assert.deepEqual(
      [...pins, ...forced].filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
      [],
    );
  });

  it('is in the lock file in the version that we pin', () => {
    const { dependencies, devDependencies } = own();
    const top = new Map(locked().map(({ path, version }) => [path, version]));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.equal(top.get(`node_modules/${name}`), version, name);
  });

  it('is known by its SHA-512, each package', () => {
    const all = locked();
    assert.ok(all.length > 300);
    assert.deepEqual(names(all.filter(({ integrity }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))), []);
  });

  it('comes from npm’s registry: no address, link or bundle in the lock file leads elsewhere', () => {
    const astray = locked().filter(
      ({ resolved, link, inBundle }) =>
        link || inBundle || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    assert.deepEqual(names(astray), []);
  });

  it('runs a script of its own only where we have said so by name', () => {
    const { allowScripts } = own();
    const running = locked().filter(({ hasInstallScript }) => hasInstallScript);
    const present = new Set(running.map(({ name }) => name));
    assert.deepEqual(names(running.filter(({ name }) => !(name in allowScripts))), [], 'each is decided on');
    const shippedOnes = shipped().filter(({ hasInstallScript, name }) => hasInstallScript && allowScripts[name]);
    assert.deepEqual(names(shippedOnes), [], 'nothing that is shipped runs one');
    assert.deepEqual(
      Object.keys(allowScripts).filter((name) => !present.has(name)),
      [],
      'no leave is left over',
    );
  });

  it('has no version with a known advisory that we have replaced', () => {
    const { overrides } = own();
    for (const [name, value] of Object.entries(overrides)) {
      const forced = typeof value === 'string' ? { [name]: value } : value;
      for (const [inner, version] of Object.entries(forced)) {
        if (inner === '.') continue;
        const inside = typeof value === 'string' ? '' : `node_modules/${name}/`;
        const found = locked().filter((each) => each.name === inner && each.path.startsWith(inside));
        assert.deepEqual(
          found.filter((each) => each.version !== version).map(({ path, version }) => `${path} ${version}`),
          [],
        );
      }
    }
  });
});

describe('the bill of materials', () => {
  it('lists each package that is shipped, by its hash, and none that is not', () => {
    const { components } = bom();
    const ids = (all: readonly { readonly name: string; readonly version: string }[]) =>
      [...new Set(all.map(({ name, version }) => `${name}@${version}`))].sort();
    assert.deepEqual(ids(components), ids(shipped()));
    assert.deepEqual(
      components.filter(({ hashes }) => !Array.isArray(hashes) || hashes.length === 0),
      [],
    );
  });
});

describe('licences', () => {
  it('of all that is shipped are on the list', () => {
    const all = shipped().map(licensed);
    assert.ok(all.length > 200);
    assert.deepEqual(
      all.filter(({ good }) => !good),
      [],
    );
  });

  it('are read as SPDX has them, and nothing unknown passes', () => {
    for (const good of ['MIT', '(AFL-2.1 OR BSD-3-Clause)', '(MIT OR CC0-1.0)', 'MIT AND ISC'])
      assert.ok(isGood(good), good);
    const bad = ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN LICENSE', '', 'mit', '((MIT))'];
    for (const each of bad) assert.ok(!isGood(each), each);
    assert.equal(licensed({ name: 'jspath', version: '0.4.1' }).good, false);
  });
});
