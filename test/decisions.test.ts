import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '..', 'bot', 'decisions');
const read = (file: string) => readFileSync(resolve(folder, file), 'utf8');
const decisions = readdirSync(folder).filter((file) => file !== 'README.md');

describe('the decisions', () => {
  it('are numbered without a gap, and dated', () => {
    assert.ok(decisions.length > 10);
    for (const [index, file] of decisions.toSorted().entries()) {
      assert.match(file, new RegExp(`^${String(index + 1).padStart(4, '0')}-[a-z-]+\\.md$`));
      assert.match(read(file), /^# .+\n\n_\d{4}-\d\d-\d\d_\n/, file);
    }
  });

  it('are all in the index, with their dates', () => {
    const rows = [...read('README.md').matchAll(/^\| \[(\d{4})\]\((\1-[^)]+)\) \| (\d{4}-\d\d-\d\d) \| .+ \|$/gm)];
    const indexed = rows.map(([, , file = '', date = '']) => ({ file, date }));
    const dated = decisions.toSorted().map((file) => ({ file, date: /_(.+)_/.exec(read(file))?.[1] ?? '' }));
    assert.deepEqual(indexed, dated);
  });
});
