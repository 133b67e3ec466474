import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPolicy } from '../../../bot/config/policy/read.ts';
import { matchesPattern } from '../../../bot/domain/policy/rules/selectors.ts';
import { approvalsNeeded, stricterOf } from '../../../bot/domain/policy/rules/tighten.ts';
import { BUILT_IN, rulingOf, type Target, VALUE_KEYS } from '../../../bot/domain/policy.ts';
import type { Right } from '../../../bot/domain/request.ts';

const group = (change: Partial<Target> = {}): Target => ({
  ...{ id: '5d0c2f1e-0000-4000-8000-000000000001', name: 'Marketing', address: 'marketing@contoso.com' },
  ...{ labels: [], classification: null, visibility: 'Private' },
  ...change,
});
function book(yaml: string) {
  const { policy, faults } = readPolicy(`version: 1\n${yaml}`);
  assert.ok(policy, JSON.stringify(faults));
  return policy.book;
}
const ruled = (yaml: string, target = group(), right: Right = 'sendAs') => rulingOf(book(yaml), target, right);

describe('the rule that holds', () => {
  const rules = `
rules:
  - { name: exact, for: { group: marketing@contoso.com } }
  - { name: pattern, for: { name: "Mark*" } }
  - { name: label, for: { label: Secret } }
  - { name: right, for: { name: "Mark*" }, right: sendAs }
`;
  it('is chosen by the kind of its selector, and of one kind by the right, wherever it stands in the file', () => {
    assert.equal(ruled(rules).rule, 'exact');
    const other = group({ address: 'm@contoso.com' });
    assert.equal(ruled(rules, other).rule, 'right');
    assert.equal(ruled(rules, other, 'sendOnBehalf').rule, 'pattern');
    assert.equal(ruled(rules, group({ address: null, name: 'Sales', labels: ['Secret'] })).rule, 'label');
    assert.equal(ruled(rules, group({ address: null, name: 'Sales' })).rule, null);
  });

  it('needs every key of its selector, and any value of a key', () => {
    const yaml = 'rules: [{ name: a, for: { name: ["Sal*", "Mark*"], visibility: Private } }]';
    assert.equal(ruled(yaml).rule, 'a');
    assert.equal(ruled(yaml, group({ visibility: 'Public' })).rule, null);
    assert.equal(ruled(yaml, group({ name: 'MARKETING' })).rule, 'a');
    assert.equal(ruled('rules: [{ name: a, for: { name: "Cafe\u0301" } }]', group({ name: 'Caf\u00e9' })).rule, 'a');
  });

  it('is none where two apply and neither goes first: then the admins decide', () => {
    const yaml =
      'rules: [{ name: a, for: { name: "M*" }, approve: [{ from: owners, count: 2 }] }, { name: b, for: { name: "*g" } }]';
    const { rule, unclear, values } = ruled(yaml);
    assert.deepEqual([rule, unclear], [null, { why: 'tie', rules: ['a', 'b'] }]);
    assert.deepEqual(values.approve, [{ from: 'admins', count: 2 }]);
    assert.equal(ruled(yaml.replace('name: b,', 'name: b, over: a,')).rule, 'b');
  });

  it('is none while what it selects by cannot be read, and nothing gets easier by that', () => {
    const yaml = `
people: { risk: [a@b.c, d@e.f] }
defaults: { membersOnly: false }
rules: [{ name: secret, for: { label: Secret }, approve: [{ from: owners, count: 1 }, { from: risk, count: 1 }], reason: required, auto: never }]`;
    const { rule, unclear, values } = ruled(yaml, group({ labels: undefined }));
    assert.deepEqual([rule, unclear], [null, { why: 'unread', of: ['label'], rules: ['secret'] }]);
    assert.deepEqual([values.approve, values.reason], [[{ from: 'admins', count: 2 }], 'required']);
    // What is known to be narrower settles it.
    assert.equal(
      ruled(
        `${yaml}\n`.replace('rules: [', 'rules: [{ name: m, for: { group: marketing@contoso.com } }, '),
        group({ labels: undefined }),
      ).rule,
      'm',
    );
  });

  it('takes what it leaves out from the defaults, then from what is built in, part by part', () => {
    const { values, from } = ruled(
      'defaults:\n  term: { longest: P90D }\nrules:\n  - name: a\n    term: { default: P30D }',
    );
    assert.deepEqual([values['term.default'], values['term.longest'], values.lapse], ['P30D', 'P90D', 'P14D']);
    assert.deepEqual([from['term.longest'], from.lapse], [{ line: 3, column: 11 }, 'built-in']);
  });
});

