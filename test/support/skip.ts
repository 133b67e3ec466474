import Mocha, { type Context, type Suite, type Test } from 'mocha';

const reasons = new WeakMap<object, string>();

/** Skips the test, or from a `before` everything in its `describe`, and says why: the reporter shows it. */
export function skip(context: Context, why: string): never {
  const left = context.test instanceof Mocha.Hook ? context.test.parent : context.test;
  if (left) reasons.set(left, why);
  return context.skip();
}

/** Why a test was skipped: its own reason, or that of a `describe` around it. */
export function reasonOf(test: Test): string {
  for (let at: Test | Suite | undefined = test; at; at = at.parent) {
    const why = reasons.get(at);
    if (why) return why;
  }
  return 'no reason given';
}
