import type { Hono } from 'hono';
import { z } from 'zod';
import type { Client } from '../client/client.ts';
import type { Rooms } from '../connector/rooms.ts';
import { graphError } from '../faults.ts';
import type { Office } from '../office.ts';
import { body } from './app.ts';
import { Company } from './company.ts';
import { GraphFault, noSuch } from './fault.ts';

const installation = z.object({ 'teamsApp@odata.bind': z.string() });

export interface TeamsApp {
  /** In the tenant's catalog. */
  readonly id: string;
  /** As the manifest has it; null: whatever id is asked for is ours. */
  readonly externalId: string | null;
}

/** The tenant's app catalog and the apps installed for a person ("Install app for user"). */
export function teamwork(api: Hono, office: Office, rooms: Rooms, client: Client, app: TeamsApp): void {
  const shown = (externalId: string) => ({
    id: app.id,
    externalId,
    displayName: 'Behalf',
    distributionMethod: 'organization',
  });
  const company = new Company(office);
  const installId = (id: string) => Buffer.from(`${id}##${app.id}`).toString('base64');
  const installed = (id: string) => rooms.find(rooms.personalId(id))?.botIn ?? false;

  api.get('/appCatalogs/teamsApps', (c) => {
    const filter = c.req.query('$filter') ?? '';
    const wanted = /^externalId eq '([^']*)'$/.exec(filter)?.[1];
    if (wanted === undefined) throw new GraphFault(400, 'BadRequest', `Invalid filter clause: ${filter}`);
    const ours = app.externalId === null || wanted.toLowerCase() === app.externalId.toLowerCase();
    return c.json({ value: ours ? [shown(wanted)] : [] });
  });

  api.get('/users/:id/teamwork/installedApps', (c) => {
    const { id } = company.person(c.req.param('id'));
    const filter = c.req.query('$filter');
    const wanted = /^teamsApp\/(id|externalId) eq '([^']*)'$/.exec(filter ?? '');
    if (filter !== undefined && wanted === null)
      throw new GraphFault(400, 'BadRequest', `Invalid filter clause: ${filter}`);
    const [, by, value = ''] = wanted ?? [];
    const external = by === 'externalId' ? value : (app.externalId ?? app.id);
    const ours = by === undefined || (by === 'id' ? value === app.id : app.externalId === null || value === external);
    const expand = c.req.query('$expand')?.split(',').includes('teamsApp') ? { teamsApp: shown(external) } : {};
    return c.json({ value: ours && installed(id) ? [{ id: installId(id), ...expand }] : [] });
  });

  api.post('/users/:id/teamwork/installedApps', async (c) => {
    const { id, userType } = company.person(c.req.param('id'));
    const read = installation.safeParse(await body(c));
    if (!read.success) throw new GraphFault(400, 'BadRequest', "The payload needs 'teamsApp@odata.bind'.");
    const named = read.data['teamsApp@odata.bind'].split('/').at(-1);
    if (named !== app.id) return graphError(404, 'NotFound', `The app '${named}' is not in the tenant's catalog.`);
    if (userType === 'Guest') return graphError(403, 'Forbidden', 'Apps cannot be installed for guests.');
    if (installed(id)) return graphError(409, 'Conflict', 'App already installed for user.');
    // The bot hears of it some time later; a bot that does not answer keeps nothing from being installed.
    client.install(id).catch(() => undefined);
    return c.body(null, 201);
  });

  api.get('/users/:id/teamwork/installedApps/:install/chat', (c) => {
    const { id } = company.person(c.req.param('id'));
    if (c.req.param('install') !== installId(id) || !installed(id)) throw noSuch(c.req.param('install'));
    return c.json({
      id: rooms.graphId(id),
      topic: null,
      createdDateTime: new Date(office.now()).toISOString(),
      chatType: 'oneOnOne',
      tenantId: office.world.tenant,
      webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(rooms.graphId(id))}/0?tenantId=${office.world.tenant}`,
    });
  });
}
