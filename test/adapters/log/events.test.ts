import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

const files = globSync('bot/**/*.ts', { cwd: root }).filter((file) => !file.startsWith('bot/sandbox/'));
const naming = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8'))).sort();

describe('the stories that lines belong to', () => {
  it('begin in two places: a turn at the front door, and a job in the worker', () => {
    const begin = naming(/\binStory\(/).filter((file) => file !== 'bot/ports/story.ts');
    assert.deepEqual(begin, ['bot/adapters/teams/messages.ts', 'bot/app/worker.ts']);
  });

  it('are read by the log and the record alone: nothing else may depend on what goes along unseen', () => {
    const read = naming(/\bpresentStory\(/).filter((file) => file !== 'bot/ports/story.ts');
    assert.deepEqual(read, ['bot/adapters/log/storied.ts', 'bot/app/recorded.ts']);
  });
});

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