describe('limits', () => {
  it('tighten whatever rule applies', () => {
    const { values, limits, from } = ruled(`
limits:
  - { name: floor, approvals: 3, alsoApprove: { from: admins, count: 1 }, longest: P30D, reason: required, membersOnly: true, auto: never, second: true, reviewAtLeastEvery: P6M }
  - { name: others, for: { name: Sales }, longest: P1D }
defaults: { membersOnly: false, term: { offer: [P7D, P60D] }, auto: { for: members } }`);
    assert.deepEqual(limits, ['floor']);
    assert.deepEqual(values.approve, [
      { from: 'owners', count: 2 },
      { from: 'admins', count: 1 },
    ]);
    assert.deepEqual([values['term.default'], values['term.longest'], values['term.offer']], ['P30D', 'P30D', ['P7D']]);
    assert.deepEqual([values.reason, values.membersOnly, values.auto], ['required', true, 'never']);
    assert.deepEqual([values['emergency.second'], values['review.every']], [true, 'P6M']);
    assert.equal(from['term.longest'] === 'built-in', false);
  });

  const duration = fc.constantFrom('PT8H', 'P1D', 'P7D', 'P30D', 'P1M', 'P90D', 'P1Y');
  const limit = fc.record(
    {
      approvals: fc.integer({ min: 1, max: 4 }),
      longest: duration,
      reason: fc.constant('required'),
      membersOnly: fc.constant(true),
      auto: fc.constant('never'),
      second: fc.constant(true),
      reviewAtLeastEvery: duration,
      right: fc.constantFrom('sendAs', 'sendOnBehalf'),
      for: fc.constantFrom({ name: 'M*' }, { label: 'Secret' }, { name: 'Sales' }),
    },
    { requiredKeys: [] },
  );
  const rule = fc.record(
    {
      membersOnly: fc.boolean(),
      reason: fc.constantFrom('optional', 'required'),
      approve: fc.constantFrom(
        [{ from: 'owners', count: 1 }],
        [{ from: 'owners', count: 2 }],
        [{ from: 'admins', count: 1 }],
      ),
      term: fc.record({ longest: duration }, { requiredKeys: [] }),
      auto: fc.constantFrom('never', { for: 'members' }),
      right: fc.constantFrom('sendAs', 'sendOnBehalf'),
      for: fc.constantFrom({ name: 'M*' }, { label: 'Secret' }, { group: 'marketing@contoso.com' }),
    },
    { requiredKeys: [] },
  );
  const target = fc.constantFrom(
    group(),
    group({ labels: ['Secret'] }),
    group({ labels: undefined }),
    group({ name: 'Sales' }),
  );
  const named = (all: readonly object[], kind: string) => all.map((one, n) => ({ name: `${kind}${n}`, ...one }));
  const yamlOf = (rules: readonly object[], limits: readonly object[]) =>
    JSON.stringify({ version: 1, rules: named(rules, 'r'), limits: named(limits, 'l') });
  const read = (yaml: string) => readPolicy(yaml).policy?.book;

  it('never loosen anything, whatever rule and group', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.array(limit, { maxLength: 3 }), target, (rules, limits, of) => {
        const [without, within] = [read(yamlOf(rules, [])), read(yamlOf(rules, limits))];
        if (without === undefined || within === undefined) return; // a tie between exact rules
        const [before, after] = [rulingOf(without, of, 'sendAs'), rulingOf(within, of, 'sendAs')];
        assert.ok(approvalsNeeded(after.values.approve) >= approvalsNeeded(before.values.approve));
        for (const key of VALUE_KEYS.filter(
          (one) => one !== 'approve' && one !== 'term.default' && one !== 'term.offer',
        ))
          assert.deepEqual(stricterOf(key, after.values[key], before.values[key]), after.values[key], key);
      }),
    );
  });

  it('and rules mean the same in whatever order they stand', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), target, (rules, of) => {
        const names = named(rules, 'r');
        const [one, other] = [names, names.toReversed()].map((all) => read(JSON.stringify({ version: 1, rules: all })));
        if (one === undefined || other === undefined) return;
        const [first, second] = [one, other].map((it) => rulingOf(it, of, 'sendAs'));
        assert.deepEqual(first?.rule, second?.rule);
        assert.equal(first?.unclear?.why, second?.unclear?.why);
        assert.equal(approvalsNeeded(first?.values.approve ?? []), approvalsNeeded(second?.values.approve ?? []));
      }),
    );
  });
});

describe('patterns of names', () => {
  it('know no sign but *, and compare letters of any case', () => {
    for (const [pattern, name, fit] of [
      ['Retail *', 'Retail North', true],
      ['Retail *', 'Retail', false],
      ['*', '', true],
      ['a*a', 'a', false],
      ['a*b*c', 'aXbYc', true],
      ['a.c', 'abc', false],
      ['[a]', '[A]', true],
    ] as const)
      assert.equal(matchesPattern(pattern, name), fit, `${pattern} ${name}`);
    assert.equal(matchesPattern(`${'*a'.repeat(5000)}b`, 'a'.repeat(20_000)), false);
  });

  it('hold for every key that there is', () => {
    assert.deepEqual(Object.keys(BUILT_IN).sort(), [...VALUE_KEYS].sort());
  });
});
