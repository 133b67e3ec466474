/** The company of the bench: what the stub serves and what the driver says. Ids are counted, so both sides know them. */

export const tenant = '00000000-0000-4000-8000-00000000000a';
export const botId = '00000000-0000-4000-8000-00000000000b';
export const appId = '00000000-0000-4000-8000-00000000000c';

const first = ['North', 'South', 'Silver', 'Golden', 'Winter', 'Summer', 'Harbour', 'Garden', 'Station', 'Castle'];
const second = ['Bakery', 'Lantern', 'Orchard', 'Workshop', 'Compass'];

export interface BenchGroup {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  /** Two, who never ask for anything. */
  readonly owners: readonly string[];
}

const guid = (kind: string, n: number) => `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`;
const asker = (n: number) => guid('8001', n);
const owner = (n: number) => guid('8002', n);

export const askers = Array.from({ length: 250 }, (_, n) => asker(n));

export const groups: readonly BenchGroup[] = first
  .flatMap((one) => second.map((other) => `${one} ${other}`))
  .map((name, n) => ({
    id: guid('8003', n),
    name,
    mail: `${name.toLowerCase().replace(' ', '.')}@contoso.com`,
    owners: [owner(2 * n), owner(2 * n + 1)],
  }));

export const owners = groups.flatMap((group) => group.owners);

/** Id → the user as Graph gives it. */
export const users = new Map(
  [...askers, ...owners].map((id, n) => [
    id,
    {
      '@odata.type': '#microsoft.graph.user',
      id,
      displayName: `Robin Number${n}`,
      userPrincipalName: `robin${n}@contoso.com`,
      mail: `robin${n}@contoso.com`,
      jobTitle: 'Colleague',
      department: 'Bench',
      accountEnabled: true,
      userType: 'Member',
      preferredLanguage: 'en-US',
    },
  ]),
);

/** A person's own chat with the bot. */
export const chatOf = (person: string) => `a:${person}`;
