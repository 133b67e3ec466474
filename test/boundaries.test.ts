import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * What comes from outside is `unknown` until a schema has looked at it. The compiler sees to that (`.ci/boundaries`, part
 * of `npm run check`: `JSON.parse` and `json()` give `unknown`); what it can be talked out of is listed here, each with
 * its reason. The sandbox is an independent twin and no boundary of the bot.
 */
const root = resolve(import.meta.dirname, '..', 'bot');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox/'));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const having = (pattern: RegExp) => files.filter((file) => pattern.test(sources.get(file) ?? '')).sort();

/** A call with up to two levels of brackets inside, then a cast to something more than unknown. */
const inside = String.raw`\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)`;
const castOfOutside = new RegExp(String.raw`(?:JSON\.parse|\.json)${inside}\)?\s*as (?!unknown\b)`);

describe('the boundaries', () => {
  it('have files to look at', () => assert.ok(files.length > 100));

  it('let nobody silence the compiler, or Biome’s rule against any', () => {
    assert.deepEqual(having(/@ts-(ignore|nocheck|expect-error)|biome-ignore lint\/suspicious\/noExplicitAny/), []);
  });

  it('take the word of nobody outside for what JSON holds', () => {
    const reasons: Readonly<Record<string, string>> = {
      'adapters/identity/network.ts':
        'MSAL asks for its own type and checks it; the token that comes out is checked again',
      'cli/package.ts': 'our own manifest, to be handed to the validator of its schema',
      'present/templates.ts': 'our own cards, part of the program',
    };
    assert.deepEqual(having(castOfOutside), Object.keys(reasons).sort());
  });

  it('turn nothing into what the compiler says it is not, but for what libraries leave out', () => {
    const reasons: Readonly<Record<string, string>> = {
      'adapters/graph/wire.ts': 'the body of a request: the types of the Graph client know none for raw replies',
      'adapters/teams/restify.ts': 'what restify does to Node’s own types, and the shape of its logger',
      'cli/package.ts': 'the types of the validator know one manifest version each',
    };
    assert.deepEqual(having(/\bas unknown as\b|\bas never\b/), Object.keys(reasons).sort());
  });

  it('read what is no JSON through a schema too', () => {
    const yaml = having(/\('yaml'\)/);
    assert.deepEqual(yaml, ['config/policy/document.ts']);
    assert.match(sources.get('config/policy/read.ts') ?? '', /parseYaml\(text\)[\s\S]*safeParse\(value\)/);
  });

  it('show a secret to nobody but the library that must have it', () => {
    assert.deepEqual(having(/\.reveal\(\)/), ['adapters/identity/msal.ts', 'cli/audit-export.ts', 'compose.ts']);
  });

  it('read the environment in the configuration only', () => {
    const reasons: Readonly<Record<string, string>> = {
      'cli/audit-export.ts': 'hands it to the configuration',
      'cli/package.ts': 'hands it to the configuration’s reader',
      'cli/policy.ts': 'names the file that is looked at when no other is named',
      'main.ts': 'hands it to the configuration',
    };
    assert.deepEqual(having(/process\.env(?!`)/), Object.keys(reasons).sort());
  });
});
