import { chatOf, groups, users } from './company.ts';

const groupsById = new Map(
  groups.map(({ id, name, mail }) => [
    id,
    {
      ...{ id, displayName: name, mail, groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false },
      ...{ visibility: 'Private', hideFromAddressLists: false, proxyAddresses: [`SMTP:${mail}`] },
    },
  ]),
);
const owners = new Map(groups.map((group) => [group.id, group.owners.map((id) => users.get(id))]));
const page = (value: unknown) => ({ value });

/** Graph's answer to one call; `path` is below `/v1.0`. */
export function graph(path: string, body = ''): object {
  if (path === '/$batch') {
    const { requests } = JSON.parse(body) as { requests: { id: string; url: string; body?: object }[] };
    return {
      responses: requests.map(({ id, url, body: sent }) => ({
        ...{ id, status: 200, headers: {} },
        body: graph(url, JSON.stringify(sent)),
      })),
    };
  }
  const [, kind = '', id, part = ''] = /^\/(\w+)(?:\/([\w-]+)(?:\/(.*))?)?/.exec(path.split('?', 1)[0] ?? '') ?? [];
  if (id === undefined) return page(kind === 'groups' ? named(path) : []);
  if (part === 'checkMemberGroups') return page((JSON.parse(body) as { groupIds: unknown }).groupIds);
  if (part === 'owners') return page(owners.get(id));
  if (part.endsWith('/chat')) return { id: chatOf(id) };
  if (part !== '') return page([]);
  return (kind === 'groups' ? groupsById.get(id) : users.get(id)) ?? {};
}

/** The groups that a $filter of `displayName eq '…'` and `startswith(displayName,'…')` finds. */
function named(path: string): readonly object[] {
  const filter = decodeURIComponent(/\$filter=([^&]*)/.exec(path)?.[1] ?? '');
  const wanted = [...filter.matchAll(/(eq |,)'([^']*)'/g)].map(
    ([, how, text = '']) => [how, text.toLowerCase()] as const,
  );
  return [...groupsById.values()].filter(({ displayName }) => {
    const name = displayName.toLowerCase();
    return wanted.some(([how, text]) => (how === ',' ? name.startsWith(text) : name === text));
  });
}
