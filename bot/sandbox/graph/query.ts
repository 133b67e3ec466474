import type { Kind, Row } from './entities.ts';
import { GraphFault, unsupported } from './fault.ts';
import { filter } from './filter.ts';
import { search } from './search.ts';

export interface Asked {
  readonly url: URL;
  /** `ConsistencyLevel: eventual` was sent. */
  readonly eventual: boolean;
}

export interface Listed {
  readonly row: Row;
  readonly kind: Kind;
}

const taken = ['$select', '$filter', '$search', '$top', '$count', '$orderby', '$skiptoken'];
const largestTop = 999;
/** The longest address of an advanced query (Graph's known issues 13635). */
const longestAdvanced = 2048;

/** Only in a GET of one group by its id ("Get group"). */
const onlyAlone = ['hideFromAddressLists'];

/** One object, with the properties that were asked for. */
export function single(asked: Asked, { row, kind }: Listed): object {
  return chosen(row, kind, selected(asked.url, kind, row), false);
}

/** A page of objects: searched, filtered, counted, ordered and cut as asked. Throws 400 for what Graph refuses. */
export function collection(
  asked: Asked,
  all: readonly Listed[],
  of: { kind: Kind; typed: boolean; relation: boolean; pageSize: number | null },
): object {
  const { url, eventual } = asked;
  for (const name of url.searchParams.keys())
    if (name.startsWith('$') && !taken.includes(name))
      throw new GraphFault(400, 'BadRequest', `Query option '${name}' is not supported.`);
  const found = ordered(asked, sieved(asked, all, of));
  const skip = Number(url.searchParams.get('$skiptoken') ?? 0) || 0;
  const size = pageSize(url, of.pageSize);
  const page = found.slice(skip, skip + size);
  const fields = selected(url, of.kind, undefined);
  const next = skip + size < found.length ? { '@odata.nextLink': nextLink(url, skip + size) } : {};
  const count = eventual && url.searchParams.get('$count') === 'true' ? { '@odata.count': found.length } : {};
  const value = page.map(({ row, kind }) => ({
    ...(of.typed ? { '@odata.type': kind.type } : {}),
    ...chosen(row, kind, fields, true),
  }));
  return { '@odata.context': `${url.origin}/v1.0/$metadata#${of.kind.name.toLowerCase()}s`, ...count, ...next, value };
}

function sieved(
  { url, eventual }: Asked,
  all: readonly Listed[],
  of: { kind: Kind; relation: boolean },
): readonly Listed[] {
  const wantedFilter = url.searchParams.get('$filter');
  const wantedSearch = url.searchParams.get('$search');
  const advanced = eventual && url.searchParams.get('$count') === 'true';
  if ((advanced || wantedSearch !== null) && url.href.length > longestAdvanced)
    throw new GraphFault(400, 'Request_BadRequest', 'The request is too long.');
  if (wantedSearch !== null && !eventual)
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  if (wantedFilter !== null && of.relation && !advanced)
    throw unsupported('The specified filter needs ConsistencyLevel: eventual and $count=true.');
  const tests = [
    ...(wantedFilter === null ? [] : [filter(wantedFilter, of.kind, advanced)]),
    ...(wantedSearch === null ? [] : [search(wantedSearch, of.kind)]),
  ];
  return all.filter(({ row }) => tests.every((test) => test(row)));
}

function ordered({ url, eventual }: Asked, found: readonly Listed[]): readonly Listed[] {
  const by = url.searchParams.get('$orderby');
  if (by === null) return found;
  const [, property = '', direction] = /^(displayName|userPrincipalName|mail)(?: (asc|desc))?$/.exec(by) ?? [];
  const mixed = url.searchParams.has('$filter') || url.searchParams.has('$search');
  if (property === '' || (mixed && !eventual)) throw unsupported('Sorting not supported for current query.');
  const sign = direction === 'desc' ? -1 : 1;
  return [...found].sort((a, b) => sign * String(a.row[property]).localeCompare(String(b.row[property])));
}

function pageSize(url: URL, cap: number | null): number {
  const top = url.searchParams.get('$top');
  const size = top === null ? 100 : Number(top);
  if (!Number.isInteger(size) || size < 1 || size > largestTop)
    throw new GraphFault(
      400,
      'BadRequest',
      `Invalid page size specified: '${top}'. Must be between 1 and ${largestTop}.`,
    );
  return Math.min(size, cap ?? largestTop);
}

function nextLink(url: URL, skip: number): string {
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(skip));
  return next.href;
}

/** The properties named by `$select`; null when there is none. */
function selected(url: URL, kind: Kind, row: Row | undefined): readonly string[] | null {
  const names = url.searchParams
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined || names.includes('*')) return null;
  const unknown = row === undefined ? undefined : names.find((name) => !(name in row));
  if (unknown !== undefined)
    throw new GraphFault(
      400,
      'BadRequest',
      `Could not find a property named '${unknown}' on type '${kind.type.slice(1)}'.`,
    );
  return names;
}

function chosen(row: Row, kind: Kind, fields: readonly string[] | null, listed: boolean): object {
  const names = (fields ?? kind.defaults).filter((name) => !(listed && onlyAlone.includes(name)));
  return Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));
}
