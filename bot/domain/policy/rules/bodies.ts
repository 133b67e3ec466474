/** Whether somebody belongs to those whom a policy file names. */

/** What somebody is to one group, and to the sets of people of the policy file; unknown: it could not be read. */
export interface Standings {
  readonly owner: boolean | 'unknown';
  readonly member: boolean | 'unknown';
  readonly admin: boolean | 'unknown';
  /** By the name of the set; one that is missing was not looked at. */
  readonly sets: ReadonlyMap<string, boolean | 'unknown'>;
}

/** Is one of these ids and addresses of a person in the list of a set? */
export function isListed(entries: readonly string[], own: readonly (string | null)[]): boolean {
  const wanted = new Set(entries.map((entry) => entry.toLowerCase()));
  return own.some((one) => one !== null && wanted.has(one.toLowerCase()));
}

/** Does somebody belong to a body: `anyone`, `owners`, `members`, `admins`, or a set of people by its name? */
export function isIn(body: string, { owner, member, admin, sets }: Standings): boolean | 'unknown' {
  switch (body) {
    case 'anyone':
      return true;
    case 'owners':
      return owner;
    case 'members':
      return member;
    case 'admins':
      return admin;
    default:
      return sets.get(body) ?? 'unknown';
  }
}
