import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runPolicy } from '../../bot/cli/policy/run.ts';

const root = resolve(import.meta.dirname, '..', '..');

describe('npm run -s policy', () => {
  const dir = mkdtempSync(join(tmpdir(), 'behalf-policy-'));
  after(() => rmSync(dir, { recursive: true }));
  const file = (name: string, yaml: string) => {
    const path = join(dir, name);
    writeFileSync(path, yaml);
    return path;
  };
  const run = (args: readonly string[], policyFile?: string) => {
    const [out, err]: string[][] = [[], []];
    const terminal = { print: (line: string) => out?.push(line), complain: (line: string) => err?.push(line) };
    const status = runPolicy(args, { ...terminal, file: policyFile });
    return { status, out: out?.flatMap((text) => text.split('\n')) ?? [], err: err?.join('\n') ?? '' };
  };
  const good = file(
    'policy.yaml',
    'version: 1\nrules:\n  - name: marketing\n    for: { group: marketing@contoso.com }\n    approve: [{ from: owners, count: 2 }]\n',
  );
  const marketing = JSON.stringify({
    ...{ id: '5d0c2f1e-0000-4000-8000-000000000001', name: 'Marketing', address: 'marketing@contoso.com' },
    ...{ label: null, classification: null, visibility: 'Private' },
  });

  it('check says that a file is good, or all that is wrong with it, by line and column', () => {
    assert.deepEqual(run(['check', good]), { status: 0, out: [`${good} is good.`], err: '' });
    assert.equal(run(['check'], good).status, 0);
    assert.match(run(['check']).out[0] ?? '', /built-in policy holds/);
    const bad = file('bad.yaml', 'version: 1\ndefaults:\n  lapse: soon\n  nothing: 1\n');
    const { status, out } = run(['check', bad]);
    assert.equal(status, 1);
    assert.deepEqual(
      out.map((line) => line.slice(bad.length).split(' ').slice(0, 2).join(' ')),
      [':3:10 wrong-value', ':4:3 unknown-field'],
    );
    const [first] = run(['check', '--json', bad]).out.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual([first?.line, first?.column, first?.code, first?.warning], [3, 10, 'wrong-value', false]);
    const warned = file('later.yaml', 'version: 1\ndefaults: { apply: handoff }\n');
    assert.equal(run(['check', warned]).status, 0);
    assert.match(run(['check', warned]).out[0] ?? '', /:2:13 not-yet Warning: /);
  });

  it('cannot be done with a file that is not there, or a command that is none', () => {
    assert.equal(run(['check', join(dir, 'none.yaml')]).status, 2);
    for (const args of [
      [],
      ['what'],
      ['check', 'a', 'b'],
      ['explain'],
      ['explain', '--group', 'no', 'x'],
      ['check', '--no'],
    ])
      assert.equal(run(args).status, 2, args.join(' '));
  });

  it('explain says in words and as JSON what holds for a sentence, and where every value comes from', () => {
    const sentence = 'let Alex send as Marketing';
    const [line = ''] = run(['explain', '--json', '--file', good, '--group', marketing, sentence]).out;
    const told = JSON.parse(line) as {
      rule: string;
      limits: string[];
      values: Record<string, { value: unknown; from: string }>;
    };
    assert.equal(told.rule, 'marketing');
    assert.deepEqual(told.limits, []);
    assert.deepEqual(told.values.approve, { value: [{ from: 'owners', count: 2 }], from: 'policy.yaml:5' });
    assert.equal(told.values.lapse?.from, 'built-in');
    assert.ok(Object.values(told.values).every(({ from }) => from !== undefined));
    const words = run(['explain', '--file', good, '--group', marketing, sentence]).out.join('\n');
    assert.match(words, /The rule “marketing”/);
    assert.match(words, /approve: 2 owners must approve \(policy\.yaml:5\)/);
    // Which address the group has is not known from its name alone.
    assert.match(run(['explain', '--file', good, sentence]).out[0] ?? '', /not clear which rule holds/);
    assert.match(run(['explain', sentence]).out.join('\n'), /approve: one owner must approve \(built-in\)/);
  });

  it('diff names the rules and the values that change', () => {
    const changed = file('new.yaml', 'version: 1\nrules:\n  - name: m\n    for: { group: marketing@contoso.com }\n');
    const { status, out } = run(['diff', good, changed, '--group', marketing]);
    assert.equal(status, 0);
    assert.deepEqual(out.slice(0, 3), ['rule m: new', 'rule marketing: gone', 'Marketing sendAs: rule marketing → m']);
    assert.deepEqual(run(['diff', good, good, '--group', marketing]).out, ['Nothing changes.']);
  });

  it('is a command of its own', () => {
    const { status, stdout } = spawnSync(process.execPath, ['bot/cli/policy.ts', 'check'], {
      ...{ cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH, POLICY_FILE: good } },
    });
    assert.deepEqual([status, stdout], [0, `${good} is good.\n`]);
  });

  it('schema prints the JSON Schema of the file', () => {
    const schema = JSON.parse(run(['schema']).out.join('\n')) as { properties: Record<string, unknown> };
    assert.ok(['version', 'people', 'defaults', 'rules', 'limits'].every((key) => key in schema.properties));
  });
});
