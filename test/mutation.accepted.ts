/** Mutants that may live: no test can tell them from the code, or none needs to. By their text, so that they last. */
export const accepted: readonly {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}[] = [
  {
    file: 'bot/domain/waiting.ts',
    from: "state.grant.status === 'active'",
    to: 'true',
    why: 'The compiler asks for it: an ended grant has no delay, and its undefined is as good as null to what follows.',
  },
  {
    file: 'bot/domain/term.ts',
    from: 'end < farthest',
    to: 'end <= farthest',
    why: 'An instant is never equal to a year: it is longer.',
  },
  {
    file: 'bot/domain/work-of.ts',
    from: "state.status === 'cancelled'",
    to: 'true',
    why: 'The compiler asks for it: after request.cancelled a request is nothing else.',
  },
  {
    file: 'bot/adapters/teams/keys.ts',
    from: 'loaded?.keys',
    to: 'loaded.keys',
    why: 'The compiler asks for it: keys that have been loaded are never unloaded.',
  },
  {
    file: 'bot/adapters/teams/keys.ts',
    from: 'key instanceof Uint8Array',
    to: 'false',
    why: 'The compiler asks for it: jose gives bytes for a symmetric key only, and the schema takes RSA keys only.',
  },
  {
    file: 'bot/adapters/teams/keys.ts',
    from: "'a signing key is not an RSA key'",
    to: '""',
    why: 'The text of the same: it cannot be reached.',
  },
];
