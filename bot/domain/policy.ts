/** The rule book: who may ask, decide, know, end and hold, and for how long. Nothing outside of policy/ decides that. */
export * from './policy/accounts.ts';
export * from './policy/actions.ts';
export * from './policy/asking.ts';
export * from './policy/concerns.ts';
export * from './policy/deciding.ts';
export * from './policy/ending.ts';
export * from './policy/ground.ts';
export * from './policy/knowing.ts';
export * from './policy/panels.ts';
export * from './policy/parties.ts';
export * from './policy/rules/bodies.ts';
export * from './policy/rules/ruling.ts';
export * from './policy/rules/selectors.ts';
export * from './policy/rules/values.ts';
export * from './policy/settings.ts';
export * from './policy/stamp.ts';
