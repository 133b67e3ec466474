import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { rows } from './report.rows.ts';
import { figuresFile } from './support/figures.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(figuresFile, '..');
const ledgers = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
const linesOf = (file: string) => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
const measured = { date: z.iso.date(), commit: z.string().regex(/^[0-9a-f]{7,40}$/), machine: z.string().min(5) };
const shard = z.strictObject({ ...measured, seed: z.int().min(1), cases: z.int().min(1), seconds: z.number().min(0) });
const figure = z.strictObject({ ...measured, name: z.string().min(1), reached: z.string().min(1) });

describe('the report', () => {
  it('names tests that are there', () => {
    const named = rows.flatMap(({ from }) => ('test' in from ? [from.test] : []));
    assert.ok(named.length > 3);
    assert.deepEqual(
      named.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });

  it('counts each suite in one row only', () => {
    const twice = ledgers
      .map((file) => file.slice(0, -'.jsonl'.length))
      .filter((suite) => rows.filter(({ from }) => 'ledger' in from && from.ledger.test(suite)).length > 1);
    assert.deepEqual(twice, []);
  });

  it('stands on lines that say what was done, when, where and on which commit', () => {
    for (const file of ledgers)
      for (const line of linesOf(file)) (file === 'figures.jsonl' ? figure : shard).parse(JSON.parse(line));
  });

  it('shows every figure once, and none without a goal', () => {
    const figures = rows.map(({ figure }) => figure);
    assert.equal(new Set(figures).size, figures.length);
    for (const { figure, goal, command } of rows) assert.ok(goal && command, figure);
  });
});
