import type { IncomingMessage, ServerResponse } from 'node:http';

/** Handles one request. What it throws is logged and answered with an empty 500. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** One entry of the listener's table. Adapters contribute routes; the listener knows none of their meaning. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** A path; with a slash at its end, everything below it. The longest that fits is taken. */
  readonly path: string;
  readonly handle: Handle;
}

/** The route of a request, or null: a path that differs in letter case or by a slash at its end is another one. */
export function routeOf(routes: readonly Route[], request: IncomingMessage): Route | null {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const fits = (route: Route) => (route.path.endsWith('/') ? path.startsWith(route.path) : path === route.path);
  const fitting = routes.filter((route) => route.method === request.method && fits(route));
  return fitting.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null;
}
