import fc from 'fast-check';

/**
 * The seed of all that is random in the tests. It is the same in every run, so that a red one says something of the
 * change and not of its luck; `SEED=7` tries another, and `npm run test:long -- --grep "other seeds"` one after the other.
 */
export const seed = Number(process.env.SEED ?? 1);

fc.configureGlobal({ seed });
