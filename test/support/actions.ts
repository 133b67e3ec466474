/** What each role can do about a request in each status: for the rules, and for whoever presses at the front door. */

export const statuses = [
  ...['waiting', 'approved', 'approved, delayed', 'applied', 'ending', 'ended'],
  ...['denied', 'cancelled', 'lapsed', 'failed'],
] as const;
export type Row = (typeof statuses)[number];

/**
 * A letter for each action that is offered to who was read live, a column for each status above. a approve, d deny,
 * c cancel, g give back, r revoke, n again, m mute; - nothing.
 */
export const expected: Readonly<Record<string, string>> = {
  //                  waiting approved delayed applied ending ended denied cancelled lapsed failed
  requester: '        c       -        c       -       -      n     -      n         n      n',
  beneficiary: '      -       -        g       g       -      -     -      -         -      -',
  both: '             c       -        c       g       -      n     -      n         n      n',
  // To take back one's own request needs no account that counts; to hold, give back or ask does.
  'guest requester': '    c   -        c       -       -      -     -      -         -      -',
  'disabled requester': ' c   -        c       -       -      -     -      -         -      -',
  'guest beneficiary': '    -   -      -       -       -      -     -      -         -      -',
  'disabled beneficiary': ' -   -      -       -       -      -     -      -         -      -',
  'unclear beneficiary': '  -   -      -       -       -      -     -      -         -      -',
  'owner asked': '    ad      -        r       r       -      -     m      -         -      -',
  'owner not asked': 'ad      -        r       r       -      -     -      -         -      -',
  'owner who left': ' -       -        -       -       -      -     -      -         -      -',
  // Whoever has denied may still keep the cards of who asked away from the own chat.
  'guest owner': '    -       -        -       -       -      -     m      -         -      -',
  'disabled owner': ' -       -        -       -       -      -     m      -         -      -',
  admin: '            -       -        r       r       -      -     -      -         -      -',
  auditor: '          -       -        -       -       -      -     -      -         -      -',
  member: '           -       -        -       -       -      -     -      -         -      -',
  stranger: '         -       -        -       -       -      -     -      -         -      -',
};

export const letters = {
  approve: 'a',
  deny: 'd',
  cancel: 'c',
  'give-back': 'g',
  revoke: 'r',
  again: 'n',
  mute: 'm',
} as const;

/** The cell of a role and a status. */
export const cellOf = (role: string, row: Row): string =>
  expected[role]?.trim().split(/ +/)[statuses.indexOf(row)] ?? '';
