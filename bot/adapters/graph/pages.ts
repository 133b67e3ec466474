import { errorCode, odd, toPage } from './replies.ts';
import type { Ask, Reply, Wire } from './wire.ts';

/** Far beyond any group that a bot is asked about; beyond it, something is wrong. */
const mostPages = 200;

/** Is it Graph that says "no such thing"? A 404 from anything else (a proxy, a wrong address) is an odd reply. */
export function isAbsent(reply: Reply): boolean {
  if (reply.status !== 404 && reply.status !== 410) return false;
  if (errorCode(reply.body) === null) throw odd('404 without an error of Graph');
  return true;
}

/** All items from a first reply on. `enough`: stop once so many are there. Throws `Fault` directory-unavailable. */
export async function readPages(
  wire: Wire,
  ask: Ask,
  first: Reply,
  enough = Number.POSITIVE_INFINITY,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  const followed = new Set<string>();
  let reply = first;
  for (;;) {
    if (reply.status >= 300) throw wire.unanswered(ask, reply);
    const page = toPage(reply.body);
    items.push(...page.value);
    const next = page['@odata.nextLink'];
    if (!next || items.length >= enough) return items;
    if (followed.has(next) || followed.size >= mostPages) throw odd('pages without end');
    followed.add(next);
    reply = await wire.ask({ ...ask, path: nextPath(wire, next) });
  }
}

/** The link's path below `/v1.0`. It is Graph's own or nobody's: a token never follows a link to another host. */
function nextPath(wire: Wire, link: string): string {
  const url = URL.canParse(link) ? new URL(link) : null;
  const version = '/v1.0/';
  if (url?.origin !== wire.origin || !url.pathname.startsWith(version)) throw odd('the next page is somewhere else');
  const path = url.pathname.slice(version.length - 1) + url.search;
  // The SDK would take a whole address inside a path for the address to call.
  if (path.toLowerCase().includes('https://')) throw odd('the next page is somewhere else');
  return path;
}
