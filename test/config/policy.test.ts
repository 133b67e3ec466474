import assert from 'node:assert/strict';
import { readPolicy } from '../../bot/config/policy.ts';
import { builtInPolicy } from '../../bot/domain/policy.ts';

const problem = (yaml: string) => {
  const read = readPolicy(yaml);
  return 'problem' in read ? read.problem : null;
};
const policy = (yaml: string) => {
  const read = readPolicy(yaml);
  return 'policy' in read ? read.policy : null;
};

describe('a policy file', () => {
  it('that says nothing is the built-in policy', () => {
    for (const yaml of ['', '# later', 'null', '{}']) assert.deepEqual(policy(yaml), builtInPolicy);
  });

  it('sets what it names and leaves the rest', () => {
    assert.deepEqual(policy('membersOnly: false'), { ...builtInPolicy, membersOnly: false });
    assert.deepEqual(policy('openRequests: 1'), { ...builtInPolicy, openRequests: 1 });
    assert.deepEqual(policy('openRequests: 1000'), { ...builtInPolicy, openRequests: 1000 });
    assert.deepEqual(policy('longest: P90D'), { ...builtInPolicy, longest: 'P90D' });
    assert.deepEqual(policy('longest: null'), builtInPolicy);
    assert.deepEqual(policy('restAfterDenial: PT1S'), { ...builtInPolicy, restAfterDenial: 'PT1S' });
    assert.deepEqual(policy('restAfterDenial: null'), { ...builtInPolicy, restAfterDenial: null });
  });

  it('is refused where a value is not what it should be, by the name of the value', () => {
    assert.match(problem('openRequests: 0') ?? '', /^openRequests: /);
    assert.match(problem('openRequests: 1001') ?? '', /^openRequests: /);
    assert.match(problem('openRequests: 2.5') ?? '', /^openRequests: /);
    assert.match(problem('membersOnly: perhaps') ?? '', /^membersOnly: /);
    assert.match(problem('membersOnly: null') ?? '', /^membersOnly: /);
    assert.equal(problem('restAfterDenial: 24'), 'restAfterDenial: Invalid input: expected string, received number');
    assert.equal(problem('longest: a while'), 'longest: is no ISO 8601 duration, such as P90D');
    assert.match(problem('longest: a while\nopenRequests: 0') ?? '', /^openRequests: .+; longest: is no ISO 8601/);
  });

  it('is refused as a whole when it is no list of names and values, or names what there is not', () => {
    assert.match(problem('- membersOnly') ?? '', /^the file: /);
    assert.match(problem('openRequest: 5') ?? '', /^the file: .*openRequest/);
    assert.equal(problem('a: ['), 'it is no YAML');
  });
});
