import Mocha, { type Context } from 'mocha';

/**
 * Skips the test, or from a `before` everything in its `describe`, and says why. The reason goes into the title: a run
 * over several processes hands on nothing else.
 */
export function skip(context: Context, why: string): never {
  const left = context.test instanceof Mocha.Hook ? context.test.parent : context.test;
  if (left) left.title = `${left.title} [skipped: ${why}]`;
  return context.skip();
}

/** Why a test was skipped, from its full title. */
export const reasonOf = (fullTitle: string): string => /\[skipped: (.*?)\]/.exec(fullTitle)?.[1] ?? 'no reason given';
