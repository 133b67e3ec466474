import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

describe('the events that are logged', () => {
  it('have names that the log lets through: no spaces, or nobody could read what happened', () => {
    const named = globSync('bot/**/*.ts', { cwd: root }).flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return [...source.matchAll(/\blog\??\.(?:debug|info|warn|error)\(\s*'([^']*)'/g)].map(
        ([, name]) => `${file}: ${name}`,
      );
    });
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((one) => !/: [\w.-]+$/.test(one)),
      [],
    );
  });
});
