import { z } from 'zod';
import type { Company } from './company.ts';
import { GraphFault } from './fault.ts';

const check = z.object({ groupIds: z.array(z.string()).max(20) });
const byIds = z.object({ ids: z.array(z.string()).max(1000), types: z.array(z.string()).optional() });

/** checkMemberGroups: which of at most 20 groups a person is in, nested groups included. */
export function membership(company: Company, id: string, body: unknown): readonly string[] {
  const read = check.safeParse(body);
  if (!read.success) throw new GraphFault(400, 'Request_BadRequest', 'groupIds: at most 20 ids are expected.');
  const inside = new Set(company.related('transitiveMemberOf', id).map(({ row }) => row.id));
  return read.data.groupIds.map((each) => each.toLowerCase()).filter((each) => inside.has(each));
}

/** getByIds: at most 1000 ids. */
export function idsBody(body: unknown): z.infer<typeof byIds> {
  const read = byIds.safeParse(body);
  if (!read.success) throw new GraphFault(400, 'Request_BadRequest', 'ids: at most 1000 ids are expected.');
  return read.data;
}
