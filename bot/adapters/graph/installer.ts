import { z } from 'zod';
import type { UserId } from '../../domain/ids.ts';
import { Fault } from '../../ports/faults.ts';
import type { Installer } from '../../ports/installer.ts';
import { equals, segment, withQuery } from './odata.ts';
import { errorCode, odd, readable, toPage } from './replies.ts';
import { createWire, type Reply, type Wire, type WireOptions } from './wire.ts';

export interface InstallerOptions extends WireOptions {
  /** The app's id in the tenant's catalog; null: looked up once by the manifest's id. */
  readonly teamsAppId: string | null;
  /** The id in our own manifest, which the catalog knows as `externalId`. */
  readonly manifestAppId: string;
}

const app = z.object({ id: z.string().min(1), externalId: z.string().nullish() });
const installation = z.object({ id: z.string().min(1), teamsApp: app.nullish().catch(null) });
const chat = z.object({ id: z.string().min(1) });

/** What Teams needs between an installation and its chat. */
const settleMs = 5_000;
const outageMs = 30_000;

/**
 * Installs the app for one person and finds the chat that comes with it ("Proactive installation of apps using Graph
 * API"; permissions TeamsAppInstallation.ReadWriteSelfForUser.All, AppCatalog.Read.All). Safe to repeat: an app that is
 * there already is no error. Never throws for what Graph answers.
 */
export function createInstaller(options: InstallerOptions): Installer {
  const wire = createWire(options);
  const later = (ms: number) => ({ retryAt: new Date(options.clock.now().getTime() + ms) });
  let catalogId = options.teamsAppId;

  async function install(person: UserId): ReturnType<Installer['install']> {
    catalogId ??= await findInCatalog(wire, options.manifestAppId);
    if (catalogId === null) return { refused: 'app-not-in-catalog' };
    const path = `/users/${segment(person)}/teamwork/installedApps`;
    const bind = `${wire.origin}/v1.0/appCatalogs/teamsApps/${segment(catalogId)}`;
    const added = await wire.post(path, { 'teamsApp@odata.bind': bind });
    if (added.status >= 300 && added.status !== 409) return { refused: reason(added) };
    const installed = await findInstallation(wire, path, catalogId);
    if (installed === null) return later(settleMs);
    const reply = await wire.ask({ path: `${path}/${segment(installed)}/chat` });
    if (reply.status >= 300) return reply.status === 404 ? later(settleMs) : { refused: reason(reply) };
    return { chat: read(chat, reply.body).id };
  }

  return {
    install: (person) =>
      install(person).catch((error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        options.log.warn('installer.fault', { code: error.code, person, error });
        if (error.code === 'directory-forbidden') return { refused: 'forbidden' };
        return error.retryAt ? { retryAt: error.retryAt } : later(outageMs);
      }),
  };
}

async function findInCatalog(wire: Wire, manifestAppId: string): Promise<string | null> {
  const reply = await wire.ask({
    path: withQuery('/appCatalogs/teamsApps', { $filter: equals('externalId', manifestAppId) }),
  });
  if (reply.status >= 300) throw odd(`the app catalog was answered with ${reply.status}`);
  const apps = each(app, reply.body);
  return apps.find((it) => it.externalId == null || same(it.externalId, manifestAppId))?.id ?? null;
}

/** The installation's own id; null while Teams does not show it yet. */
async function findInstallation(wire: Wire, path: string, catalogId: string): Promise<string | null> {
  const query = { $expand: 'teamsApp', $filter: equals('teamsApp/id', catalogId) };
  const narrow = await wire.ask({ path: withQuery(path, query) });
  const reply = narrow.status < 300 ? narrow : await wire.ask({ path: withQuery(path, { $expand: 'teamsApp' }) });
  if (reply.status >= 300) throw odd(`the installed apps were answered with ${reply.status}`);
  const all = each(installation, reply.body);
  return all.find((it) => it.teamsApp && same(it.teamsApp.id, catalogId))?.id ?? null;
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const reason = (reply: Reply) => errorCode(reply.body) ?? `status-${reply.status}`;

/** Each of a page by itself: what one of them lacks is no reason not to find ours. */
const each = <T>(schema: z.ZodType<T>, body: unknown): readonly T[] =>
  readable(toPage(body).value, (item) => schema.safeParse(item).data ?? null);

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw odd(parsed.error);
}
