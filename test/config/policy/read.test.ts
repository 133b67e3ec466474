import assert from 'node:assert/strict';
import { describeFault } from '../../../bot/config/policy/faults.ts';
import { readPolicy } from '../../../bot/config/policy/read.ts';
import { BUILT_IN_RULING, builtInPolicy, rulingOf, type Target } from '../../../bot/domain/policy.ts';

const faults = (yaml: string) => readPolicy(yaml).faults.map((one) => describeFault('p.yaml', one));
const target: Target = {
  ...{ id: '5d0c2f1e-0000-4000-8000-000000000001', name: 'Marketing', address: 'marketing@contoso.com' },
  ...{ labels: [], classification: null, visibility: 'Private' },
};
function valuesOf(yaml: string, group: Partial<Target> = {}) {
  const { policy, faults } = readPolicy(yaml);
  assert.ok(policy, JSON.stringify(faults));
  return rulingOf(policy.book, { ...target, ...group }, 'sendAs');
}

describe('a policy file', () => {
  it('that says nothing is the built-in policy', () => {
    for (const yaml of ['', '# later', 'null', '{}', 'version: 1']) {
      assert.deepEqual({ ...readPolicy(yaml).policy, file: null, book: builtInPolicy.book }, builtInPolicy);
      assert.deepEqual(valuesOf(yaml), BUILT_IN_RULING);
    }
  });

  it('without a version is read as the defaults of everything', () => {
    const { values, from } = valuesOf('membersOnly: false\nlongest: P90D\nopenRequests: 5\n');
    assert.equal(values.membersOnly, false);
    assert.equal(values['term.longest'], 'P90D');
    assert.deepEqual(from.membersOnly, { line: 1, column: 1 });
    assert.deepEqual(from['term.longest'], { line: 2, column: 1 });
    assert.equal(readPolicy('openRequests: 5').policy?.openRequests, 5);
    assert.equal(readPolicy('restAfterDenial: null').policy?.restAfterDenial, null);
    assert.equal(readPolicy('asks: { perHour: 7 }').policy?.asks.perHour, 7);
  });

  it('names line, column and code of everything that is wrong with it, all at once', () => {
    const yaml = [
      'version: 1',
      'peopel: {}',
      'defaults:',
      '  membersOnly: perhaps',
      '  lapse: a while',
      'rules:',
      '  - name: one',
      '    aprove: [{ from: owners, count: 1 }]',
      '    auto: { for: members, longst: P1D }',
    ].join('\n');
    assert.deepEqual(faults(yaml), [
      'p.yaml:2:1 unknown-field There is no field "peopel" here; did you mean "people"?',
      'p.yaml:4:16 wrong-value "membersOnly" must be true or false.',
      'p.yaml:5:10 wrong-value "lapse" must be an ISO 8601 duration, such as P90D or PT8H.',
      'p.yaml:8:5 unknown-field There is no field "aprove" here; did you mean "approve"?',
      'p.yaml:9:27 unknown-field There is no field "longst" here; did you mean "longest"?',
    ]);
  });

  const wrong: readonly [string, string, RegExp][] = [
    ['no YAML', 'a: [', /^p\.yaml:1:\d+ syntax /],
    [
      'a list in the place of fields',
      '- membersOnly',
      /^p\.yaml:1:1 wrong-value The file must be a mapping of fields\.$/,
    ],
    ['a key that stands twice', 'version: 1\nopenRequests: 5\nopenRequests: 6', /^p\.yaml:3:1 duplicate-key /],
    ['an alias', 'version: 1\npeople: { a: &a [x@y.z], b: *a }', /^p\.yaml:2:\d+ alias /],
    ['rules without a version', 'rules: []', /^p\.yaml:1:1 missing-field The field "version" is missing\.$/],
    ['another version', 'version: 2', /^p\.yaml:1:10 wrong-value "version" must be 1\.$/],
    ['a rule without a name', 'version: 1\nrules: [{ apply: handoff }]', /^p\.yaml:2:9 missing-field /],
    ['too many open requests', 'openRequests: 1001', /^p\.yaml:1:15 wrong-value .*at most 1000/],
    ['an emergency longer than a day’s work', 'version: 1\ndefaults: { emergency: { longest: PT9H } }', /at most PT8H/],
    [
      'hours over midnight',
      'version: 1\ndefaults: { workHours: { from: "22:00", to: "06:00", zone: UTC } }',
      /before they end/,
    ],
    [
      'a zone that is none',
      'version: 1\ndefaults: { workHours: { from: "08:00", to: "18:00", zone: Nowhere } }',
      /time zone/,
    ],
    ['a set that nobody knows', 'version: 1\ndefaults: { approve: [{ from: risk, count: 1 }] }', /unknown-set .*risk/],
    ['a set in a set', 'version: 1\npeople: { a: [x@y.z], b: [a] }', /^p\.yaml:2:\d+ nested-set /],
    ['a set with a name of its own meaning', 'version: 1\npeople: { owners: [x@y.z] }', /reserved-name/],
    ['a person who is none', 'version: 1\npeople: { a: [Alex] }', /wrong-value "Alex" must be an address/],
    [
      'two rules of one name',
      'version: 1\nrules: [{ name: a, for: { name: x } }, { name: a, for: { name: y } }]',
      /duplicate-name/,
    ],
    ['a rule over one that is not there', 'version: 1\nrules: [{ name: a, over: b }]', /unknown-rule .*"b"/],
    [
      'two rules over each other',
      'version: 1\nrules: [{ name: a, for: { name: x }, over: b }, { name: b, for: { name: x }, over: a }]',
      /circular-over/,
    ],
    [
      'two rules for one group',
      'version: 1\nrules: [{ name: a, for: { group: x@y.z } }, { name: b, for: { group: [X@y.z] } }]',
      /p\.yaml:2:\d+ tie /,
    ],
    [
      'a default beyond the longest',
      'version: 1\ndefaults: { term: { default: P60D, longest: P30D } }',
      /default-beyond-longest/,
    ],
    [
      'a lapse before a reminder',
      'version: 1\ndefaults: { lapse: P2D, remind: [P1D, P2D], escalate: never }',
      /lapse-before-remind/,
    ],
    [
      'a lapse before the others are asked',
      'version: 1\ndefaults: { lapse: P2D, remind: [], escalate: { after: P3D, to: admins } }',
      /lapse-before-escalate/,
    ],
  ];
  for (const [what, yaml, expected] of wrong)
    it(`is refused for ${what}`, () => {
      assert.equal(readPolicy(yaml).policy, null);
      assert.match(faults(yaml).join('\n'), expected);
    });

  it('is in force with a warning where a part of it is never reached', () => {
    const yaml = 'version: 1\npeople: { office: [a@b.c] }\nrules: [{ name: r, approve: [{ from: office, count: 2 }] }]';
    assert.notEqual(readPolicy(yaml).policy, null);
    assert.match(
      faults(yaml).join('\n'),
      /^p\.yaml:3:\d+ too-few-people Warning: 2 of "office" must approve, which has 1/,
    );
  });
});
