import { Hono } from 'hono';
import { bearer } from '../bearer.ts';
import { json } from '../body.ts';
import { exchangeError } from '../faults.ts';
import type { Office } from '../office.ts';
import type { Pki } from '../pki.ts';
import type { Noted, Served } from '../serve.ts';
import { type BatchItem, batch } from './batch.ts';
import type { Exchange } from './cmdlet.ts';
import { cmdletName, invoke, type Page } from './invoke.ts';
import { type Limit, limiter } from './limit.ts';
import { Recipients } from './recipients.ts';
import { Rights } from './rights.ts';

const largestPage = 1000;

/** Exchange Online's admin API: `InvokeCommand` and `$batch`, for an app that may manage Exchange. */
export function exchangeApp(
  office: Office,
  keys: Pki,
  audiences: () => readonly string[],
  limit: Limit | null = null,
): Served {
  const exchange: Exchange = { office, recipients: new Recipients(office), rights: new Rights(office) };
  const tooMany = limiter(office, limit);
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
    return tooMany() ?? invoke(exchange, body, pageOf(office, new URL(c.req.url), c.req.header('Prefer')));
  });

  app.post('/adminapi/beta/:tenant/$batch', async (c) =>
    batch(await json(c), c.req.url, c.req.header('Prefer'), (item) => {
      const answer = tooMany() ?? one(item, new URL('InvokeCommand', c.req.url));
      const call = office.see('exchange', item.method, item.url?.pathname ?? '', cmdletName(item.body));
      c.env.parts.push({ call, status: answer.status });
      return answer;
    }),
  );
  return app;

  function one({ method, url, prefer, body }: BatchItem, known: URL): Response {
    if (method !== 'POST' || url?.origin !== known.origin || url.pathname !== known.pathname)
      return exchangeError(404, 'Not found.', {}, 'NotFound');
    return invoke(exchange, body, pageOf(office, url, prefer));
  }
}

/** The page that a call asks for: `Prefer: odata.maxpagesize`, and where a next link continues. */
function pageOf(office: Office, { origin, pathname, searchParams }: URL, prefer = ''): Page {
  const asked = Number(/odata\.maxpagesize\s*=\s*(\d+)/.exec(prefer)?.[1] ?? largestPage);
  const size = Math.max(1, Math.min(asked, office.pageSize ?? largestPage, largestPage));
  const skip = Number(searchParams.get('$skiptoken') ?? 0) || 0;
  return { size, skip, next: (at) => `${origin}${pathname}?%24skiptoken=${at}` };
}
