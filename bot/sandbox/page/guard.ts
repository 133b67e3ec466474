import type { MiddlewareHandler } from 'hono';

/**
 * The renderer makes three Trusted Types policies when it loads and cannot be loaded without them. The page hands it
 * no markdown, so that none of them ever gets a text to turn into HTML; all else that would be HTML throws.
 */
const policies = ['markdownPassthroughPolicy', 'restoreContentsPolicy', 'deprecatedExportedFunctionPolicy'].map(
  (name) => `adaptivecards#${name}`,
);

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${policies.join(' ')}`,
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** The header that only the page's own code sends: another website cannot without asking first, and is refused. */
export const ownHeader = 'x-sandbox-page';

/**
 * Refuses, with 403, whatever does not come from this machine's own page: a host that is not loopback (a foreign name
 * that was made to point here), another origin, or a change without the page's own header.
 */
export const guard: MiddlewareHandler = async (context, next) => {
  const { method } = context.req;
  const host = context.req.header('host') ?? '';
  const allowed =
    isLoopback(host) && (method === 'GET' || (method === 'POST' && isOwn((name) => context.req.header(name), host)));
  if (!allowed) return context.text('', 403);
  await next();
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
};

function isOwn(header: (name: string) => string | undefined, host: string): boolean {
  const origin = header('origin');
  const site = header('sec-fetch-site');
  return (
    header(ownHeader) !== undefined &&
    (origin === undefined || origin === `http://${host}`) &&
    (site === undefined || site === 'same-origin') &&
    header('content-type')?.split(';')[0] === 'application/json'
  );
}

function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.test(host);
}
