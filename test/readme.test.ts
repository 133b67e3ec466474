import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readPolicy } from '../bot/config/policy/read.ts';
import { understand } from '../bot/language/understand.ts';
import project from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
const documents = ['README.md', '.github/CONTRIBUTING.md'];
const readme = read('README.md');
const part = (title: string) => readme.split(/^#+ /m).find((section) => section.startsWith(title)) ?? '';
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner.replace(/\s+/g, ' '));
const firstCells = (text: string) => [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => quoted(cell));

describe('what the README says', () => {
  for (const file of documents) {
    it(`names only npm scripts that exist (${file})`, () => {
      const named = [...read(file).matchAll(/\bnpm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g)].map(
        ([, script, own]) => script ?? own ?? '',
      );
      assert.ok(named.length > 3);
      assert.deepEqual(
        named.filter((name) => !Object.hasOwn(project.scripts, name)),
        [],
      );
    });

    it(`links only to what is there (${file})`, () => {
      const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
      assert.deepEqual(
        links.filter((path) => !existsSync(resolve(root, dirname(file), path))),
        [],
      );
    });
  }

  it('names every script of the project', () => {
    const unnamed = Object.keys(project.scripts).filter((name) => !readme.includes(`npm run -s ${name}`));
    assert.deepEqual(
      unnamed.filter((name) => !readme.includes(`npm run ${name}`) && !readme.includes(`npm ${name}`)),
      [],
    );
  });

  it('shows the house as it stands', () => {
    const paths = firstCells(part('The house')).map((path) => path.replace('/*', ''));
    assert.ok(paths.length > 8);
    const found = paths.filter((path) => existsSync(resolve(root, path)) || existsSync(resolve(root, 'bot', path)));
    assert.deepEqual(found, paths);
  });

  it('explains every variable that is read, and no other', () => {
    const sources = [
      'config.ts',
      ...readdirSync(resolve(root, 'bot', 'config'))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `config/${file}`),
    ];
    const code = sources.map((file) => read(`bot/${file}`)).join('');
    const known = new Set([...code.matchAll(/'([A-Z]+_[A-Z_]+|PORT|HOST|CLOUD)'/g)].map(([, name = '']) => name));
    for (const kind of ['CERTIFICATE', 'MANAGED_IDENTITY', 'SECRET'])
      for (const identity of ['BOT', 'EXCHANGE']) known.add(`${identity}_${kind}`);
    const told = new Set(part('Configuration').match(/\b[A-Z]+_[A-Z_]+\b|\bPORT\b|\bHOST\b|\bCLOUD\b/g));
    assert.deepEqual(
      [...known].filter((name) => !told.has(name)),
      [],
    );
    assert.deepEqual(
      [...told].filter((name) => !known.has(name) && name !== 'NODE_EXTRA_CA_CERTS'),
      [],
    );
  });

  it('asks for the permissions that the adapters name', () => {
    const graph = ['directory', 'installer'].map((name) => read(`bot/adapters/graph/${name}.ts`)).join('');
    const needed = new Set(graph.match(/\b[A-Z]\w+(?:\.[A-Z]\w+)+\b/g)?.filter((name) => /Read|Install/.test(name)));
    const told = firstCells(part('What it may do')).filter((name) => name !== 'Exchange.ManageAsApp');
    assert.deepEqual([...needed].sort(), told.sort());
  });

  it('lists the cmdlets that may be called', () => {
    const known = read('bot/adapters/exchange/cmdlets.ts').match(/(?<=')[A-Z]\w+-\w+(?=':)/g) ?? [];
    assert.ok(known.length > 0);
    const told = quoted(part('What it may do')).filter((name) => /^[A-Z]\w+-\w+$/.test(name));
    assert.deepEqual([...new Set(told)].sort(), known.toSorted());
  });

  it('names what stands in the log, to follow a request by', () => {
    const [, told = ''] = /^- \*\*Follow a request\*\*([\s\S]*?)^- /m.exec(part('Running it')) ?? [];
    const fields = [...read('bot/ports/log.ts').matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name);
    const logged = ['bot/app/recorded.ts'].map(read).join('');
    const events = [...logged.matchAll(/'([\w.]+)', \{/g)].map(([, name]) => name);
    const inAudit = [...read('bot/domain/events.ts').matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name);
    const names = quoted(told);
    assert.ok(names.length > 6);
    assert.deepEqual(
      names.filter((name) => ![...fields, ...events, ...inAudit, 'info', 'LOG_LEVEL=debug'].includes(name)),
      [],
    );
  });

  it('shows a policy that is one', () => {
    const yaml = /```yaml\n([\s\S]+?)```/.exec(readme)?.[1] ?? '';
    assert.deepEqual(readPolicy(yaml).faults, []);
  });

  it('suggests only what Behalf understands', () => {
    const [, wishes = ''] = part('Try it').split('Also worth saying');
    const said = quoted(wishes);
    assert.ok(said.length > 4);
    const now = new Date('2026-11-22T10:00:00Z');
    const meant = (text: string) => understand(text, { now, zone: 'Europe/Amsterdam', locale: 'en' }).intent;
    assert.deepEqual(
      said.filter((text) => meant(text) === 'unknown'),
      [],
    );
  });
});
