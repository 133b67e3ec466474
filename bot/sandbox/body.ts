import type { Context } from 'hono';

/** A request's body as JSON; undefined, which no schema accepts, when it is none. */
export async function json(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}
