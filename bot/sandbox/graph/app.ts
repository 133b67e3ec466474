import { type Context, Hono } from 'hono';
import { bearer } from '../bearer.ts';
import type { Binned } from '../bin.ts';
import { graphError, refusal } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import { batch } from './batch.ts';
import { asGroup, asUser, Company, type Relation } from './company.ts';
import { groupKind, type Kind, userKind } from './entities.ts';
import { GraphFault, noSuch } from './fault.ts';
import { idsBody, membership } from './membership.ts';
import { type Asked, collection, type Listed, single } from './query.ts';

/** Microsoft Graph, `/v1.0` and `/beta` alike, for an app-only token. `teamwork` adds the routes about Teams apps. */
export function graphApp(
  office: Office,
  keys: Pki,
  audiences: () => readonly string[],
  teamwork: (api: Hono) => void,
): Hono {
  const company = new Company(office);
  const api = new Hono();
  api.use(async (c, next) => {
    const claims = await bearer(office, keys.login, c.req.header('Authorization'), audiences());
    if (claims === null)
      return graphError(401, 'InvalidAuthenticationToken', 'Access token is missing, expired or not for this service.');
    return next();
  });
  directory(api, company, office);
  teamwork(api);
  api.post('/$batch', async (c) => {
    const version = new URL(c.req.url).pathname.replace(/\/\$batch$/, '');
    return batch(await body(c), async ({ id: _, url, ...init }) => {
      const call = office.see('graph', init.method, version + url);
      const throttled = office.fault('graph')?.how.kind === 'throttle' ? office.useFault('graph') : null;
      const headers = new Headers({ ...init.headers, Authorization: c.req.header('Authorization') ?? '' });
      const request = new Request(new URL(version + url, c.req.url), { ...init, headers });
      const refused = throttled === null ? null : refusal('graph', throttled, office.now());
      const answer = refused ?? (await app.fetch(request));
      call.status = answer.status;
      return answer;
    });
  });
  const app = new Hono();
  app.route('/v1.0', api);
  app.route('/beta', api);
  app.notFound((c) => graphError(400, 'BadRequest', `Resource not found for the segment '${c.req.path}'.`));
  const worded = (error: Error): Response => {
    if (error instanceof GraphFault) return graphError(error.status, error.code, error.message);
    throw error;
  };
  api.onError(worded);
  app.onError(worded);
  return app;
}

function directory(api: Hono, company: Company, office: Office): void {
  const { pageSize } = office;
  const page = (c: Context, all: readonly Listed[], kind: Kind) =>
    c.json(collection(asked(c), all, { kind, typed: false, relation: false, pageSize }));
  api.get('/users', (c) => page(c, company.users(), userKind));
  api.get('/groups', (c) => page(c, company.groups(), groupKind));
  api.get('/users/:id', (c) => c.json(single(asked(c), asUser(company.person(c.req.param('id'))))));
  api.get('/groups/:id', (c) => c.json(single(asked(c), asGroup(company.group(c.req.param('id'))))));
  api.post('/directoryObjects/getByIds', async (c) => {
    const { ids, types } = idsBody(await body(c));
    const found = ids.flatMap((id) => company.object(id) ?? []);
    const wanted = found.filter(({ kind }) => types === undefined || types.includes(kind.name.toLowerCase()));
    return c.json(collection(asked(c), wanted, { kind: userKind, typed: true, relation: false, pageSize: null }));
  });
  api.post('/:set{users|directoryObjects}/:id/checkMemberGroups', async (c) =>
    c.json({ value: membership(company, c.req.param('id'), await body(c)) }),
  );
  deletedItems(api, office);
  for (const { set, relation, kind } of relations) {
    const list = (c: Context, tail: string | null) =>
      c.json(related(asked(c), company.related(relation, c.req.param('id') ?? ''), { tail, kind, pageSize }));
    api.get(`/${set}/:id/${relation}`, (c) => list(c, null));
    api.get(`/${set}/:id/${relation}/:tail`, (c) => list(c, c.req.param('tail')));
  }
}

const deleted = '/directory/:bin{[dD]eleted[iI]tems}';

/** Deleted accounts and Microsoft 365 groups: one by its id, or all of a type ("Get deleted item", "List deletedItems"). */
function deletedItems(api: Hono, office: Office): void {
  const listed = (item: Binned): Listed => {
    const { row, kind } = item.is === 'person' ? asUser(item.of) : asGroup(item.of);
    return { row: { ...row, deletedDateTime: new Date(item.at).toISOString() }, kind };
  };
  const cast = (type: string) => [userKind, groupKind].find((kind) => kind.type.slice(1) === type.toLowerCase());
  api.get(`${deleted}/:type/:id`, (c) => {
    const kind = cast(c.req.param('type'));
    const found = office.bin.find(c.req.param('id'));
    const item = found === null ? null : listed(found);
    if (item === null || item.kind !== kind) throw noSuch(c.req.param('id'));
    return c.json({ '@odata.type': item.kind.type, ...single(asked(c), item) });
  });
  api.get(`${deleted}/:id`, (c) => {
    const kind = cast(c.req.param('id'));
    if (kind !== undefined) {
      const all = office.bin
        .all()
        .map(listed)
        .filter((item) => item.kind === kind);
      return c.json(collection(asked(c), all, { kind, typed: true, relation: false, pageSize: office.pageSize }));
    }
    const found = office.bin.find(c.req.param('id'));
    if (found === null) throw noSuch(c.req.param('id'));
    return c.json({ '@odata.type': listed(found).kind.type, ...single(asked(c), listed(found)) });
  });
}

const relations: readonly { readonly set: string; readonly relation: Relation; readonly kind: Kind }[] = [
  { set: 'groups', relation: 'owners', kind: userKind },
  { set: 'groups', relation: 'members', kind: userKind },
  { set: 'groups', relation: 'transitiveMembers', kind: userKind },
  { set: 'users', relation: 'memberOf', kind: groupKind },
  { set: 'users', relation: 'transitiveMemberOf', kind: groupKind },
  { set: 'users', relation: 'ownedObjects', kind: groupKind },
];

/** A relation's objects: all, those of one type (`microsoft.graph.user`), or the one whose id follows. */
function related(
  wanted: Asked,
  all: readonly Listed[],
  of: { readonly tail: string | null; readonly kind: Kind; readonly pageSize: number | null },
): object {
  const { tail, kind, pageSize } = of;
  if (tail === null) return collection(wanted, all, { kind, typed: true, relation: true, pageSize });
  const cast = [userKind, groupKind].find((each) => each.type.slice(1) === tail);
  if (cast !== undefined) {
    const cut = all.filter((each) => each.kind === cast);
    return collection(wanted, cut, { kind: cast, typed: false, relation: true, pageSize });
  }
  const one = all.find(({ row }) => row.id === tail.toLowerCase());
  if (one === undefined) throw noSuch(tail);
  return { '@odata.type': one.kind.type, ...single(wanted, one) };
}

export function asked(c: Context): Asked {
  return { url: new URL(c.req.url), eventual: c.req.header('ConsistencyLevel')?.toLowerCase() === 'eventual' };
}

export async function body(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new GraphFault(400, 'BadRequest', 'Unable to read JSON request payload.');
  }
}
