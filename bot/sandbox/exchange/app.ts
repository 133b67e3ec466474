import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { bearer } from '../bearer.ts';
import { json } from '../body.ts';
import { exchangeError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import type { Noted, Served } from '../serve.ts';
import type { Exchange } from './cmdlet.ts';
import { cmdletName, invoke, type Page } from './invoke.ts';
import { Recipients } from './recipients.ts';
import { Rights } from './rights.ts';

const batchBody = z.object({
  requests: z.array(z.object({ id: z.string(), method: z.string(), url: z.string(), body: z.unknown() })),
});
const largestBatch = 10;
const largestPage = 1000;

/** Exchange Online's admin API: `InvokeCommand` and `$batch`, for an app that may manage Exchange. */
export function exchangeApp(office: Office, keys: Pki, audiences: () => readonly string[]): Served {
  const exchange: Exchange = { office, recipients: new Recipients(office), rights: new Rights(office) };
  const app = new Hono<{ Bindings: Noted }>();

  app.all('/adminapi/v1.0/*', () => exchangeError(405, 'Method not allowed.', {}, 'MethodNotAllowed'));
  app.use('/adminapi/beta/:tenant/*', async (c, next) => {
    const claims = await bearer(office, keys.login, c.req.header('Authorization'), audiences());
    const roles = Array.isArray(claims?.roles) ? claims.roles : [];
    if (claims === null || c.req.param('tenant').toLowerCase() !== office.world.tenant)
      return new Response(null, { status: 401 });
    if (!roles.includes('Exchange.ManageAsApp'))
      return exchangeError(
        403,
        'The role assigned to application isn’t supported in this scenario.',
        {},
        'Unauthorized',
      );
    return next();
  });

  app.post('/adminapi/beta/:tenant/InvokeCommand', async (c) => {
    const body = await json(c);
    c.env.call.cmdlet = cmdletName(body);
    return invoke(exchange, body, pageOf(office, c));
  });

  app.post('/adminapi/beta/:tenant/$batch', async (c) => {
    const read = batchBody.safeParse(await json(c));
    if (!read.success) return exchangeError(400, 'The request body is not a batch.', {}, 'BadRequest');
    if (read.data.requests.length > largestBatch)
      return exchangeError(400, `A batch holds at most ${largestBatch} requests.`, {}, 'BadRequest');
    const page: Page = { ...pageOf(office, c), skip: 0 };
    return c.json({ responses: await Promise.all(read.data.requests.map((each) => item(each, page))) });
  });
  return app;

  async function item(request: z.infer<typeof batchBody>['requests'][number], page: Page): Promise<object> {
    const call = office.see('exchange', request.method, request.url, cmdletName(request.body));
    const known = request.method === 'POST' && /\/?InvokeCommand$/.test(request.url.split('?')[0] ?? '');
    const answer = known ? invoke(exchange, request.body, page) : exchangeError(404, 'Not found.', {}, 'NotFound');
    call.status = answer.status;
    const text = await answer.text();
    const body: unknown = text === '' || text.startsWith('\0') ? null : JSON.parse(text);
    return { id: request.id, status: answer.status, headers: Object.fromEntries(answer.headers), body };
  }
}

/** The page that a call asks for: `Prefer: odata.maxpagesize`, and where a next link continues. */
function pageOf(office: Office, c: Context): Page {
  const asked = Number(/odata\.maxpagesize=(\d+)/.exec(c.req.header('Prefer') ?? '')?.[1] ?? largestPage);
  const size = Math.max(1, Math.min(asked, office.pageSize ?? largestPage, largestPage));
  const skip = Number(c.req.query('$skiptoken') ?? 0) || 0;
  const { origin, pathname } = new URL(c.req.url);
  return { size, skip, next: (at) => `${origin}${pathname}?%24skiptoken=${at}` };
}
